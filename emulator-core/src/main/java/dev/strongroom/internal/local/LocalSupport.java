package dev.strongroom.internal.local;

import dev.strongroom.internal.seed.SeedNode;
import dev.strongroom.rotation.RotationFunction;
import dev.strongroom.seed.FunctionSeed;
import dev.strongroom.seed.SeedLoader;
import java.util.ServiceLoader;

/** What the module {@code strongroom-local} adds to the core, which finds it by ServiceLoader. */
public interface LocalSupport {

  /**
   * Reads a YAML text as a tree, in which a tag such as {@code !Sub} is an object with one member.
   *
   * @param file for messages; empty if there is none
   * @throws IllegalArgumentException naming the place at which the text is not as it should be
   */
  SeedNode yaml(String text, String file);

  /**
   * Translates a CloudFormation template into a seed.
   *
   * @return the tree of a seed, with notes on what is left out
   * @throws IllegalArgumentException naming the place of what can't be translated
   */
  SeedNode.Mapping template(SeedNode.Mapping template, SeedLoader loader);

  /**
   * Returns the code of a rotation function that is given by where it is.
   *
   * @throws IllegalArgumentException naming what is wrong with the function
   */
  RotationFunction function(FunctionSeed function, FunctionLimits limits);

  /**
   * Returns the implementation.
   *
   * @param what for a message: what needs it, as in "A seed in YAML"
   * @throws IllegalStateException naming the dependency to add, if it is not there
   */
  static LocalSupport required(String what) {
    return ServiceLoader.load(LocalSupport.class, LocalSupport.class.getClassLoader())
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    what + " needs the dependency dev.strongroom:strongroom-local: add it"));
  }
}

package dev.strongroom.internal.local;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.internal.data.DataSettings;
import dev.strongroom.internal.data.EntryStore;
import dev.strongroom.internal.seed.SeedNode;
import dev.strongroom.rotation.RotationFunction;
import dev.strongroom.seed.FunctionSeed;
import dev.strongroom.seed.SeedLoader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.function.Consumer;

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
   * Opens the data in a directory, which is made if it is not there.
   *
   * @throws IllegalStateException if another process uses it, or it can't be used
   * @throws java.io.UncheckedIOException if it can't be read or made
   */
  EntryStore data(DataSettings settings);

  /**
   * Makes the file of a snapshot, which takes the place of another one when the work is done.
   *
   * @throws java.io.UncheckedIOException if that is not possible
   */
  void writeSnapshot(Path file, Consumer<EntryStore> work);

  /**
   * Opens the file of a snapshot for reading.
   *
   * @throws IllegalStateException if it is no snapshot, or a damaged one
   * @throws java.io.UncheckedIOException if it can't be read
   */
  EntryStore readSnapshot(Path file);

  /**
   * Returns the code of a rotation function that is given by where it is.
   *
   * @throws IllegalArgumentException naming what is wrong with the function
   */
  RotationFunction function(FunctionSeed function, FunctionLimits limits);

  /**
   * Starts the HTTP interface of AWS's Secrets Manager Agent, or of its Lambda extension, on any
   * free port.
   *
   * @throws IllegalArgumentException naming the setting that is wrong
   * @throws IOException if no port is free
   */
  RunningAgent agent(SecretsEmulator aws, AgentRequest settings) throws IOException;

  /** What an agent is to be. */
  record AgentRequest(Caller caller, String token, int ttlSeconds, boolean isLambdaExtension) {}

  /** An agent that listens. */
  interface RunningAgent extends AutoCloseable {

    URI uri();

    @Override
    void close();
  }

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

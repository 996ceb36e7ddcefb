package dev.strongroom.internal.seed;

import dev.strongroom.seed.SourcePlace;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One value of a seed file, with its place and its path from the top. */
public sealed interface SeedNode {

  SourcePlace place();

  /** As in {@code secrets[0].name}; empty for the whole file. */
  String path();

  /** An object. */
  record Mapping(
      SourcePlace place,
      String path,
      Map<String, SeedNode> members,
      Map<String, SourcePlace> placesOfNames)
      implements SeedNode {

    public Mapping {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
      placesOfNames = Map.copyOf(placesOfNames);
    }

    /** What is wrong with a member that should not be there. */
    public SeedSyntaxException errorAt(String member, String problem) {
      var place = placesOfNames.getOrDefault(member, place());
      return new SeedSyntaxException(place.of(name() + " " + problem));
    }
  }

  /** An array. */
  record Sequence(SourcePlace place, String path, List<SeedNode> items) implements SeedNode {

    public Sequence {
      items = List.copyOf(items);
    }
  }

  /**
   * Any other value.
   *
   * @param text of a number, as it was written; of a boolean, true or false; else the string
   */
  record Scalar(SourcePlace place, String path, NodeType type, String text) implements SeedNode {

    /** Without its text, which may be a secret. */
    @Override
    public String toString() {
      return type.word() + " at " + place;
    }
  }

  default NodeType type() {
    return this instanceof Mapping
        ? NodeType.OBJECT
        : this instanceof Sequence ? NodeType.ARRAY : ((Scalar) this).type();
  }

  /** The path, or what the whole is called. */
  default String name() {
    return path().isEmpty() ? "The seed" : path();
  }

  /** What is wrong with this node: the problem continues a sentence that begins with its path. */
  default SeedSyntaxException error(String problem) {
    return new SeedSyntaxException(place().of(name() + " " + problem));
  }

  /** The path of a member of an object at a path. */
  static String memberPath(String path, String member) {
    if (!member.matches("[A-Za-z_$][A-Za-z0-9_]*")) {
      return path + "['" + member + "']";
    }
    return path.isEmpty() ? member : path + "." + member;
  }

  /** The path of an item of an array at a path. */
  static String itemPath(String path, int index) {
    return path + "[" + index + "]";
  }
}

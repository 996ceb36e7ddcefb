package dev.strongroom.internal.seed;

import dev.strongroom.internal.seed.SeedNode.Mapping;
import dev.strongroom.internal.seed.SeedNode.Scalar;
import dev.strongroom.internal.seed.SeedNode.Sequence;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object of which all that is known is given, and what is given is of its type. */
public final class Members {

  private final Mapping object;

  private Members(Mapping object) {
    this.object = object;
  }

  /**
   * An object's members.
   *
   * @throws IllegalArgumentException if it is no object, or has others than these
   */
  public static Members of(SeedNode node, List<String> known) {
    var object = mapping(node);
    for (var name : object.members().keySet()) {
      if (!known.contains(name)) {
        throw object.errorAt(
            name, "has no member '%s'; it may have %s".formatted(name, String.join(", ", known)));
      }
    }
    return new Members(object);
  }

  /** Requires an object. */
  public static Mapping mapping(SeedNode node) {
    requireType(node, NodeType.OBJECT);
    return (Mapping) node;
  }

  /** Requires an array, and returns its items. */
  public static List<SeedNode> items(SeedNode node) {
    requireType(node, NodeType.ARRAY);
    return ((Sequence) node).items();
  }

  /** Requires a string. */
  public static Scalar string(SeedNode node) {
    return requireType(node, NodeType.STRING);
  }

  private static Scalar requireType(SeedNode node, NodeType type) {
    if (node.type() != type) {
      var remedy = type == NodeType.STRING && node instanceof Scalar ? ": quote it" : "";
      throw node.error(
          "must be of type %s, but is %s%s"
              .formatted(
                  type.word(), node.type().word(), node.type() == NodeType.NULL ? "" : remedy));
    }
    return node instanceof Scalar scalar ? scalar : new Scalar(node.place(), node.path(), type, "");
  }

  public Mapping object() {
    return object;
  }

  public boolean has(String name) {
    return object.members().containsKey(name);
  }

  public @Nullable SeedNode get(String name) {
    return object.members().get(name);
  }

  /** The member; its absence is an error. */
  public SeedNode required(String name) {
    var node = get(name);
    if (node == null) {
      throw object.error("has no member '" + name + "'");
    }
    return node;
  }

  /** The string of that name; null if there is none. */
  public @Nullable String text(String name) {
    var node = get(name);
    return node == null ? null : string(node).text();
  }

  /** The string of that name; its absence is an error. */
  public String requiredText(String name) {
    return string(required(name)).text();
  }

  /** The items of that name; none if there is no array. */
  public List<SeedNode> list(String name) {
    var node = get(name);
    return node == null ? List.of() : items(node);
  }

  /** The strings of that name; none if there is no array. */
  public List<String> texts(String name) {
    return list(name).stream().map(item -> string(item).text()).toList();
  }

  /** The members of the object of that name; none if there is no object. */
  public Map<String, SeedNode> map(String name) {
    var node = get(name);
    return node == null ? Map.of() : mapping(node).members();
  }

  /** The boolean of that name; null if there is none. */
  public @Nullable Boolean bool(String name) {
    var node = get(name);
    return node == null ? null : Boolean.valueOf(requireType(node, NodeType.BOOLEAN).text());
  }

  /** The whole number of that name; null if there is none. */
  public @Nullable Long number(String name) {
    var node = get(name);
    if (node == null) {
      return null;
    }
    try {
      return Long.valueOf(requireType(node, NodeType.NUMBER).text());
    } catch (NumberFormatException fraction) {
      throw node.error("must be a whole number");
    }
  }

  /** The whole number of that name, of a few digits; null if there is none. */
  public @Nullable Integer integer(String name) {
    var number = number(name);
    if (number != null && number != number.intValue()) {
      throw required(name).error("must be a smaller number");
    }
    return number == null ? null : number.intValue();
  }
}

package dev.strongroom.internal.seed;

import dev.strongroom.internal.seed.SeedNode.Mapping;
import dev.strongroom.internal.seed.SeedNode.Scalar;
import dev.strongroom.internal.seed.SeedNode.Sequence;
import dev.strongroom.seed.SourcePlace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object under construction that stands where another node does. */
public final class TreeBuilder {

  private final SeedNode origin;
  private final Map<String, SeedNode> members = new LinkedHashMap<>();
  private final Map<String, SourcePlace> places = new LinkedHashMap<>();

  public TreeBuilder(SeedNode origin) {
    this.origin = origin;
  }

  /** Adds a member; nothing if there is no node. */
  public TreeBuilder put(String name, @Nullable SeedNode node) {
    if (node != null) {
      members.put(name, node);
      places.put(name, node.place());
    }
    return this;
  }

  /** Adds a string. */
  public TreeBuilder put(String name, String text) {
    return put(name, text(origin, text));
  }

  /** Adds an array. */
  public TreeBuilder put(String name, List<? extends SeedNode> items) {
    return put(name, new Sequence(origin.place(), origin.path(), List.copyOf(items)));
  }

  public @Nullable SeedNode get(String name) {
    return members.get(name);
  }

  public Mapping built() {
    return new Mapping(origin.place(), origin.path(), members, places);
  }

  /** A string that stands where another node does. */
  public static Scalar text(SeedNode origin, String text) {
    return scalar(origin, NodeType.STRING, text);
  }

  /** A value that stands where another node does. */
  public static Scalar scalar(SeedNode origin, NodeType type, String text) {
    return new Scalar(origin.place(), origin.path(), type, text);
  }
}

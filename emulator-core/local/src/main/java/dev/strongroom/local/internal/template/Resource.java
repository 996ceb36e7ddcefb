package dev.strongroom.local.internal.template;

import dev.strongroom.internal.seed.Members;
import dev.strongroom.internal.seed.SeedNode;
import dev.strongroom.internal.seed.SeedNode.Mapping;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A resource of a template, its functions not yet evaluated. */
record Resource(String id, String type, Mapping node) {

  static Resource of(String id, SeedNode node) {
    var object = Members.mapping(node);
    var type = object.members().get("Type");
    if (type == null) {
      throw object.error("has no member 'Type'");
    }
    return new Resource(id, Members.string(type).text(), object);
  }

  /** The name of the condition under which it is there; null if it always is. */
  @Nullable SeedNode condition() {
    return node.members().get("Condition");
  }

  private Map<String, SeedNode> properties() {
    var properties = node.members().get("Properties");
    return properties == null ? Map.of() : Members.mapping(properties).members();
  }

  /** A property that nothing was evaluated of; null if it is not there. */
  @Nullable SeedNode get(String property) {
    return properties().get(property);
  }

  /** Refuses properties that CloudFormation doesn't know. */
  void requireOnly(List<String> known) {
    var properties = node.members().get("Properties");
    if (properties != null) {
      Members.of(properties, known);
    }
  }
}

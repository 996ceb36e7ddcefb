package dev.strongroom.teaching.world;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strongroom.iam.PolicyDocument;
import java.util.List;
import java.util.Objects;

/** Repairs that work and should never be made. */
final class Tricks {

  private Tricks() {}

  static void apply(World world, String kind) {
    switch (kind) {
      case "resource-policy" ->
          new View(world)
              .secrets()
              .forEach(secret -> open(world, new Policies.Target(false, secret)));
      case "key-policy" ->
          world.keys.keySet().forEach(key -> open(world, new Policies.Target(true, key)));
      case "identity-policy" ->
          List.copyOf(world.people.values()).stream()
              .filter(person -> person.resource() != null)
              .forEach(
                  person -> Policies.set(world, person.name(), "trick", PolicyDocument.allow("*")));
      default -> throw new IllegalArgumentException("There is no trick with a " + kind);
    }
  }

  private static void open(World world, Policies.Target target) {
    ObjectNode policy = JsonNodeFactory.instance.objectNode().put("Version", "2012-10-17");
    policy
        .putArray("Statement")
        .addObject()
        .put("Effect", "Allow")
        .put("Principal", "*")
        .put("Action", "*")
        .put("Resource", "*");
    var members = JsonNodeFactory.instance.objectNode();
    var key = world.keys.get(target.name());
    if (target.isKey()) {
      members.put("KeyId", key).put("Policy", policy.toString());
    } else {
      members.put("SecretId", target.name()).put("ResourcePolicy", policy.toString());
    }
    var operation =
        Objects.requireNonNull(Calls.find(target.isKey() ? "PutKeyPolicy" : "PutResourcePolicy"));
    var owner =
        target.isKey() ? View.owner(Objects.requireNonNull(key)) : world.aws.administrator();
    Calls.send(world.aws, owner, operation, members);
  }
}

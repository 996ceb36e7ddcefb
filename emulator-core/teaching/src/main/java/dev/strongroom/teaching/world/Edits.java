package dev.strongroom.teaching.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strongroom.teaching.yaml.Located;
import dev.strongroom.teaching.yaml.Members;
import dev.strongroom.teaching.yaml.Scalar;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a learner may edit of a world: its policies and keys, as they are and as they shall be. */
public final class Edits {

  private static final String DEFAULT_KEY = "aws/secretsmanager";

  private Edits() {}

  /** The policies, or keys, of a kind as they are: by what they belong to. */
  public static ObjectNode current(World world, String kind) {
    return switch (kind) {
      case "resource-policy" -> resourcePolicies(world);
      case "key-policy" -> keyPolicies(world);
      case "identity-policy" -> identityPolicies(world);
      case "kms-key" -> kmsKeys(world);
      default -> throw new IllegalArgumentException("Nobody can edit a " + kind);
    };
  }

  private static ObjectNode resourcePolicies(World world) {
    var policies = JsonNodeFactory.instance.objectNode();
    var view = new View(world);
    for (var secret : view.secrets()) {
      policies.set(secret, tree(view.policy(new Policies.Target(false, secret))));
    }
    return policies;
  }

  private static ObjectNode keyPolicies(World world) {
    var policies = JsonNodeFactory.instance.objectNode();
    var view = new View(world);
    for (var key : world.keys.keySet()) {
      policies.set(key, tree(view.policy(new Policies.Target(true, key))));
    }
    return policies;
  }

  private static JsonNode tree(@Nullable String policy) {
    return policy == null ? JsonNodeFactory.instance.nullNode() : Policies.tree(policy);
  }

  private static ObjectNode identityPolicies(World world) {
    var policies = JsonNodeFactory.instance.objectNode();
    for (var person : world.people.values()) {
      if (person.resource() != null) {
        var own = policies.putObject(person.name());
        person.policies().forEach((name, policy) -> own.set(name, Policies.tree(policy.toJson())));
      }
    }
    return policies;
  }

  private static ObjectNode kmsKeys(World world) {
    var keys = JsonNodeFactory.instance.objectNode();
    var view = new View(world);
    for (var secret : view.secrets()) {
      var arn = view.describe(secret).kmsKeyId();
      var name =
          world.keys.entrySet().stream()
              .filter(key -> key.getValue().equals(arn))
              .map(Map.Entry::getKey)
              .findFirst();
      keys.put(secret, name.orElse(arn == null ? DEFAULT_KEY : arn));
    }
    return keys;
  }

  /**
   * Makes the policies, or keys, of a kind what a file says.
   *
   * @return the first refusal of the service; success if there was none
   */
  public static Outcome apply(World world, String kind, Members file) {
    var before = current(world, kind);
    for (var name : file.names()) {
      if (!before.has(name)) {
        throw file.get(name).error("there is no '" + name + "' whose " + kind + " could change");
      }
    }
    var outcome = Outcome.OK;
    for (var name : file.names()) {
      if (outcome.succeeded()) {
        outcome = apply(world, kind, name, file.get(name), before.path(name));
      }
    }
    return outcome;
  }

  private static Outcome apply(
      World world, String kind, String name, Located wanted, JsonNode before) {
    return switch (kind) {
      case "identity-policy" -> setIdentityPolicies(world, name, wanted.asMembers());
      case "kms-key" -> setKey(world, name, wanted, before.asText());
      default -> setPolicy(world, kind, name, wanted, before);
    };
  }

  private static Outcome setIdentityPolicies(World world, String person, Members wanted) {
    for (var gone : without(world.person(person).policies().keySet(), wanted.names())) {
      Policies.set(world, person, gone, null);
    }
    for (var name : wanted.names()) {
      var policy = Policies.parse(world, wanted.get(name));
      var before = world.person(person).policies().get(name);
      if (before == null || !before.toJson().equals(policy.toJson())) {
        Policies.set(world, person, name, policy);
      }
    }
    return Outcome.OK;
  }

  private static Collection<String> without(Collection<String> names, Collection<String> others) {
    var rest = new LinkedHashSet<>(names);
    rest.removeAll(others);
    return rest;
  }

  private static Outcome setKey(World world, String secret, Located wanted, String before) {
    var name = wanted.asName();
    if (name.equals(before)) {
      return Outcome.OK;
    }
    var arn = name.equals(DEFAULT_KEY) ? "" : world.keys.get(name);
    if (arn == null) {
      throw wanted.error(
          "there is no key '%s': there are %s and %s"
              .formatted(name, DEFAULT_KEY, String.join(", ", world.keys.keySet())));
    }
    var members =
        JsonNodeFactory.instance.objectNode().put("SecretId", secret).put("KmsKeyId", arn);
    return call(world, "UpdateSecret", members, wanted);
  }

  private static Outcome setPolicy(
      World world, String kind, String name, Located wanted, JsonNode before) {
    boolean removed = wanted instanceof Scalar scalar && scalar.isNull();
    var policy = removed ? JsonNodeFactory.instance.nullNode() : world.resolve(wanted.json());
    if (policy.equals(before)) {
      return Outcome.OK;
    }
    var target = new Policies.Target(kind.equals("key-policy"), name);
    if (!removed) {
      return target.put(world, administrator(wanted), policy);
    }
    if (target.isKey()) {
      throw wanted.error("a key always has a policy");
    }
    return call(
        world,
        "DeleteResourcePolicy",
        JsonNodeFactory.instance.objectNode().put("SecretId", name),
        wanted);
  }

  private static Outcome call(World world, String operation, ObjectNode members, Located file) {
    var found = Objects.requireNonNull(Calls.find(operation));
    var outcome = Calls.send(world.aws, world.aws.administrator(), found, members);
    world.happened(
        Event.Kind.CALL,
        "administrator calls " + operation + ": " + outcome,
        Map.of("operation", operation, "outcome", outcome.toString(), "line", file.place().line()));
    return outcome;
  }

  private static Action administrator(Located file) {
    return new Action(
        "edit",
        file.place(),
        "edit",
        null,
        null,
        null,
        new Members(file.place(), Map.of(), Map.of()),
        (world, action) -> Outcome.OK);
  }

  /** The kinds of thing that can be edited. */
  public static List<String> kinds() {
    return List.of("identity-policy", "resource-policy", "key-policy", "kms-key");
  }
}

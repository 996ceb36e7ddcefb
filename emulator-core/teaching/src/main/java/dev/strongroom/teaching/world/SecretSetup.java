package dev.strongroom.teaching.world;

import static dev.strongroom.teaching.world.Names.Kind.KEY;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strongroom.api.Caller;
import dev.strongroom.api.SecretValue;
import dev.strongroom.seed.SecretSeed;
import dev.strongroom.seed.Seed;
import dev.strongroom.teaching.yaml.Located;
import dev.strongroom.teaching.yaml.Members;
import dev.strongroom.teaching.yaml.ScenarioException;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/** Makes the secrets that a world begins with. */
final class SecretSetup {

  /** A shorter secret could be found in ordinary words, so that no check could tell them apart. */
  private static final int SHORTEST_VALUE = 8;

  private SecretSetup() {}

  static void secret(World world, Names names, Members file) {
    file.only(
        "name",
        "string",
        "json",
        "binary",
        "description",
        "tags",
        "kmsKey",
        "replicas",
        "scheduledForDeletion",
        "managedBy",
        "policy");
    var name = file.text("name");
    var secret = valued(world, Seed.secret(name), file);
    var description = file.optionalText("description");
    if (description != null) {
      secret = secret.description(description);
    }
    var tags = file.members("tags");
    for (var key : tags.names()) {
      secret = secret.tag(key, tags.text(key));
    }
    var key = file.optionalText("kmsKey");
    if (key != null) {
      if (!key.startsWith("alias/")) {
        names.require(KEY, key, file.get("kmsKey").place());
      }
      secret = secret.kmsKey(Objects.requireNonNullElse(world.keys.get(key), key));
    }
    secret = secret.replicas(file.texts("replicas").toArray(String[]::new));
    if (file.flag("scheduledForDeletion")) {
      secret = secret.scheduledForDeletion();
    }
    var service = file.optionalText("managedBy");
    if (service != null) {
      secret = secret.managedBy(service);
    }
    try {
      world.aws.seed(Seed.of(secret));
    } catch (IllegalArgumentException refused) {
      throw new ScenarioException(file.place(), String.valueOf(refused.getMessage()), refused);
    }
    file.with(
        "policy",
        policy ->
            arranged(
                world,
                world.aws.administrator(),
                "PutResourcePolicy",
                JsonNodeFactory.instance
                    .objectNode()
                    .put("SecretId", name)
                    .put("ResourcePolicy", world.resolve(policy.json()).toString()),
                policy));
  }

  private static SecretSeed valued(World world, SecretSeed secret, Members file) {
    var present = List.of("string", "json", "binary").stream().filter(file::has).toList();
    if (present.isEmpty()) {
      return secret;
    }
    var kind = file.oneOf(present);
    var value = file.get(kind);
    return switch (kind) {
      case "string" -> {
        var text = world.resolve(value.asText());
        requireRecognisable(SecretValue.ofText(text), value);
        yield secret.string(text);
      }
      case "json" -> {
        var text = world.resolve(value.asMembers().json()).toString();
        requireRecognisable(SecretValue.ofText(text), value);
        yield secret.json(text);
      }
      default -> secret.binary(bytes(value));
    };
  }

  private static void requireRecognisable(SecretValue value, Located file) {
    for (var text : Values.secrets(value)) {
      if (text.length() < SHORTEST_VALUE) {
        throw file.error(
            "a secret value has at least %d characters here, so that a report which shows it can be found"
                .formatted(SHORTEST_VALUE));
      }
    }
  }

  private static byte[] bytes(Located value) {
    try {
      return Base64.getDecoder().decode(value.asText());
    } catch (IllegalArgumentException malformed) {
      throw value.error("expected base64");
    }
  }

  /** A call that makes the world, and must succeed. */
  static Outcome arranged(
      World world, Caller owner, String operation, ObjectNode members, Located file) {
    var found = Objects.requireNonNull(Calls.find(operation));
    var outcome = Calls.send(world.aws, owner, found, members);
    if (!outcome.succeeded()) {
      throw file.error(operation + " was refused: " + outcome);
    }
    return outcome;
  }
}

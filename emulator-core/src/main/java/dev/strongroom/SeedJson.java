package dev.strongroom;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A seed as JSON says it; what it doesn't know it refuses by name, and it quotes no value. */
final class SeedJson {

  private static final ObjectMapper TREES =
      new ObjectMapper(
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .setNodeFactory(new JsonNodeFactory(true));

  private static final List<String> VALUES = List.of("string", "json", "binary");
  private static final List<String> OTHERS =
      List.of("name", "description", "tags", "kmsKey", "replicas", "scheduledForDeletion");

  private SeedJson() {}

  static Seed parse(String json) {
    var seed = Seed.EMPTY;
    var root = requireObject(tree(json), "The seed");
    requireOnly(root, "The seed", List.of("secrets"));
    var secrets = root.path("secrets");
    if (!secrets.isMissingNode()) {
      requireType(secrets, JsonNodeType.ARRAY, "secrets");
    }
    for (int i = 0; i < secrets.size(); i++) {
      seed = seed.and(secret(secrets.get(i), "secrets[" + i + "]"));
    }
    return seed;
  }

  private static JsonNode tree(String json) {
    try {
      return TREES.readTree(json);
    } catch (JsonProcessingException malformed) { // without its message, which quotes the text
      var place = malformed.getLocation();
      throw new IllegalArgumentException(
          place == null
              ? "The seed is no JSON"
              : "The seed is malformed at line %d, column %d: expected JSON, each member once"
                  .formatted(place.getLineNr(), place.getColumnNr()));
    }
  }

  private static Seed.Secret secret(JsonNode node, String path) {
    var json = requireObject(node, path);
    requireOnly(json, path, Stream.concat(OTHERS.stream(), VALUES.stream()).toList());
    if (!json.has("name")) {
      throw new IllegalArgumentException(path + " has no member 'name'");
    }
    var secret = Seed.secret(text(json.get("name"), path + ".name"));
    if (json.has("description")) {
      secret = secret.description(text(json.get("description"), path + ".description"));
    }
    if (json.has("tags")) {
      for (var tag : requireObject(json.get("tags"), path + ".tags").properties()) {
        secret =
            secret.tag(tag.getKey(), text(tag.getValue(), path + ".tags['" + tag.getKey() + "']"));
      }
    }
    secret = arranged(secret, json, path);
    var values = VALUES.stream().filter(json::has).toList();
    if (values.size() > 1) {
      throw new IllegalArgumentException(
          path + " has one value, but here are " + String.join(" and ", values));
    }
    return values.isEmpty() ? secret : valued(secret, values.get(0), json, path);
  }

  private static Seed.Secret arranged(Seed.Secret secret, JsonNode json, String path) {
    if (json.has("kmsKey")) {
      secret = secret.kmsKey(text(json.get("kmsKey"), path + ".kmsKey"));
    }
    if (json.has("replicas")) {
      var regions = requireType(json.get("replicas"), JsonNodeType.ARRAY, path + ".replicas");
      for (int i = 0; i < regions.size(); i++) {
        secret = secret.replicas(text(regions.get(i), path + ".replicas[" + i + "]"));
      }
    }
    var scheduled = json.path("scheduledForDeletion");
    if (!scheduled.isMissingNode()) {
      requireType(scheduled, JsonNodeType.BOOLEAN, path + ".scheduledForDeletion");
    }
    return scheduled.booleanValue() ? secret.scheduledForDeletion() : secret;
  }

  private static Seed.Secret valued(Seed.Secret secret, String kind, JsonNode json, String path) {
    var value = json.get(kind);
    path += "." + kind;
    return switch (kind) {
      case "string" -> secret.string(text(value, path));
      case "json" -> secret.json(requireObject(value, path).toString());
      default -> secret.binary(bytes(text(value, path), path));
    };
  }

  private static byte[] bytes(String base64, String path) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException malformed) { // without its message, which quotes the value
      throw new IllegalArgumentException(path + " must be base64");
    }
  }

  private static void requireOnly(JsonNode object, String path, List<String> members) {
    for (var member : object.properties()) {
      if (!members.contains(member.getKey())) {
        throw new IllegalArgumentException(
            "%s has no member '%s'; it may have %s"
                .formatted(path, member.getKey(), String.join(", ", members)));
      }
    }
  }

  private static String text(JsonNode node, String path) {
    return requireType(node, JsonNodeType.STRING, path).textValue();
  }

  private static JsonNode requireObject(JsonNode node, String path) {
    return requireType(node, JsonNodeType.OBJECT, path);
  }

  private static JsonNode requireType(JsonNode node, JsonNodeType type, String path) {
    if (node.getNodeType() != type) {
      throw new IllegalArgumentException(
          "%s must be of type %s, but is %s".formatted(path, name(type), name(node.getNodeType())));
    }
    return node;
  }

  private static String name(JsonNodeType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }
}

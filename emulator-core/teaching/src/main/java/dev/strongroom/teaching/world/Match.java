package dev.strongroom.teaching.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Compares an answer with what is expected of it: of objects only the members that are named. */
final class Match {

  private Match() {}

  /** Where the answer differs, in words that show no value of a secret; null if it doesn't. */
  static @Nullable String difference(String path, JsonNode expected, JsonNode actual) {
    if (expected instanceof ObjectNode object) {
      return objects(path, object, actual);
    }
    if (expected instanceof ArrayNode array) {
      return arrays(path, array, actual);
    }
    if (actual.isMissingNode()) {
      return path + " is absent";
    }
    boolean equal = isEqual(expected, actual);
    if (equal) {
      return null;
    }
    boolean sensitive =
        path.contains("Secret") || path.contains("Password") || path.contains("Plaintext");
    return sensitive
        ? path + " is another one"
        : "%s is %s instead of %s".formatted(path, actual, expected);
  }

  private static boolean isEqual(JsonNode expected, JsonNode actual) {
    if (expected.isNumber() && actual.isNumber()) {
      return expected.decimalValue().compareTo(actual.decimalValue()) == 0;
    }
    return expected.isTextual()
        ? expected.asText().equals(actual.asText())
        : expected.equals(actual);
  }

  private static @Nullable String objects(String path, ObjectNode expected, JsonNode actual) {
    if (!actual.isObject()) {
      return path + (actual.isMissingNode() ? " is absent" : " is no object");
    }
    for (var member : expected.properties()) {
      var difference =
          difference(
              path.isEmpty() ? member.getKey() : path + "." + member.getKey(),
              member.getValue(),
              actual.path(member.getKey()));
      if (difference != null) {
        return difference;
      }
    }
    return null;
  }

  private static @Nullable String arrays(String path, ArrayNode expected, JsonNode actual) {
    if (!actual.isArray() || actual.size() != expected.size()) {
      return "%s has %s elements instead of %d"
          .formatted(path, actual.isArray() ? actual.size() : "no", expected.size());
    }
    for (int i = 0; i < expected.size(); i++) {
      var difference = difference(path + "[" + i + "]", expected.get(i), actual.get(i));
      if (difference != null) {
        return difference;
      }
    }
    return null;
  }
}

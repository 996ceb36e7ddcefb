package dev.strongroom.teaching.world;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strongroom.api.SecretValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is inside of secret values. */
final class Values {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Members of a database's secret that are no secret. */
  private static final Set<String> OPEN =
      Set.of("engine", "host", "port", "dbname", "username", "ssl", "masterarn");

  private Values() {}

  /** The JSON object that a value is; null if it is none. */
  static @Nullable ObjectNode object(SecretValue value) {
    try {
      return value.isText() && JSON.readTree(value.text()) instanceof ObjectNode object
          ? object
          : null;
    } catch (JsonProcessingException noJson) {
      return null;
    }
  }

  /** A member of a JSON object, as text; null if the value has none. */
  static @Nullable String member(SecretValue value, String name) {
    var object = object(value);
    return object == null || !object.hasNonNull(name) ? null : object.get(name).asText();
  }

  static @Nullable String host(SecretValue value) {
    return member(value, "host");
  }

  /** The texts that must not be seen: the value, or what a JSON object has inside. */
  static List<String> secrets(SecretValue value) {
    var object = object(value);
    if (object == null) {
      return value.isText() ? List.of(value.text()) : List.of();
    }
    var texts = new ArrayList<String>();
    object
        .properties()
        .forEach(
            member -> {
              if (member.getValue().isTextual() && !OPEN.contains(member.getKey())) {
                texts.add(member.getValue().textValue());
              }
            });
    return texts;
  }
}

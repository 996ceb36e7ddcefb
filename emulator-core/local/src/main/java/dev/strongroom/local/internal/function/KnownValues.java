package dev.strongroom.local.internal.function;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strongroom.wire.HttpRequest;
import dev.strongroom.wire.HttpResponse;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The secret values that went between a function and the services, to be masked in its output. */
final class KnownValues {

  /** Members of a request or an answer that are secret values, or hold some. */
  private static final Set<String> SENSITIVE =
      Set.of("SecretString", "SecretBinary", "RandomPassword", "RotationToken", "Plaintext");

  /** Members of a database's secret that are no secrets, and may be words of any output. */
  private static final Set<String> PUBLIC =
      Set.of(
          "engine",
          "host",
          "port",
          "username",
          "dbname",
          "masterarn",
          "dbInstanceIdentifier",
          "dbClusterIdentifier",
          "ssl");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SHORTEST = 4;
  private static final int MOST = 10_000;

  private final Set<String> values = new HashSet<>();

  /** Learns a value. */
  synchronized void hide(String value) {
    mask(value);
  }

  /** Learns what a call sent to the function, or the function to the services. */
  synchronized void add(HttpRequest request, HttpResponse answer) {
    learn(read(request.body()));
    learn(read(answer.body()));
  }

  private static JsonNode read(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (IOException noJson) {
      return JSON.missingNode();
    }
  }

  private void learn(JsonNode node) {
    for (var names = node.fieldNames(); names.hasNext(); ) {
      var name = names.next();
      if (SENSITIVE.contains(name) && node.path(name).isTextual()) {
        add(node.path(name).textValue());
      } else {
        learn(node.path(name));
      }
    }
    if (node.isArray()) {
      node.forEach(this::learn);
    }
  }

  /** Learns a value, and the members of one that is a JSON object. */
  private void add(String value) {
    mask(value);
    try {
      var object = JSON.readTree(value);
      if (object != null && object.isObject()) {
        object.fieldNames().forEachRemaining(name -> addMember(name, object.path(name)));
      }
    } catch (JsonProcessingException text) {
      // a plain password
    }
  }

  private void addMember(String name, JsonNode value) {
    if (value.isValueNode() && !PUBLIC.contains(name)) {
      mask(value.asText());
    } else {
      value.fieldNames().forEachRemaining(inner -> addMember(inner, value.path(inner)));
    }
  }

  private void mask(String value) {
    if (value.length() >= SHORTEST && values.size() < MOST) {
      values.add(value);
      var quoted = JSON.getNodeFactory().textNode(value).toString();
      values.add(quoted.substring(1, quoted.length() - 1));
    }
  }

  /** The text with every value masked, the longest first. */
  synchronized String masked(byte[] output) {
    var text = new String(output, UTF_8);
    List<String> longestFirst =
        values.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
    for (var value : longestFirst) {
      text = text.replace(value, "****");
    }
    return text;
  }
}

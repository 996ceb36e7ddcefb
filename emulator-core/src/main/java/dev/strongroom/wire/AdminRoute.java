package dev.strongroom.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.strongroom.internal.fault.JsonMembers;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One thing that the administration does.
 *
 * @param path below {@code /_strongroom}; a last segment in braces stands for a percent-encoded
 *     name
 * @param query the parameters that may stand in the query
 */
record AdminRoute(String method, String path, Set<String> query, Handler handler) {

  /** Answers a call, or refuses it by an {@link IllegalArgumentException}. */
  @FunctionalInterface
  interface Handler {
    Object answer(Call call);
  }

  /** That there is no such thing, which is status 404. */
  static final class NotFoundException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    NotFoundException(String message) {
      super(message);
    }
  }

  /**
   * What was asked for.
   *
   * @param name the last segment of the path, decoded; empty if the route has none
   * @param body an object; empty if there is none
   */
  record Call(String name, Map<String, String> query, JsonNode body) {

    private static final int MOST_ENTRIES = 1000;

    @Nullable String parameter(String parameter) {
      return query.get(parameter);
    }

    boolean flag(String parameter) {
      var value = query.get(parameter);
      if (value != null && !value.equals("true") && !value.equals("false")) {
        throw new IllegalArgumentException("'" + parameter + "' must be true or false");
      }
      return "true".equals(value);
    }

    /** Returns the most entries that a list may have. */
    int limit() {
      var text = query.getOrDefault("limit", "100");
      if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) > MOST_ENTRIES) {
        throw new IllegalArgumentException("'limit' must be a number up to " + MOST_ENTRIES);
      }
      return Integer.parseInt(text);
    }

    /** Requires that the body has no other members. */
    Call only(String... members) {
      JsonMembers.requireOnly(body, members);
      return this;
    }

    String text(String member) {
      return JsonMembers.text(body, member);
    }

    @Nullable String textOrNull(String member) {
      return body.has(member) ? text(member) : null;
    }
  }

  private boolean isNamed() {
    return path.endsWith("}");
  }

  /** The decoded name in a path of this route; null if the path is another one's. */
  @Nullable String nameIn(String actual) {
    if (!isNamed()) {
      return actual.equals(path) ? "" : null;
    }
    var stem = path.substring(0, path.lastIndexOf('/') + 1);
    if (!actual.startsWith(stem) || actual.length() == stem.length()) {
      return null;
    }
    var name = actual.substring(stem.length());
    return name.contains("/") ? null : decoded(name);
  }

  Call call(String name, @Nullable String rawQuery, JsonNode body) {
    var parameters = new HashMap<String, String>();
    for (var pair : rawQuery == null || rawQuery.isEmpty() ? new String[0] : rawQuery.split("&")) {
      var parts = pair.split("=", 2);
      var key = decoded(parts[0]);
      if (!query.contains(key)) {
        throw new IllegalArgumentException(
            "There is no parameter '%s' here; there may be %s"
                .formatted(key, query.stream().sorted().toList()));
      }
      parameters.put(key, parts.length == 1 ? "true" : decoded(parts[1]));
    }
    return new Call(
        name, parameters, body.isMissingNode() ? JsonNodeFactory.instance.objectNode() : body);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}

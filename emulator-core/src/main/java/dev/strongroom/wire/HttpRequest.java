package dev.strongroom.wire;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as HTTP carries it; it never prints its body or headers.
 *
 * @param path the path with the query, e.g. {@code /}
 * @param headers by name in any case
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record HttpRequest(
    String method, String path, Map<String, List<String>> headers, byte[] body) {

  /** The first value of a header, whose name ignores case; null if there is none. */
  public @Nullable String header(String name) {
    for (var header : headers.entrySet()) {
      if (name.equalsIgnoreCase(header.getKey()) && !header.getValue().isEmpty()) {
        return header.getValue().get(0);
      }
    }
    return null;
  }

  @Override
  public String toString() {
    return "HttpRequest[" + method + ", " + body.length + " bytes]";
  }
}

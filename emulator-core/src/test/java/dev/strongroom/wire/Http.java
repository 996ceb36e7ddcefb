package dev.strongroom.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** HTTP as tests speak it. */
public final class Http {

  public static final ObjectMapper JSON = new ObjectMapper();

  private Http() {}

  /** An unsigned call of an operation, e.g. {@code secretsmanager.GetSecretValue}. */
  public static HttpRequest post(String target, String body) {
    return post(target, body, Map.of());
  }

  public static HttpRequest post(String target, String body, Map<String, String> moreHeaders) {
    var headers = new LinkedHashMap<String, List<String>>();
    headers.put("Content-Type", List.of("application/x-amz-json-1.1"));
    headers.put("X-Amz-Target", List.of(target));
    moreHeaders.forEach((name, value) -> headers.put(name, List.of(value)));
    return new HttpRequest("POST", "/", headers, body.getBytes(UTF_8));
  }

  public static HttpRequest signed(String target, String body, String scope) {
    return post(
        target,
        body,
        Map.of(
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=" + scope + ", SignedHeaders=host, Signature=0"));
  }

  public static String text(HttpResponse response) {
    return new String(response.body(), UTF_8);
  }

  public static JsonNode json(HttpResponse response) {
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Class<?> resultOf(Class<?> request) {
    return Arrays.stream(request.getDeclaredClasses())
        .filter(nested -> nested.getSimpleName().equals("Result"))
        .findAny()
        .orElseThrow();
  }
}

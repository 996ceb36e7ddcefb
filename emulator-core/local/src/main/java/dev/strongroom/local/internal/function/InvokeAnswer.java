package dev.strongroom.local.internal.function;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strongroom.rotation.FunctionException;
import java.net.http.HttpResponse;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a server that speaks Lambda's Invoke API answered. Lambda reports the failure of a function
 * in a header, its emulators report it in the body only, or not at all (FN-1 to FN-3).
 *
 * @param functionError the header X-Amz-Function-Error; null if there is none
 */
record InvokeAnswer(int status, @Nullable String functionError, String body) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TIMED_OUT = "Task timed out after";

  /** The name of a class; whatever else stands there might be a value. */
  private static final Pattern TYPE = Pattern.compile("[A-Za-z_][A-Za-z0-9_.$]{0,199}");

  static InvokeAnswer of(HttpResponse<byte[]> response) {
    return new InvokeAnswer(
        response.statusCode(),
        response.headers().firstValue("X-Amz-Function-Error").orElse(null),
        new String(response.body(), UTF_8));
  }

  /**
   * Returns if the function did its step (FN-4).
   *
   * @throws FunctionException if it did not
   */
  void requireSuccess() throws FunctionException {
    if (status < 200 || status >= 300) {
      throw new FunctionException("answered with status " + status, said());
    }
    var error = error();
    if (isTimeOut(body) || (error != null && isTimeOut(error.path("errorMessage").asText()))) {
      throw new FunctionException("the function's own time-out", said());
    }
    if (error != null) {
      throw new FunctionException(type(error), said());
    }
    if (functionError != null) {
      throw new FunctionException(
          "X-Amz-Function-Error" + (isName(functionError) ? " " + functionError : ""), said());
    }
    if (body.isBlank()) { // a handler that returns nothing yields null
      throw new FunctionException("an empty answer, as after a time-out", null);
    }
  }

  private static boolean isTimeOut(String text) {
    return text.contains(TIMED_OUT);
  }

  /** The object that describes what a function threw; null if the body is none. */
  private @Nullable JsonNode error() {
    try {
      var node = JSON.readTree(body);
      return node != null && node.has("errorMessage") && node.has("errorType") ? node : null;
    } catch (JsonProcessingException text) {
      return null;
    }
  }

  private static String type(JsonNode error) {
    var type = error.path("errorType").asText();
    return isName(type) ? type : "an error";
  }

  private static boolean isName(String text) {
    return TYPE.matcher(text).matches();
  }

  private @Nullable String said() {
    var error = error();
    var said = error == null ? body : error.path("errorMessage").asText();
    return said.length() > 1000 ? said.substring(0, 1000) + "..." : said;
  }
}

package dev.strongroom.wire;

import static dev.strongroom.api.ErrorCode.ACCESS_DENIED;
import static dev.strongroom.api.ErrorCode.EXPIRED_TOKEN;
import static dev.strongroom.api.ErrorCode.THROTTLING;
import static dev.strongroom.api.ErrorCode.VALIDATION;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.Request;
import dev.strongroom.api.Response;
import dev.strongroom.api.ServiceError;
import dev.strongroom.internal.engine.Operations;
import dev.strongroom.internal.service.kms.KmsOperations;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** AWS JSON 1.1: the operation in a header, its members in the body (WIRE-1). */
final class AwsJson {

  static final String CONTENT_TYPE = "application/x-amz-json-1.1";

  private static final String SECRETS_MANAGER = "secretsmanager.";
  static final String KMS_PREFIX = "TrentService";
  private static final String KMS = KMS_PREFIX + ".";

  /** What the framework in front of Secrets Manager answers, in its own spelling (WIRE-3). */
  private static final Set<ErrorCode> OF_THE_FRAMEWORK =
      EnumSet.of(ACCESS_DENIED, EXPIRED_TOKEN, THROTTLING, VALIDATION);

  private static final JsonFactory JSON = new JsonFactory();
  private static final ObjectMapper TREES =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final Map<String, Class<? extends Request<?>>> TARGETS = targets();

  private final SecretsEmulator emulator;
  private final Callers callers;

  AwsJson(SecretsEmulator emulator, Callers callers) {
    this.emulator = emulator;
    this.callers = callers;
  }

  HttpResponse answer(HttpRequest http) {
    var target = Objects.requireNonNullElse(http.header("X-Amz-Target"), "");
    var type = TARGETS.get(target);
    if (type == null || !http.method().equals("POST") || !isAwsJson(http.header("Content-Type"))) {
      return unknownOperation(http, target);
    }
    var credentials = Credentials.of(http);
    var region = credentials.region();
    if (region != null && !Caller.isRegion(region)) {
      return refusal(
          "InvalidSignatureException",
          "Credential should be scoped to a valid region, not '" + region + "'.");
    }
    Request<?> request;
    try {
      request = (Request<?>) JsonShape.of(type).read(tree(http.body()));
    } catch (UnreadableException unreadable) {
      return refusal("SerializationException", unreadable.getMessage());
    }
    try {
      return success(execute(callers.of(credentials), request));
    } catch (ServiceError refusal) {
      return refusal(target.startsWith(SECRETS_MANAGER), refusal);
    }
  }

  private <R extends Record> Response<R> execute(Caller caller, Request<R> request) {
    return emulator.execute(caller, request);
  }

  private static boolean isAwsJson(@Nullable String contentType) {
    return contentType != null
        && contentType.toLowerCase(Locale.ROOT).startsWith("application/x-amz-json-1.");
  }

  private static JsonNode tree(byte[] body) throws UnreadableException {
    try {
      return TREES.readTree(new String(body, StandardCharsets.UTF_8));
    } catch (IOException malformed) { // without the parser's message, which may quote a secret
      throw new UnreadableException("The body of the request is not one JSON value");
    }
  }

  private static HttpResponse success(Response<?> response) {
    var result = (Record) response.result();
    var shape = JsonShape.of(result.getClass());
    return shape.isEmpty()
        ? new HttpResponse(200, headers(response.requestId()), new byte[0]) // WIRE-8
        : response(200, response.requestId(), json -> shape.write(result, json));
  }

  private HttpResponse refusal(boolean isSecretsManager, ServiceError refusal) {
    boolean isModelled = isSecretsManager && !OF_THE_FRAMEWORK.contains(refusal.code());
    return response(
        refusal.code().httpStatus(),
        requestId(refusal, emulator),
        json ->
            error(
                refusal.code().wireName(),
                isModelled ? "Message" : "message", // WIRE-2, WIRE-3; KMS has its own spelling
                refusal.text().isEmpty() ? null : refusal.text(), // KR-1
                json));
  }

  /**
   * A caller who is nobody any more is refused before the gate, which gives the others their id.
   */
  static String requestId(ServiceError refusal, SecretsEmulator emulator) {
    return Objects.requireNonNullElseGet(refusal.requestId(), emulator::newRequestId);
  }

  /** Refuses what never reaches a service; nothing of it is recorded. */
  private HttpResponse refusal(String type, @Nullable String message) {
    return response(
        400, emulator.newRequestId(), json -> error(type, "message", message, json)); // ERR-7
  }

  private HttpResponse unknownOperation(HttpRequest http, String target) {
    var name = target.startsWith(KMS) ? target.substring(KMS.length()) : "";
    return refusal(
        "UnknownOperationException",
        KmsOperations.NOT_EMULATED.contains(name)
            ? name + " is not emulated by Strongroom"
            : HttpApi.whichServices(http));
  }

  private static void error(
      String type, String messageKey, @Nullable String message, JsonGenerator json)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("__type", type);
    if (message != null) {
      json.writeStringField(messageKey, message);
    }
    json.writeEndObject();
  }

  /** Writes one JSON value. */
  private interface Body {
    void writeTo(JsonGenerator json) throws IOException;
  }

  /** By way of characters: half of a surrogate pair, which a caller may send, is no UTF-8. */
  private static HttpResponse response(int status, String requestId, Body body) {
    var text = new StringWriter();
    try (var json = JSON.createGenerator(text)) {
      body.writeTo(json);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return new HttpResponse(
        status, headers(requestId), text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, List<String>> headers(String requestId) {
    return Map.of("x-amzn-RequestId", List.of(requestId), "Content-Type", List.of(CONTENT_TYPE));
  }

  private static Map<String, Class<? extends Request<?>>> targets() {
    var targets = new HashMap<String, Class<? extends Request<?>>>();
    Operations.types().forEach(type -> targets.put(SECRETS_MANAGER + type.getSimpleName(), type));
    KmsOperations.TABLE.forEach(row -> targets.put(KMS + row.name(), row.type()));
    return Map.copyOf(targets);
  }
}

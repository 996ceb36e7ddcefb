package dev.strongroom.internal.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.Request;
import dev.strongroom.api.Response;
import dev.strongroom.api.ServiceError;
import dev.strongroom.internal.EmulatorInternals;
import dev.strongroom.internal.engine.AwsService;
import dev.strongroom.internal.engine.Engine;
import dev.strongroom.internal.engine.Protocol;
import dev.strongroom.wire.HttpRequest;
import dev.strongroom.wire.HttpResponse;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** AWS JSON 1.1: the operation in a header, its members in the body (WIRE-1). */
public final class AwsJson {

  public static final String CONTENT_TYPE = "application/x-amz-json-1.1";

  /** Names that requests bring do not become constants of the JVM. */
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();

  /** What {@code X-Amz-Target} names; null where there is no such service or operation. */
  private record Target(@Nullable AwsService service, String name) {}

  private final SecretsEmulator emulator;
  private final Engine engine;
  private final Callers callers;

  AwsJson(SecretsEmulator emulator, Callers callers) {
    this.emulator = emulator;
    this.engine = EmulatorInternals.engine(emulator);
    this.callers = callers;
  }

  HttpResponse answer(HttpRequest http) {
    var target = target(http);
    var service = target.service();
    var operation = service == null ? null : service.operation(target.name());
    if (service == null
        || operation == null
        || !http.method().equals("POST")
        || !isAwsJson(http.header("Content-Type"))) {
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
      request = (Request<?>) read(http.body(), JsonShape.of(operation.type()));
    } catch (UnreadableException unreadable) {
      return refusal("SerializationException", unreadable.getMessage());
    }
    try {
      return success(service, execute(callers.of(credentials), request));
    } catch (ServiceError refusal) {
      return refusal(service, refusal);
    }
  }

  private <R extends Record> Response<R> execute(Caller caller, Request<R> request) {
    return emulator.execute(caller, request);
  }

  private static boolean isAwsJson(@Nullable String contentType) {
    var prefix = "application/x-amz-json-1.";
    return contentType != null && contentType.regionMatches(true, 0, prefix, 0, prefix.length());
  }

  private static Record read(byte[] body, JsonShape shape) throws UnreadableException {
    try (var json = JSON.createParser(text(body))) {
      Record record;
      try {
        record = shape.read(json);
      } catch (UnreadableException wrongMember) {
        requireOneValue(json); // what is no JSON is refused as that, whatever its members
        throw wrongMember;
      }
      requireOneValue(json);
      return record;
    } catch (IOException malformed) { // without the parser's message, which may quote a secret
      throw new UnreadableException("The body of the request is not one JSON value");
    }
  }

  /** Reads to the end of a value, behind which there must be nothing. */
  private static void requireOneValue(JsonParser json) throws IOException {
    while (!json.getParsingContext().inRoot()) {
      json.nextToken();
    }
    if (json.nextToken() != null) {
      throw new IOException("another value");
    }
  }

  /** Reads bytes by way of characters, so that none is stored as another than the caller sent. */
  private static String text(byte[] body) throws UnreadableException {
    var text = new String(body, UTF_8);
    if (text.indexOf('\ufffd') >= 0) { // which stands for what is malformed, and for itself
      try {
        return UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      } catch (CharacterCodingException malformed) {
        throw new UnreadableException("The body of the request is not in UTF-8");
      }
    }
    return text;
  }

  private static HttpResponse success(AwsService service, Response<?> response) {
    var result = (Record) response.result();
    var shape = JsonShape.of(result.getClass());
    return shape.isEmpty() && !service.answersEmptyObjects()
        ? new HttpResponse(200, headers(response.requestId()), new byte[0]) // WIRE-8
        : response(200, response.requestId(), json -> shape.write(result, json));
  }

  private HttpResponse refusal(AwsService service, ServiceError refusal) {
    return response(
        refusal.code().httpStatus(),
        requestId(refusal, engine),
        json ->
            error(
                refusal.code().wireName(),
                service.messageMember(refusal.code()),
                refusal.text().isEmpty() ? null : refusal.text(), // KR-1
                json));
  }

  /**
   * Returns the ID of a refused request; a caller whose session has ended is refused before the
   * engine gives the request an ID.
   */
  static String requestId(ServiceError refusal, Engine engine) {
    return Objects.requireNonNullElseGet(refusal.requestId(), engine.ids()::requestId);
  }

  /** Refuses what never reaches a service; nothing of it is recorded. */
  private HttpResponse refusal(String type, @Nullable String message) {
    return response(
        400, engine.ids().requestId(), json -> error(type, "message", message, json)); // ERR-7
  }

  private HttpResponse unknownOperation(HttpRequest http, Target target) {
    var service = target.service();
    boolean isKnown = service != null && service.notEmulated().contains(target.name());
    return refusal(
        "UnknownOperationException",
        isKnown
            ? target.name() + " is not emulated by Strongroom"
            : HttpApi.whichServices(http, engine.services()));
  }

  private Target target(HttpRequest http) {
    var text = Objects.requireNonNullElse(http.header("X-Amz-Target"), "");
    int dot = text.lastIndexOf('.');
    var prefix = dot < 0 ? "" : text.substring(0, dot);
    for (var service : engine.services()) {
      if (service.protocol() instanceof Protocol.AwsJson json
          && (prefix.equals(json.targetPrefix()) // some SDKs have the model's package in front
              || prefix.equals(json.targetPackage() + json.targetPrefix()))) {
        return new Target(service, text.substring(dot + 1));
      }
    }
    return new Target(null, text);
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

  /** By way of characters: half of a surrogate pair, which Java texts may have, is no UTF-8. */
  private static HttpResponse response(int status, String requestId, Body body) {
    var text = new StringWriter();
    try (var json = JSON.createGenerator(text)) {
      body.writeTo(json);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return new HttpResponse(status, headers(requestId), text.toString().getBytes(UTF_8));
  }

  private static Map<String, List<String>> headers(String requestId) {
    return Map.of("x-amzn-RequestId", List.of(requestId), "Content-Type", List.of(CONTENT_TYPE));
  }
}

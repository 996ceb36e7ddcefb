package dev.strongroom.internal.wire;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.Request;
import dev.strongroom.api.Response;
import dev.strongroom.api.ServiceError;
import dev.strongroom.internal.EmulatorInternals;
import dev.strongroom.internal.engine.Engine;
import dev.strongroom.internal.engine.Operation;
import dev.strongroom.internal.engine.Protocol;
import dev.strongroom.wire.HttpRequest;
import dev.strongroom.wire.HttpResponse;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The query protocol: operation and members in a form's fields, the answer in XML. */
final class AwsQuery {

  private final SecretsEmulator emulator;
  private final Engine engine;
  private final Callers callers;

  AwsQuery(SecretsEmulator emulator, Callers callers) {
    this.emulator = emulator;
    this.engine = EmulatorInternals.engine(emulator);
    this.callers = callers;
  }

  /** Whether a request is one of this protocol, and not of AWS JSON. */
  static boolean isSpokenBy(HttpRequest http) {
    if (http.header("X-Amz-Target") != null || !http.method().equals("POST")) {
      return false;
    }
    var type = http.header("Content-Type");
    return type != null
        && type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded");
  }

  /** An operation that a form names, and the protocol of its service. */
  private record Called(Protocol.Query protocol, Operation<?, ?, ?> operation) {}

  HttpResponse answer(HttpRequest http) {
    var namespace = "";
    try {
      var fields = fields(http.body());
      var called = called(fields);
      namespace = called.protocol().namespace();
      var request = request(called.operation(), fields);
      var credentials = Credentials.of(http);
      var region = credentials.region();
      if (region != null && !Caller.isRegion(region)) {
        return refusal(
            403,
            "SignatureDoesNotMatch",
            "Credential should be scoped to a valid region, not '" + region + "'.",
            engine.ids().requestId(),
            namespace);
      }
      var response = emulator.execute(callers.of(credentials), request);
      return success(request.operation(), response, namespace);
    } catch (Refusal refusal) {
      var other =
          refusal.code.equals("InvalidAction")
              ? HttpApi.whichServices(http, engine.services())
              : null;
      var text = other == null ? refusal.text : refusal.text + ". " + other;
      return refusal(400, refusal.code, text, engine.ids().requestId(), namespace);
    } catch (ServiceError refusal) {
      var code = refusal.code();
      return refusal(
          code.queryStatus(),
          code.queryName(),
          refusal.text(),
          AwsJson.requestId(refusal, engine),
          namespace);
    }
  }

  /** What is wrong with a request before any service knows of it. */
  private static final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    final String code;
    final String text;

    Refusal(String code, String text) {
      super(text, null, false, false);
      this.code = code;
      this.text = text;
    }
  }

  /** The fields of a form, each of which may be there once. */
  private static Map<String, String> fields(byte[] body) throws Refusal {
    var fields = new LinkedHashMap<String, String>();
    for (var field : utf8(body).split("&", -1)) {
      int equals = field.indexOf('=');
      if (field.isEmpty() && body.length == 0) {
        continue;
      }
      if (equals < 1
          || fields.put(decoded(field.substring(0, equals)), decoded(field.substring(equals + 1)))
              != null) {
        throw malformed();
      }
    }
    return fields;
  }

  private static String decoded(String text) throws Refusal {
    try {
      // One byte a character first: the JDK's decoder would replace what is no UTF-8.
      return utf8(
          URLDecoder.decode(text, StandardCharsets.ISO_8859_1)
              .getBytes(StandardCharsets.ISO_8859_1));
    } catch (IllegalArgumentException malformed) {
      throw malformed();
    }
  }

  private static String utf8(byte[] bytes) throws Refusal {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException malformed) {
      throw malformed();
    }
  }

  private static Refusal malformed() {
    return new Refusal("MalformedQueryString", "The query string contains a syntax error");
  }

  private Called called(Map<String, String> fields) throws Refusal {
    var action = fields.get("Action");
    if (action == null) {
      throw new Refusal(
          "MissingAction", "The request is missing an action or a required parameter.");
    }
    var version = fields.getOrDefault("Version", "NO_VERSION_SPECIFIED");
    for (var service : engine.services()) {
      if (service.protocol() instanceof Protocol.Query query && query.version().equals(version)) {
        var operation = service.operation(action);
        if (operation != null) {
          return new Called(query, operation);
        }
      }
    }
    throw new Refusal(
        "InvalidAction", "Could not find operation " + action + " for version " + version);
  }

  private static Request<?> request(Operation<?, ?, ?> operation, Map<String, String> fields)
      throws Refusal {
    for (var member : operation.refusedMembers()) {
      if (fields.keySet().stream()
          .anyMatch(field -> field.equals(member) || field.startsWith(member + "."))) {
        throw new Refusal("ValidationError", member + " is not emulated by Strongroom");
      }
    }
    try {
      var shape = QueryShape.of(operation.type());
      return (Request<?>) shape.read(QueryShape.Field.tree(fields));
    } catch (UnreadableException unreadable) {
      throw new Refusal("MalformedInput", unreadable.getMessage());
    }
  }

  private static HttpResponse success(
      String operation, Response<? extends Record> response, String namespace) {
    var xml = new Xml().root(operation + "Response", namespace);
    var result = response.result();
    if (result.getClass().getRecordComponents().length > 0) {
      xml.open(operation + "Result");
      QueryShape.of(result.getClass()).write(result, xml);
      xml.close(operation + "Result");
    }
    xml.open("ResponseMetadata")
        .element("RequestId", response.requestId())
        .close("ResponseMetadata")
        .close(operation + "Response");
    return response(200, response.requestId(), xml);
  }

  private static HttpResponse refusal(
      int status, String code, String text, String requestId, String namespace) {
    var xml =
        new Xml()
            .root("ErrorResponse", namespace)
            .open("Error")
            .element("Type", status < 500 ? "Sender" : "Receiver")
            .element("Code", code)
            .element("Message", text)
            .close("Error")
            .element("RequestId", requestId)
            .close("ErrorResponse");
    return response(status, requestId, xml);
  }

  private static HttpResponse response(int status, String requestId, Xml xml) {
    return new HttpResponse(
        status,
        Map.of("x-amzn-RequestId", List.of(requestId), "Content-Type", List.of("text/xml")),
        xml.bytes());
  }
}

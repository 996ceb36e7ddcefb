package dev.strongroom.wire;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.Request;
import dev.strongroom.api.Response;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.sts.AssumeRole;
import dev.strongroom.api.sts.GetCallerIdentity;
import dev.strongroom.api.sts.Tag;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The query protocol: operation and members in a form's fields, the answer in XML. */
final class AwsQuery {

  private static final String VERSION = "2011-06-15";
  private static final String NAMESPACE = "https://sts.amazonaws.com/doc/" + VERSION + "/";

  /** Members that change what AssumeRole means: ignored they would do harm. */
  private static final List<String> NOT_EMULATED =
      List.of("PolicyArns", "TransitiveTagKeys", "SerialNumber", "TokenCode", "ProvidedContexts");

  private static final Pattern TAG =
      Pattern.compile("Tags\\.member\\.([1-9][0-9]{0,8})\\.(Key|Value)");

  private final SecretsEmulator emulator;
  private final Callers callers;

  AwsQuery(SecretsEmulator emulator, Callers callers) {
    this.emulator = emulator;
    this.callers = callers;
  }

  /** Whether a request is one of this protocol, and not of AWS JSON. */
  static boolean isSpokenBy(HttpRequest http) {
    var type = http.header("Content-Type");
    return http.header("X-Amz-Target") == null
        && http.method().equals("POST")
        && type != null
        && type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded");
  }

  HttpResponse answer(HttpRequest http) {
    try {
      var request = request(fields(http.body()));
      var credentials = Credentials.of(http);
      var region = credentials.region();
      if (region != null && !Caller.isRegion(region)) {
        return refusal(
            403,
            "SignatureDoesNotMatch",
            "Credential should be scoped to a valid region, not '" + region + "'.",
            emulator.newRequestId());
      }
      return success(request.operation(), emulator.execute(callers.of(credentials), request));
    } catch (Refusal refusal) {
      var other = refusal.code.equals("InvalidAction") ? HttpApi.whichServices(http) : null;
      var text = other == null ? refusal.text : refusal.text + ". " + other;
      return refusal(400, refusal.code, text, emulator.newRequestId());
    } catch (ServiceError refusal) {
      var code = refusal.code();
      return refusal(
          code.queryStatus(),
          code.queryName(),
          refusal.text(),
          AwsJson.requestId(refusal, emulator));
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

  private static Request<?> request(Map<String, String> fields) throws Refusal {
    var action = fields.get("Action");
    if (action == null) {
      throw new Refusal(
          "MissingAction", "The request is missing an action or a required parameter.");
    }
    var version = fields.getOrDefault("Version", "NO_VERSION_SPECIFIED");
    if (version.equals(VERSION) && action.equals("GetCallerIdentity")) {
      return new GetCallerIdentity();
    }
    if (version.equals(VERSION) && action.equals("AssumeRole")) {
      return assumeRole(fields);
    }
    throw new Refusal(
        "InvalidAction", "Could not find operation " + action + " for version " + version);
  }

  private static AssumeRole assumeRole(Map<String, String> fields) throws Refusal {
    for (var member : NOT_EMULATED) {
      if (fields.keySet().stream()
          .anyMatch(field -> field.equals(member) || field.startsWith(member + "."))) {
        throw new Refusal("ValidationError", member + " is not emulated by Strongroom");
      }
    }
    return new AssumeRole(
        given(fields, "RoleArn"),
        given(fields, "RoleSessionName"),
        fields.get("Policy"),
        integer(fields, "DurationSeconds"),
        tags(fields),
        fields.get("ExternalId"),
        fields.get("SourceIdentity"));
  }

  /** What the service itself refuses if it isn't there, as it does with all that is wrong. */
  @SuppressWarnings("NullAway")
  private static String given(Map<String, String> fields, String name) {
    return fields.get(name);
  }

  private static @Nullable Integer integer(Map<String, String> fields, String name) throws Refusal {
    var text = fields.get(name);
    try {
      return text == null ? null : Integer.valueOf(text);
    } catch (NumberFormatException noNumber) {
      throw new Refusal("MalformedInput", name + " must be an integer");
    }
  }

  private static @Nullable List<Tag> tags(Map<String, String> fields) {
    var tags = new TreeMap<Integer, Tag>();
    fields.forEach(
        (field, value) -> {
          var member = TAG.matcher(field);
          if (member.matches()) {
            boolean isKey = member.group(2).equals("Key");
            tags.merge(
                Integer.valueOf(member.group(1)),
                tag(isKey ? value : null, isKey ? null : value),
                (one, other) -> isKey ? tag(value, one.value()) : tag(one.key(), value));
          }
        });
    return tags.isEmpty() ? null : List.copyOf(tags.values());
  }

  /** A half of it may be missing, which the service refuses. */
  @SuppressWarnings("NullAway")
  private static Tag tag(@Nullable String key, @Nullable String value) {
    return new Tag(key, value);
  }

  private static HttpResponse success(String operation, Response<? extends Record> response) {
    var xml = new StringBuilder();
    xml.append('<').append(operation).append("Response xmlns=\"").append(NAMESPACE).append("\">");
    xml.append('<').append(operation).append("Result>");
    result(response.result(), xml);
    xml.append("</").append(operation).append("Result>");
    xml.append("<ResponseMetadata>");
    element("RequestId", response.requestId(), xml);
    xml.append("</ResponseMetadata></").append(operation).append("Response>");
    return response(200, response.requestId(), xml);
  }

  private static void result(Record result, StringBuilder xml) {
    if (result instanceof GetCallerIdentity.Result who) {
      element("Arn", who.arn(), xml);
      element("UserId", who.userId(), xml);
      element("Account", who.account(), xml);
    } else if (result instanceof AssumeRole.Result session) {
      var user = session.assumedRoleUser();
      xml.append("<AssumedRoleUser>");
      element("AssumedRoleId", user.assumedRoleId(), xml);
      element("Arn", user.arn(), xml);
      xml.append("</AssumedRoleUser><Credentials>");
      var credentials = session.credentials();
      element("AccessKeyId", credentials.accessKeyId(), xml);
      element("SecretAccessKey", credentials.secretAccessKey().text(), xml);
      element("SessionToken", credentials.sessionToken().text(), xml);
      element("Expiration", DateTimeFormatter.ISO_INSTANT.format(credentials.expiration()), xml);
      xml.append("</Credentials>");
      if (session.sourceIdentity() != null) {
        element("SourceIdentity", session.sourceIdentity(), xml);
      }
    } else {
      throw new IllegalStateException("XML has no form for " + result.getClass());
    }
  }

  private static HttpResponse refusal(int status, String code, String text, String requestId) {
    var xml = new StringBuilder();
    xml.append("<ErrorResponse xmlns=\"").append(NAMESPACE).append("\"><Error>");
    element("Type", status < 500 ? "Sender" : "Receiver", xml);
    element("Code", code, xml);
    element("Message", text, xml);
    xml.append("</Error>");
    element("RequestId", requestId, xml);
    xml.append("</ErrorResponse>");
    return response(status, requestId, xml);
  }

  private static HttpResponse response(int status, String requestId, StringBuilder xml) {
    return new HttpResponse(
        status,
        Map.of("x-amzn-RequestId", List.of(requestId), "Content-Type", List.of("text/xml")),
        xml.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void element(String name, String text, StringBuilder xml) {
    xml.append('<').append(name).append('>');
    text.codePoints().forEach(c -> escaped(c, xml));
    xml.append("</").append(name).append('>');
  }

  /** What XML 1.0 can't say, not even escaped, becomes the character for that. */
  private static void escaped(int c, StringBuilder xml) {
    boolean sayable =
        c >= 0x20 ? !(c >= 0xd800 && c <= 0xdfff) && c != 0xfffe && c != 0xffff : c == 9 || c == 10;
    switch (c) {
      case '&' -> xml.append("&amp;");
      case '<' -> xml.append("&lt;");
      case '>' -> xml.append("&gt;");
      case '\r' -> xml.append("&#xD;"); // a parser would make a line feed of the character itself
      default -> xml.appendCodePoint(sayable ? c : 0xfffd);
    }
  }
}

package dev.strongroom.internal.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.Services;
import dev.strongroom.seed.Seed;
import dev.strongroom.wire.Endpoint;
import dev.strongroom.wire.Http;
import dev.strongroom.wire.HttpRequest;
import dev.strongroom.wire.HttpResponse;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Requests that no client of AWS sends, a hundred thousand of them, the same in each run: whatever
 * reaches the handler is answered in the protocol's own words.
 */
@Timeout(120)
class MalformedTrafficTest {

  private static final int IN_PROCESS = 28_000;
  private static final int OVER_A_SOCKET = 2_000;
  private static final int PIPELINED = 10;

  /** One request of so many is larger than any may be. */
  private static final int OVERSIZED = 100;

  private final SecretsEmulator aws =
      SecretsEmulator.builder()
          .randomSeed(1)
          .auditCapacity(10)
          .secret(Seed.secret("prod/db").string("hunter2"))
          .build();
  private final Traffic traffic = new Traffic(new Random(20260101));

  @Test
  void everyRequestInProcessIsAnsweredInTheProtocolsOwnWords() {
    var api = HttpApi.of(aws);
    var statuses = new TreeMap<Integer, Integer>();

    for (int i = 0; i < IN_PROCESS; i++) {
      var request = traffic.next();
      var answer = api.answer(request);

      requireProper(request, answer.status(), Http.text(answer));
      statuses.merge(answer.status(), 1, Integer::sum);
    }

    assertThat(statuses.get(200)).as("some of it is sound: %s", statuses).isGreaterThan(1_000);
    assertThat(statuses.get(400)).as("most of it is not: %s", statuses).isGreaterThan(50_000);
  }

  @Test
  void everyRequestOverASocketIsAnsweredInOrderAlsoIfPipelined() throws Exception {
    try (var endpoint = Endpoint.start(aws, 0)) {
      int answered = 0;
      int tooLarge = 0;
      while (answered < OVER_A_SOCKET) {
        var requests = new ArrayList<HttpRequest>();
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < PIPELINED; i++) {
          var request = i == 0 && answered % OVERSIZED == 0 ? traffic.oversized() : traffic.next();
          requests.add(request);
          write(request, i == PIPELINED - 1, bytes);
        }
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), endpoint.uri().getPort())) {
          socket.setSoTimeout(30_000);
          socket.getOutputStream().write(bytes.toByteArray());
          var in = new BufferedInputStream(socket.getInputStream());
          for (var request : requests) {
            var answer = read(in);
            requireProper(request, answer.status(), Http.text(answer));
            answered++;
            tooLarge += answer.status() == 413 ? 1 : 0;
          }
        }
      }

      assertThat(answered).isEqualTo(OVER_A_SOCKET);
      assertThat(tooLarge).isEqualTo(OVER_A_SOCKET / OVERSIZED);
    }
  }

  @Test
  void whatHttpItselfRefusesEndsTheConnectionAndNothingElse() throws Exception {
    var random = new Random(1);
    try (var endpoint = Endpoint.start(aws, 0)) {
      for (int i = 0; i < 200; i++) {
        var noise = new byte[1 + random.nextInt(300)];
        random.nextBytes(noise);
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), endpoint.uri().getPort())) {
          socket.setSoTimeout(30_000);
          socket.getOutputStream().write(noise);
          socket.getOutputStream().write("\r\n\r\n".getBytes(ISO_8859_1));
          socket.shutdownOutput();
          var answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
          assertThat(answer).doesNotContain("HTTP/1.1 500", "Exception: ", "\tat ");
        } catch (IOException closed) {
          assertThat(closed).hasMessageNotContaining("timed out");
        }
      }
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), endpoint.uri().getPort())) {
        socket
            .getOutputStream()
            .write("GET /_strongroom/health HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));
        assertThat(read(new BufferedInputStream(socket.getInputStream())).status()).isEqualTo(200);
      }
    }
  }

  private static void requireProper(HttpRequest request, int status, String body) {
    boolean proper =
        status == 200
            || (status >= 400
                && status < 500
                && (body.startsWith("{\"__type\":\"") || body.startsWith("<ErrorResponse xmlns=")));
    if (!proper || body.contains("\tat ") || (status != 200 && body.contains("hunter2"))) {
      throw new AssertionError(
          "%s %s %s %s%nwas answered with %d %s"
              .formatted(
                  request.method(),
                  request.path(),
                  request.headers(),
                  new String(request.body(), 0, Math.min(500, request.body().length), UTF_8),
                  status,
                  body));
    }
  }

  private static void write(HttpRequest request, boolean last, ByteArrayOutputStream out)
      throws IOException {
    var head = new StringBuilder(request.method()).append(' ').append(request.path());
    head.append(" HTTP/1.1\r\nHost: localhost\r\nContent-Length: ").append(request.body().length);
    request
        .headers()
        .forEach(
            (name, values) -> head.append("\r\n").append(name).append(": ").append(values.get(0)));
    head.append(last ? "\r\nConnection: close\r\n\r\n" : "\r\n\r\n");
    out.write(head.toString().getBytes(ISO_8859_1));
    out.write(request.body());
  }

  private static HttpResponse read(InputStream in) throws IOException {
    var status = Integer.parseInt(line(in).split(" ")[1]);
    int length = 0;
    for (var header = line(in); !header.isEmpty(); header = line(in)) {
      if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(header.substring(15).strip());
      }
    }
    return new HttpResponse(status, Map.of(), in.readNBytes(length));
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("closed after '" + line + "'");
      }
      line.append((char) c);
    }
    return line.toString().strip();
  }

  /** Requests with one or more things wrong with them. */
  private static final class Traffic {

    private static final List<String> MEMBERS =
        List.of(
            "SecretId",
            "Name",
            "SecretString",
            "SecretBinary",
            "ClientRequestToken",
            "VersionStage",
            "VersionStages",
            "Tags",
            "TagKeys",
            "Filters",
            "MaxResults",
            "NextToken",
            "KeyId",
            "Plaintext",
            "CiphertextBlob",
            "EncryptionContext",
            "Policy",
            "ResourcePolicy",
            "KeySpec",
            "PendingWindowInDays",
            "Description",
            "SecretIdList",
            "GrantTokens",
            "Constraints",
            "Operations",
            "AliasName",
            "TargetKeyId",
            "PasswordLength",
            "Limit",
            "Marker");

    private static final List<String> VALUES =
        List.of(
            "\"prod/db\"",
            "\"\"",
            "null",
            "true",
            "0",
            "-1",
            "1e9",
            "1e400",
            "99999999999999999999",
            "0.5",
            "[]",
            "{}",
            "[null]",
            "[[]]",
            "[{}]",
            "[\"a\"]",
            "[1]",
            "{\"a\":\"b\"}",
            "{\"a\":null}",
            "{\"a\":{}}",
            "[{\"Key\":\"name\",\"Values\":[\"p\"]}]",
            "[{\"Key\":1,\"Value\":[]}]",
            "\"AAEC\"",
            "\"not base64!\"",
            "\"\\ud800\"",
            "\"\\u0000\"",
            "\"arn:aws:secretsmanager:us-east-1:123456789012:secret:x\"",
            "\"arn:aws:kms:::\"",
            "\"arn:\"",
            "\"alias/a\"",
            "\"{\\\"Statement\\\":[{}]}\"",
            "\"" + "x".repeat(3000) + "\"",
            "\"00000000-0000-4000-8000-000000000001\"");

    private static final List<String> FORMS =
        List.of(
            "Action=GetCallerIdentity",
            "Action=AssumeRole",
            "Action=",
            "Action",
            "Version=2011-06-15",
            "Version=x",
            "RoleArn=arn:aws:iam::123456789012:role/app",
            "RoleArn=",
            "RoleArn=%",
            "RoleArn=%ff%fe",
            "RoleSessionName=job",
            "RoleSessionName=%00",
            "DurationSeconds=1e3",
            "DurationSeconds=99999999999",
            "DurationSeconds=900",
            "Tags.member.1.Key=k",
            "Tags.member.1.Value=v",
            "Tags.member.0.Key=k",
            "Tags.member.999999999999.Key=k",
            "Tags.member.1.Key.1=k",
            "Policy=%7B",
            "PolicyArns.member.1.arn=x",
            "&&",
            "=",
            "a=b=c",
            "ExternalId=%3Cb%3E%26",
            "SourceIdentity=me");

    private final Random random;
    private final List<String> targets = new ArrayList<>();

    Traffic(Random random) {
      this.random = random;
      Services.requests("secretsmanager")
          .forEach(type -> targets.add("secretsmanager." + type.getSimpleName()));
      Services.requests("kms").forEach(type -> targets.add("TrentService." + type.getSimpleName()));
      targets.addAll(
          List.of("", "secretsmanager", "secretsmanager.", "Nothing.AtAll", "TrentService.<b>"));
    }

    HttpRequest next() {
      var headers = new HashMap<String, List<String>>();
      if (random.nextInt(4) == 0) {
        headers.put("Authorization", List.of(authorization()));
      }
      if (random.nextInt(6) == 0) {
        headers.put("Content-Type", List.of("application/x-www-form-urlencoded; charset=utf-8"));
        return new HttpRequest("POST", "/", headers, damaged(form().getBytes(UTF_8)));
      }
      if (random.nextInt(50) != 0) {
        headers.put("X-Amz-Target", List.of(pick(targets)));
      }
      headers.put(
          "Content-Type",
          List.of(
              random.nextInt(20) == 0
                  ? pick(List.of("text/plain", "application/json", "", "application/x-amz-json-9"))
                  : "application/x-amz-json-1.1"));
      var method = random.nextInt(50) == 0 ? pick(List.of("GET", "PUT", "DELETE", "X")) : "POST";
      var path = random.nextInt(50) == 0 ? pick(List.of("/x", "/?a=b", "/a/b", "/%20")) : "/";
      return new HttpRequest(method, path, headers, damaged(body().getBytes(UTF_8)));
    }

    /** Any request, with a body beyond 1 MiB that is sound or not. */
    HttpRequest oversized() {
      var request = next();
      var body = new byte[(1 << 20) + 1 + random.nextInt(1 << 20)];
      if (random.nextBoolean()) {
        Arrays.fill(body, (byte) ' ');
        body[0] = '{';
        body[body.length - 1] = '}';
      } else {
        random.nextBytes(body);
      }
      return new HttpRequest(request.method(), request.path(), request.headers(), body);
    }

    private String authorization() {
      return "AWS4-HMAC-SHA256 Credential="
          + pick(
              List.of(
                  "AKIA/20260101/us-east-1/kms/aws4_request",
                  "222222222222/20260101/eu-west-1/kms/aws4_request",
                  "a/b/<region>/c/d",
                  "////",
                  "",
                  "%zz/1/us-east-1/s/aws4_request"))
          + ", Signature=0";
    }

    private String form() {
      var form = new StringBuilder("Version=2011-06-15&" + pick(FORMS));
      for (int i = random.nextInt(5); i > 0; i--) {
        form.append('&').append(pick(FORMS));
      }
      return form.toString();
    }

    private String body() {
      return switch (random.nextInt(100)) {
        case 0 -> "";
        case 1 -> pick(VALUES);
        case 2 -> "[".repeat(random.nextInt(5000));
        case 3 -> "{\"Tags\":".repeat(random.nextInt(3000));
        case 4 -> "{\"SecretId\":\"" + "a".repeat(random.nextInt(100_000)) + "\"}";
        case 5 -> "{\"SecretId\":\"a\"} {}";
        case 6 -> "{\"MaxResults\":" + "9".repeat(random.nextInt(2000)) + "}";
        case 7 -> "\ufeff{}";
        default -> object();
      };
    }

    private String object() {
      var object = new StringBuilder("{");
      int members = random.nextInt(6);
      for (int i = 0; i < members; i++) {
        object.append(i == 0 ? "\"" : ",\"");
        object.append(random.nextInt(30) == 0 ? "Unknown" : pick(MEMBERS)); // at times twice
        object.append("\":").append(pick(VALUES));
      }
      return object.append('}').toString();
    }

    /** Mostly as it is; else cut short, or with a byte that is changed. */
    private byte[] damaged(byte[] body) {
      if (body.length == 0 || random.nextInt(3) != 0) {
        return body;
      }
      int at = random.nextInt(body.length);
      if (random.nextBoolean()) {
        return Arrays.copyOf(body, at);
      }
      var damaged = body.clone();
      damaged[at] = (byte) random.nextInt(256);
      return damaged;
    }

    private String pick(List<String> list) {
      return list.get(random.nextInt(list.size()));
    }
  }
}

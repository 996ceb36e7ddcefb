package dev.strongroom.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.seed.Seed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;

/** A loopback endpoint in front of an emulator, and requests to it over real sockets. */
abstract class EndpointFixture {

  static final String GET = "{\"SecretId\":\"prod/db\"}";
  static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

  final SecretsEmulator aws =
      SecretsEmulator.builder()
          .frozenAt(Instant.parse("2026-01-01T00:00:00Z"))
          .secret(Seed.secret("prod/db").string("one"))
          .build();
  final Endpoint endpoint = start(aws, "http://localhost:3000");

  @AfterEach
  void close() {
    endpoint.close();
  }

  static Socket half(Endpoint endpoint, String text) throws IOException {
    var socket = new Socket();
    socket.connect(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), endpoint.uri().getPort()), 10_000);
    socket.getOutputStream().write(text.getBytes(US_ASCII));
    return socket;
  }

  String raw(String head) throws IOException {
    return raw(head, "");
  }

  String raw(String head, String body) throws IOException {
    return raw(endpoint, head, body);
  }

  static String raw(Endpoint endpoint, String head, String body) throws IOException {
    try (var socket = half(endpoint, head + "Connection: close\r\n\r\n" + body)) {
      socket.setSoTimeout(30_000);
      return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }
  }

  HttpResponse<String> put(String value) throws Exception {
    return send(
        call(
            "PutSecretValue",
            "{\"SecretId\":\"prod/db\",\"ClientRequestToken\":\"%s\",\"SecretString\":\"%s\"}"
                .formatted(aws.newClientRequestToken(), value)));
  }

  String value() throws Exception {
    return json(send(call("GetSecretValue", GET))).path("SecretString").asText();
  }

  HttpRequest.Builder call(String operation, String body) {
    return request("/", body).header("X-Amz-Target", "secretsmanager." + operation);
  }

  HttpRequest.Builder request(String path, String body) {
    return HttpRequest.newBuilder(endpoint.uri().resolve(path))
        .timeout(Duration.ofSeconds(30))
        .header("Content-Type", "application/x-amz-json-1.1")
        .POST(BodyPublishers.ofString(body));
  }

  HttpRequest.Builder admin(String what, String body) {
    return request("/_strongroom/" + what, body)
        .setHeader("Content-Type", "application/json")
        .header("X-Strongroom-Admin", "true");
  }

  URI path(String what) {
    return endpoint.uri().resolve("/_strongroom/" + what);
  }

  static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  static JsonNode json(HttpResponse<String> response) throws IOException {
    return Http.JSON.readTree(response.body());
  }

  static Endpoint start(SecretsEmulator aws, String... allowedOrigins) {
    try {
      return Endpoint.start(aws, 0, allowedOrigins);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.strongroom.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.internal.wire.EndpointInternals;
import dev.strongroom.wire.Endpoint;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.List;

/**
 * Calls that load and compile what the first requests need, while the process starts. They go to an
 * emulator and an endpoint of their own, which nobody else knows and which end with them, so that
 * the one that is served shows no trace of them.
 */
final class WarmUp {

  private static final String CREATE =
      """
      {"Name": "warm", "SecretString": "up",
       "ClientRequestToken": "00000000-0000-4000-8000-000000000000"}\
      """;

  private WarmUp() {}

  /** Begins, on a thread that keeps no process alive. */
  static void begin() {
    var thread =
        new Thread(
            () -> {
              try {
                run();
              } catch (IOException | RuntimeException unusable) {
                // then the first request takes a little longer
              }
            },
            "strongroom-warm-up");
    thread.setDaemon(true);
    thread.start();
  }

  /** Makes the calls, and returns what was answered. */
  static List<String> run() throws IOException {
    try (var aws = SecretsEmulator.create();
        var endpoint = Endpoint.start(aws, 0)) {
      var created = call(endpoint.uri(), "CreateSecret", CREATE);
      var read = call(endpoint.uri(), "GetSecretValue", "{\"SecretId\": \"warm\"}");
      return List.of(created, read, EndpointInternals.look(aws, "secrets").toString());
    }
  }

  private static String call(URI endpoint, String operation, String body) throws IOException {
    try (var socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
      var head =
          String.join(
              "\r\n",
              "POST / HTTP/1.1",
              "Host: " + endpoint.getAuthority(),
              "Connection: close",
              "X-Amz-Target: secretsmanager." + operation,
              "Content-Type: application/x-amz-json-1.1",
              "Content-Length: " + body.length(),
              "",
              "");
      socket.getOutputStream().write((head + body).getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }
}

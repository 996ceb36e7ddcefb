package dev.strongroom.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.SecretValue;
import dev.strongroom.local.Console;
import dev.strongroom.wire.Endpoint;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * Calls that load and compile what the first requests need, while the process starts. They go to an
 * emulator and an endpoint of their own, which nobody else knows and which end with them, so that
 * the one that is served shows no trace of them.
 */
final class WarmUp {

  private static final String TOKEN = "00000000-0000-4000-8000-000000000000";

  private static final String CREATE =
      """
      {"Name": "warm", "SecretString": "up",
       "ClientRequestToken": "00000000-0000-4000-8000-000000000000"}\
      """;

  /** What a browser asks for before it shows the console's first page. */
  static final List<String> PAGE =
      List.of(
          "console/",
          "console/first.js",
          "console/console.css",
          "console/htm.js",
          "console/frame.js",
          "console/app.js",
          "console/views/secrets.js",
          "console/views/secret-forms.js",
          "health",
          "clock",
          "secrets");

  private static final List<String> LOOKING =
      List.of("X-Strongroom-Admin: true", "Sec-Fetch-Site: same-origin", "Accept-Encoding: gzip");

  private static final AtomicBoolean BEGUN = new AtomicBoolean();

  private WarmUp() {}

  /**
   * Begins before the command line is read where that will most likely start a server without data:
   * while data are read, no processor is idle.
   */
  static void beginFor(String... arguments) {
    if (isForNow(arguments)) {
      begin();
    }
  }

  static boolean isForNow(String... arguments) {
    boolean serves = arguments.length == 0 || arguments[0].startsWith("-");
    return serves && Stream.of(arguments).noneMatch(WarmUp::isForLater);
  }

  private static boolean isForLater(String argument) {
    return argument.startsWith("--data")
        || List.of("-h", "--help", "-V", "--version").contains(argument);
  }

  /** Begins once, on a thread that keeps no process alive. */
  static void begin() {
    if (!BEGUN.compareAndSet(false, true)) {
      return;
    }
    var thread =
        new Thread(
            () -> {
              try {
                run();
              } catch (IOException | RuntimeException unusable) {
                // then the first request takes a little longer
              }
              IdleMemory.giveBack();
            },
            "strongroom-warm-up");
    thread.setDaemon(true);
    thread.start();
  }

  /** Makes the calls, and returns what was answered. */
  static List<String> run() throws IOException {
    try (var aws = SecretsEmulator.create()) {
      // What the main thread does not need itself, while it reads the command line.
      aws.as(aws.administrator())
          .call(CreateSecret.of("first", TOKEN).withSecretString(SecretValue.ofText("up")));
      return run(aws);
    }
  }

  private static List<String> run(SecretsEmulator aws) throws IOException {
    try (var endpoint = Endpoint.start(aws, 0)) {
      Console.on(endpoint);
      var answers = new ArrayList<String>();
      answers.add(call(endpoint.uri(), "CreateSecret", CREATE));
      answers.add(call(endpoint.uri(), "GetSecretValue", "{\"SecretId\": \"warm\"}"));
      for (var file : PAGE) {
        answers.add(send(endpoint.uri(), "GET /_strongroom/" + file, LOOKING, ""));
      }
      return answers;
    }
  }

  private static String call(URI endpoint, String operation, String body) throws IOException {
    var headers =
        List.of(
            "X-Amz-Target: secretsmanager." + operation,
            "Content-Type: application/x-amz-json-1.1",
            "Content-Length: " + body.length());
    return send(endpoint, "POST /", headers, body);
  }

  private static String send(URI endpoint, String line, List<String> headers, String body)
      throws IOException {
    try (var socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
      var request =
          String.join(
              "\r\n",
              line + " HTTP/1.1",
              "Host: " + endpoint.getAuthority(),
              "Connection: close",
              String.join("\r\n", headers),
              "",
              body);
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }
}

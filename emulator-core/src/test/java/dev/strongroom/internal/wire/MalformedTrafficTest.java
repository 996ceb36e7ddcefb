package dev.strongroom.internal.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.SecretsEmulator;
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
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Requests that no client of AWS sends, a hundred thousand of them, the same in each run: whatever
 * reaches the handler is answered in the protocol's own words.
 */
@Tag("thorough")
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
  private final MalformedTraffic traffic = new MalformedTraffic(new Random(20260101));

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

    assertThat(statuses.get(200)).as("some of it is sound: %s", statuses).isGreaterThan(300);
    assertThat(statuses.get(400)).as("most of it is not: %s", statuses).isGreaterThan(15_000);
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
}

package dev.strongroom.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.seed.Seed;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A million calls over connections that are kept, reads and writes by turns: how many a second, and
 * that nothing of them stays. Its rate is printed, not asserted.
 */
@Tag("thorough")
@Tag("soak")
class EndpointLoadTest {

  private static final int CONNECTIONS = 4;
  private static final int ROUNDS = 10;
  private static final String TOKEN = "00000000-0000-4000-8000-000000000001";
  private static final int CALLS = 1_000_000 / ROUNDS / CONNECTIONS;

  private final SecretsEmulator aws =
      SecretsEmulator.builder()
          .auditCapacity(1_000)
          .secret(Seed.secret("prod/db").string("one"))
          .build();

  @Test
  void aMillionCallsLeaveNothingBehind() throws Exception {
    var threads = Executors.newFixedThreadPool(CONNECTIONS);
    var used = new ArrayList<Long>();
    try (var endpoint = Endpoint.start(aws, 0)) {
      for (int round = 0; round < ROUNDS; round++) {
        long start = System.nanoTime();
        var clients = new ArrayList<Callable<Void>>();
        for (int i = 0; i < CONNECTIONS; i++) {
          clients.add(() -> calls(endpoint));
        }
        for (var client : threads.invokeAll(clients)) {
          client.get();
        }
        long nanos = System.nanoTime() - start;
        used.add(usedHeap());
        System.out.printf(
            "%,d calls over %d connections: %,.0f calls/s, %,d KiB in use%n",
            CALLS * CONNECTIONS,
            CONNECTIONS,
            CALLS * CONNECTIONS / (nanos / 1e9),
            used.get(round) / 1024);
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(aws.counters().of("UpdateSecret").succeeded().count()).isEqualTo(500_000);
    assertThat(used.get(ROUNDS - 1) - used.get(ROUNDS / 2))
        .as("bytes in use after half of the calls and after all: %s", used)
        .isLessThan(4 << 20);
  }

  private static Void calls(Endpoint endpoint) throws IOException {
    var read = request("GetSecretValue", "{\"SecretId\":\"prod/db\"}");
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), endpoint.uri().getPort())) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout((int) Duration.ofSeconds(30).toMillis());
      var in = new BufferedInputStream(socket.getInputStream());
      for (int i = 0; i < CALLS; i++) {
        socket.getOutputStream().write(i % 2 == 0 ? read : write(i));
        requireOk(in);
      }
    }
    return null;
  }

  /** A write that may be repeated without end, as one that makes versions may not (QUO-2). */
  private static byte[] write(int number) {
    return request(
        "UpdateSecret",
        "{\"SecretId\":\"prod/db\",\"Description\":\"%d\",\"ClientRequestToken\":\"%s\"}"
            .formatted(number, TOKEN));
  }

  private static byte[] request(String operation, String body) {
    return ("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-amz-json-1.1\r\n"
            + "X-Amz-Target: secretsmanager."
            + operation
            + "\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body)
        .getBytes(ISO_8859_1);
  }

  private static void requireOk(InputStream in) throws IOException {
    int length = 0;
    var status = line(in);
    if (!status.startsWith("HTTP/1.1 200")) {
      throw new IOException(status);
    }
    for (var header = line(in); !header.isEmpty(); header = line(in)) {
      if (header.startsWith("Content-length: ")) {
        length = Integer.parseInt(header.substring(16));
      }
    }
    in.skipNBytes(length);
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private static long usedHeap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    var runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}

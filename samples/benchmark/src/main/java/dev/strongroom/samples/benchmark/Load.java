package dev.strongroom.samples.benchmark;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Calls over four connections that are kept, as fast as the answers come. */
final class Load implements AutoCloseable {

  /** The microseconds between two answers over all connections, and the slowest of a hundred. */
  record Result(double micros, double slow) {}

  private static final int CONNECTIONS = 4;

  private final ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);

  /** Calls an operation of {@code prod/db} for so many seconds. */
  Result run(int port, String operation, double seconds)
      throws InterruptedException, ExecutionException {
    var clients = new ArrayList<Callable<long[]>>();
    for (int i = 0; i < CONNECTIONS; i++) {
      clients.add(() -> calls(port, operation, seconds));
    }
    var times = new ArrayList<long[]>();
    for (var client : threads.invokeAll(clients)) {
      times.add(client.get());
    }
    var all = times.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    return new Result(seconds * 1e6 / all.length, all[all.length * 99 / 100] / 1e3);
  }

  private static long[] calls(int port, String operation, double seconds) throws IOException {
    var times = new long[1 << 16];
    int count = 0;
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(30_000);
      var in = new BufferedInputStream(socket.getInputStream());
      long start = System.nanoTime();
      for (long now = start; now - start < seconds * 1e9; ) {
        socket.getOutputStream().write(request(operation));
        requireOk(in);
        long end = System.nanoTime();
        times = count == times.length ? Arrays.copyOf(times, 2 * count) : times;
        times[count++] = end - now;
        now = end;
      }
    }
    return Arrays.copyOf(times, count);
  }

  private static byte[] request(String operation) {
    var body =
        operation.equals("GetSecretValue")
            ? "{\"SecretId\":\"prod/db\"}"
            : "{\"SecretId\":\"prod/db\",\"SecretString\":\"%s\",\"ClientRequestToken\":\"%s\"}"
                .formatted("x".repeat(65), UUID.randomUUID());
    return """
        POST / HTTP/1.1\r
        Host: localhost\r
        Content-Type: application/x-amz-json-1.1\r
        X-Amz-Target: secretsmanager.%s\r
        X-Amz-Date: 20260101T000000Z\r
        Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/secretsmanager/aws4_request, SignedHeaders=host;x-amz-date, Signature=%s\r
        Content-Length: %d\r
        \r
        %s"""
        .formatted(operation, "0".repeat(64), body.length(), body)
        .getBytes(ISO_8859_1);
  }

  private static void requireOk(InputStream in) throws IOException {
    int length = 0;
    var status = line(in);
    if (!status.startsWith("HTTP/1.1 200")) {
      throw new IOException(status);
    }
    for (var header = line(in); !header.isEmpty(); header = line(in)) {
      if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(header.substring(15).strip());
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

  @Override
  public void close() {
    threads.shutdownNow();
  }
}

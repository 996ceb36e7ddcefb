package dev.strongroom.samples.benchmark;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Calls over four connections, as fast as the answers come. */
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
    try (var connection = new Connection(URI.create("http://127.0.0.1:" + port))) {
      long start = System.nanoTime();
      for (long now = start; now - start < seconds * 1e9; ) {
        connection.call(operation, body(operation));
        long end = System.nanoTime();
        times = count == times.length ? Arrays.copyOf(times, 2 * count) : times;
        times[count++] = end - now;
        now = end;
      }
    }
    return Arrays.copyOf(times, count);
  }

  private static String body(String operation) {
    return operation.equals("GetSecretValue")
        ? "{\"SecretId\":\"prod/db\"}"
        : "{\"SecretId\":\"prod/db\",\"SecretString\":\"%s\",\"ClientRequestToken\":\"%s\"}"
            .formatted("x".repeat(65), UUID.randomUUID());
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}

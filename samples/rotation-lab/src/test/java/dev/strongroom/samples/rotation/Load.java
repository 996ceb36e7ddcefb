package dev.strongroom.samples.rotation;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that send requests to the shop, whose connections are renewed all the time. */
final class Load implements AutoCloseable {

  private static final int MOST_REQUESTS_PER_THREAD = 5_000;
  private static final int REQUESTS_PER_CONNECTION = 5;

  private final Shop shop;
  private final int threads;
  private final ExecutorService executor;
  private final Semaphore requests = new Semaphore(0);
  private final AtomicInteger served = new AtomicInteger();
  private final Queue<Exception> failures = new ConcurrentLinkedQueue<>();
  private List<Future<?>> running = List.of();
  private volatile boolean stopped;

  Load(Shop shop, int threads) {
    this.shop = shop;
    this.threads = threads;
    this.executor = Executors.newFixedThreadPool(threads);
  }

  void start() {
    stopped = false;
    var started = new ArrayList<Future<?>>();
    for (int i = 0; i < threads; i++) {
      started.add(executor.submit(this::send));
    }
    running = started;
  }

  private void send() {
    for (int i = 1; i <= MOST_REQUESTS_PER_THREAD && !stopped; i++) {
      try {
        if (shop.stock("tea") != 7) {
          throw new SQLException("no tea");
        }
        served.incrementAndGet();
      } catch (SQLException failure) {
        failures.add(failure);
      }
      requests.release();
      if (i % REQUESTS_PER_CONNECTION == 0) {
        shop.reconnect();
      }
    }
  }

  /** Waits until this many more requests have ended. */
  void awaitRequests(int number) throws InterruptedException {
    requests.drainPermits();
    if (!requests.tryAcquire(number, 1, TimeUnit.MINUTES)) {
      throw new IllegalStateException("The load came to an end before the rotation did");
    }
  }

  void stop() throws Exception {
    stopped = true;
    for (var thread : running) {
      thread.get(1, TimeUnit.MINUTES);
    }
  }

  int served() {
    return served.get();
  }

  Queue<Exception> failures() {
    return failures;
  }

  @Override
  public void close() {
    stopped = true;
    executor.shutdownNow();
  }
}

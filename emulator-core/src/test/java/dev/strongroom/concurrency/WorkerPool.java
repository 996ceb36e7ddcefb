package dev.strongroom.concurrency;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Some threads that work at the same time, and whose failures are the test's. */
final class WorkerPool implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 120; // a hung test ends, it doesn't wait for it

  private final ExecutorService threads;

  WorkerPool(int size) {
    threads = Executors.newFixedThreadPool(size);
  }

  <T> Future<T> start(Callable<T> work) {
    return threads.submit(work);
  }

  static <T> T result(Future<T> work) throws Exception {
    return work.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  static <T> List<T> results(List<Future<T>> works) throws Exception {
    var results = new ArrayList<T>();
    for (var work : works) {
      results.add(result(work));
    }
    return results;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}

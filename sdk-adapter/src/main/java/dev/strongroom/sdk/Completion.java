package dev.strongroom.sdk;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** How an asynchronous call comes to its result. */
final class Completion {

  private static final int MOST_CALLS_WAITING = 10_000; // as the SDK's own client by default

  /** Daemon threads, at least as many as the SDK's own client has, that end when idle. */
  static final ThreadPoolExecutor SHARED = pool();

  private Completion() {}

  /**
   * Carries out the call on the executor. A failure is a {@link CompletionException} for the stages
   * that follow, as from the SDK's own client.
   */
  static <T> CompletableFuture<T> of(Supplier<T> call, Executor executor) {
    var future = new CompletableFuture<T>();
    try {
      executor.execute(() -> complete(future, call));
    } catch (RuntimeException rejection) {
      future.completeExceptionally(new CompletionException(rejection));
    }
    return future;
  }

  private static <T> void complete(CompletableFuture<T> future, Supplier<T> call) {
    if (future.isDone()) { // cancelled before it began
      return;
    }
    T result;
    try {
      result = call.get();
    } catch (Throwable failure) {
      future.completeExceptionally(new CompletionException(failure));
      return;
    }
    future.complete(result);
  }

  static ThreadPoolExecutor pool() {
    int threads = Math.max(8, Runtime.getRuntime().availableProcessors());
    var pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MOST_CALLS_WAITING),
            Completion::thread,
            (work, full) -> {
              throw new RejectedExecutionException(
                  MOST_CALLS_WAITING
                      + " asynchronous calls are waiting already: wait for some, or give"
                      + " Clients.completingOn an executor that takes more");
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** Takes over nothing from the caller that happens to be first. */
  private static Thread thread(Runnable work) {
    var thread = new Thread(null, work, "strongroom-async", 0, false);
    thread.setDaemon(true);
    return thread;
  }
}

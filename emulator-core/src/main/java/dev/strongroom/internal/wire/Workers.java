package dev.strongroom.internal.wire;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The threads on which an HTTP server of the JDK reads requests and answers them: a bounded number,
 * each of which waits a limited time for the other side.
 *
 * <p>The server reads from the socket on the worker's own thread, so that a request that never ends
 * would keep the worker for good. Interrupting the thread closes the channel it reads from; the
 * JDK's own limit is a property of the whole JVM, read once.
 *
 * <p>While exchanges wait for a worker, those that have waited for the other side for more than
 * half a second are cut: clients of this machine all have one address, and can't be distinguished
 * by it.
 */
public final class Workers implements Executor, AutoCloseable {

  static final int THREADS = 128;

  private static final long MILLIS_BETWEEN_LOOKS = 100;
  private static final int LOOKS = 5;

  private static final ThreadLocal<@Nullable Patience> PATIENCE = new ThreadLocal<>();

  final long secondsToWait;
  private final ThreadPoolExecutor threads;
  private final ScheduledThreadPoolExecutor alarm;
  private final Set<Patience> waiting = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean isWatched = new AtomicBoolean();

  Workers(String name, long secondsToWait) {
    this.secondsToWait = secondsToWait;
    // One exchange at a time for each connection, so connections bound the queue.
    threads =
        new ThreadPoolExecutor(
            THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), daemons(name));
    threads.allowCoreThreadTimeOut(true);
    alarm = // once closed, there is nobody left to wake
        new ScheduledThreadPoolExecutor(
            1, daemons(name + "-alarm"), new ThreadPoolExecutor.DiscardPolicy());
    alarm.setRemoveOnCancelPolicy(true);
  }

  private static ThreadFactory daemons(String name) {
    return work -> {
      var thread = new Thread(work, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /** Interrupts a worker that waits too long for the other side. */
  private final class Patience implements Runnable {
    private final Thread worker = Thread.currentThread();
    private int looks;
    private @Nullable Runnable cancel;

    synchronized void begin() {
      looks = 0;
      waiting.add(this);
      var end = alarm.schedule(this, secondsToWait, TimeUnit.SECONDS);
      cancel = () -> end.cancel(false);
    }

    synchronized void end() {
      waiting.remove(this);
      if (cancel != null) {
        cancel.run();
      }
    }

    @Override
    public synchronized void run() {
      if (waiting.contains(this)) {
        worker.interrupt();
      }
    }

    synchronized void lookAt() {
      looks++;
      if (looks > LOOKS) {
        run();
      }
    }
  }

  /** Looks at the waiting workers from time to time, as long as exchanges wait for one. */
  private void watchTheCrowd() {
    if (!threads.getQueue().isEmpty() && isWatched.compareAndSet(false, true)) {
      var unused = alarm.schedule(this::thinOut, MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
    }
  }

  private void thinOut() {
    isWatched.set(false);
    if (!threads.getQueue().isEmpty()) {
      waiting.forEach(Patience::lookAt);
      watchTheCrowd();
    }
  }

  @Override
  public void execute(Runnable exchange) {
    threads.execute(
        () -> {
          var patience = new Patience();
          PATIENCE.set(patience);
          patience.begin();
          try {
            exchange.run();
          } finally {
            patience.end();
            PATIENCE.remove();
            Thread.interrupted();
          }
        });
    watchTheCrowd();
  }

  /** The request has been read: from here on the worker takes the time it needs. */
  public static void requestIsRead() {
    var patience = PATIENCE.get();
    if (patience != null) {
      patience.end();
    }
  }

  /** The answer is about to be written, and must be taken in time. */
  public static void answerBegins() {
    var patience = PATIENCE.get();
    if (patience != null) {
      patience.begin();
    }
  }

  /** Ends what is under way, and all threads. */
  @Override
  public void close() {
    alarm.shutdownNow();
    threads.shutdownNow();
    try {
      boolean ended =
          threads.awaitTermination(5, TimeUnit.SECONDS)
              && alarm.awaitTermination(5, TimeUnit.SECONDS);
      if (!ended) {
        LoopbackServer.LOG.log(
            System.Logger.Level.WARNING, "An answer is still under way and keeps its thread");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

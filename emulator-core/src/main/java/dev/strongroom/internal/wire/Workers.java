package dev.strongroom.internal.wire;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
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
 * half a second of that are cut: clients of this machine all have one address, and can't be
 * distinguished by it.
 */
public final class Workers implements Executor, AutoCloseable {

  static final int THREADS = 128;

  private static final int LOOKS_OF_A_SECOND = 10;
  private static final int CROWDED_LOOKS = LOOKS_OF_A_SECOND / 2;

  private static final ThreadLocal<@Nullable Patience> PATIENCE = new ThreadLocal<>();

  final long secondsToWait;
  private final ThreadPoolExecutor threads;
  private final ScheduledThreadPoolExecutor alarm;
  private final Set<Patience> waiting = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean isWatched = new AtomicBoolean();

  Workers(String name, long secondsToWait) {
    this.secondsToWait = secondsToWait;
    // One exchange at a time for each connection, so connections bound the queue.
    var queue = new Handover();
    threads =
        new ThreadPoolExecutor(
            0,
            THREADS,
            10,
            TimeUnit.SECONDS,
            queue,
            daemons(name),
            (exchange, full) -> queue.put(exchange, full));
    alarm = // once closed, there is nobody left to wake
        new ScheduledThreadPoolExecutor(
            1, daemons(name + "-alarm"), new ThreadPoolExecutor.DiscardPolicy());
  }

  /**
   * Takes an exchange only for a thread that waits for one, so that a new thread is started where
   * none does, and not before.
   */
  private static final class Handover extends LinkedTransferQueue<Runnable> {
    private static final long serialVersionUID = 1;

    @Override
    public boolean offer(Runnable exchange) {
      return tryTransfer(exchange);
    }

    /** Keeps an exchange for the next thread that is free: there are as many as may be. */
    void put(Runnable exchange, ThreadPoolExecutor full) {
      if (full.isShutdown()) {
        throw new RejectedExecutionException("The server is closed");
      }
      put(exchange);
    }
  }

  private static ThreadFactory daemons(String name) {
    return work -> {
      var thread = new Thread(work, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /** A worker's waiting for the other side, which ends in an interrupt if it takes too long. */
  private final class Patience {
    private final Thread worker = Thread.currentThread();
    private int looks;
    private int crowdedLooks;

    synchronized void begin() {
      looks = 0;
      crowdedLooks = 0;
      waiting.add(this);
      watch();
    }

    synchronized void end() {
      waiting.remove(this);
    }

    synchronized void lookAt(boolean isCrowded) {
      looks++;
      crowdedLooks += isCrowded ? 1 : 0;
      boolean isOver = looks > LOOKS_OF_A_SECOND * secondsToWait;
      if ((isOver || crowdedLooks > CROWDED_LOOKS) && waiting.contains(this)) {
        worker.interrupt();
      }
    }
  }

  /**
   * Looks at the waiting workers from time to time, as long as there are any. An alarm for each of
   * them would wake a thread with every request.
   */
  private void watch() {
    if (!isWatched.get() && isWatched.compareAndSet(false, true)) {
      var unused = alarm.schedule(this::look, 1_000 / LOOKS_OF_A_SECOND, TimeUnit.MILLISECONDS);
    }
  }

  private void look() {
    isWatched.set(false);
    if (!waiting.isEmpty()) {
      boolean isCrowded = !threads.getQueue().isEmpty();
      waiting.forEach(each -> each.lookAt(isCrowded));
      watch();
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

package dev.strongroom.internal.time;

import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * The thread that does what falls due on a ticking clock. It looks every 100 milliseconds, so that
 * nobody has to wake it, and what nothing here can do, such as a step that another thread takes,
 * costs nothing.
 */
final class Background implements Runnable, AutoCloseable {

  private static final long PAUSE_MILLIS = 100;
  private static final System.Logger LOG = System.getLogger(EmulatorClock.class.getName());

  private final EmulatorClock clock;
  private final Thread thread = new Thread(this, "strongroom-background");

  Background(EmulatorClock clock) {
    this.clock = clock;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  @Override
  public void run() {
    try {
      while (!thread.isInterrupted()) {
        Thread.sleep(PAUSE_MILLIS);
        runDue();
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void runDue() {
    var work = clock.schedule();
    var next = work == null || !clock.isTicking() ? null : work.next();
    if (work == null || next == null || Duration.between(clock.instant(), next).toMillis() > 0) {
      return;
    }
    try {
      work.runDue();
    } catch (RuntimeException failure) { // of a listener: no message, nobody knows what is in it
      LOG.log(Level.WARNING, "Work that fell due failed with " + failure.getClass().getName());
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}

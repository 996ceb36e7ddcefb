package dev.strongroom.fault;

import static dev.strongroom.fault.ConnectionFailure.Kind.TIMED_OUT;

import java.time.Duration;

/** The one place of the core that waits in real time, because a fault says so. */
final class RealDelay {

  private RealDelay() {}

  /** Waits; a caller that is interrupted meanwhile has given up, and stays interrupted. */
  static void of(Duration duration, Fault fault) {
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ConnectionFailure(TIMED_OUT, "The caller was interrupted in a " + fault);
    }
  }
}

package dev.strongroom.time;

import java.time.Duration;
import java.time.Instant;

/**
 * The time of an emulator: the system's time plus an offset, or a frozen instant; it never goes
 * back, unless the emulator is reset.
 *
 * <p>Instants have millisecond precision, as AWS's have. Safe for use by several threads; nobody
 * waits.
 */
public interface VirtualClock {

  /** Returns the present instant, in whole milliseconds, never earlier than one shown before. */
  Instant instant();

  /**
   * Moves the clock on, and runs the work that falls due on the way, each at its own instant, on
   * this thread. Threads that advance the clock at the same time add up.
   *
   * @throws IllegalArgumentException if the duration is negative, or leads beyond the year 9999
   */
  void advance(Duration by);

  /**
   * Moves the clock on to an instant, as {@link #advance} does. Threads that move it to the same
   * instant at the same time don't move it beyond.
   *
   * @throws IllegalArgumentException if the instant has passed, or lies beyond the year 9999
   */
  void advanceTo(Instant instant);

  /** Returns whether time passes by itself. */
  boolean isTicking();
}

package dev.strongroom.internal.time;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Work that is due at instants; a clock that is advanced has it done, each at its own instant. */
public interface Schedule {

  /** When the next work is due, perhaps in the past; null if there is none for this thread. */
  @Nullable Instant next();

  /** Does all the work that is due now. */
  void runDue();

  /**
   * Called when the clock has been advanced or set back, after all work that was due on the way.
   */
  default void moved() {}
}

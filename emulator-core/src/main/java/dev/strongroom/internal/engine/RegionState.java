package dev.strongroom.internal.engine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What one service knows in one account and Region at one moment; immutable, compared by value. */
public interface RegionState {

  /** Kinds of work that falls due at an instant, without a call. */
  enum Due {
    /** A change that readers see, such as the end of a replication; it runs no user code. */
    VISIBLE,
    /** A change that only the audit shows, such as the purge of an expired secret. */
    HIDDEN,
    /** A step that runs user code, such as a rotation function. */
    STEP
  }

  /** Returns when the first work of a kind falls due; null if there is none. */
  @Nullable Instant due(Due kind);
}

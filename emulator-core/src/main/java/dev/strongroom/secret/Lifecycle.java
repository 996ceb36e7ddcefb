package dev.strongroom.secret;

import java.time.Duration;

/**
 * How deletion and versions behave beyond what AWS documents.
 *
 * @param purgeDelay how long an expired secret still blocks its name after its deletion date
 *     (DEL-10)
 * @param forceDeleteLag how long a force-deleted secret still shows as scheduled (MD-14)
 * @param versionQuota whether a secret refuses its 101st version while none can be pruned (VER-4)
 */
public record Lifecycle(Duration purgeDelay, Duration forceDeleteLag, boolean versionQuota) {

  /**
   * A secret is gone at its deletion date, a forced deletion acts at once, and versions have no
   * quota.
   */
  public static final Lifecycle IMMEDIATE = new Lifecycle(Duration.ZERO, Duration.ZERO, false);

  public Lifecycle {
    if (purgeDelay.isNegative() || forceDeleteLag.isNegative()) {
      throw new IllegalArgumentException(
          "A delay can't be negative: " + purgeDelay + ", " + forceDeleteLag);
    }
  }
}

package dev.strongroom.internal.service.secretsmanager;

import java.time.Duration;

/**
 * Options of deletion and versions that AWS does not document.
 *
 * @param purgeDelay how long an expired secret keeps its name reserved after its deletion date
 *     (DEL-10)
 * @param forceDeleteLag how long a force-deleted secret is still shown as scheduled for deletion
 *     (MD-14)
 * @param versionQuota whether a secret refuses its 101st version while none can be pruned (VER-4)
 * @param secretQuota how many secrets an account has in a Region at most (QUO-2)
 */
public record Lifecycle(
    Duration purgeDelay, Duration forceDeleteLag, boolean versionQuota, int secretQuota) {

  /**
   * The default: a secret is removed at its deletion date, a forced deletion takes effect at once,
   * versions have no quota, and a Region has AWS's quota of secrets.
   */
  public static final Lifecycle IMMEDIATE =
      new Lifecycle(Duration.ZERO, Duration.ZERO, false, 500_000);

  public Lifecycle {
    if (purgeDelay.isNegative() || forceDeleteLag.isNegative()) {
      throw new IllegalArgumentException(
          "A delay can't be negative: " + purgeDelay + ", " + forceDeleteLag);
    }
    if (secretQuota < 1) {
      throw new IllegalArgumentException(
          "An account has room for at least one secret, but was to have room for " + secretQuota);
    }
  }

  public Lifecycle purgeDelay(Duration other) {
    return new Lifecycle(other, forceDeleteLag, versionQuota, secretQuota);
  }

  public Lifecycle forceDeleteLag(Duration other) {
    return new Lifecycle(purgeDelay, other, versionQuota, secretQuota);
  }

  public Lifecycle versionQuota(boolean enforced) {
    return new Lifecycle(purgeDelay, forceDeleteLag, enforced, secretQuota);
  }

  public Lifecycle secretQuota(int secrets) {
    return new Lifecycle(purgeDelay, forceDeleteLag, versionQuota, secrets);
  }
}

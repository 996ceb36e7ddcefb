package dev.strongroom.internal.service.secretsmanager.rotation;

import java.time.Duration;

/**
 * How rotations behave beyond what AWS documents.
 *
 * @param attempts how often a rotation is tried before it is given up until its next window
 *     (ROT-31)
 * @param gap the time between two attempts
 * @param asynchronous whether RotateSecret leaves the steps to the clock (ROT-17)
 * @param dropsPending whether AWSPENDING goes away with success (ROT-27)
 */
public record RotationSettings(
    int attempts, Duration gap, boolean asynchronous, boolean dropsPending) {

  /** Five attempts, ten minutes apart, the first one within RotateSecret. */
  public static final RotationSettings DEFAULT =
      new RotationSettings(5, Duration.ofMinutes(10), false, false);

  public RotationSettings {
    if (attempts < 1) {
      throw new IllegalArgumentException(
          "A rotation is attempted at least once, but was to be attempted " + attempts + " times");
    }
    if (gap.toMillis() < 1) {
      throw new IllegalArgumentException(
          "Attempts are at least a millisecond apart, but were to be " + gap + " apart");
    }
  }

  public RotationSettings attempts(int number, Duration apart) {
    return new RotationSettings(number, apart, asynchronous, dropsPending);
  }

  public RotationSettings asynchronous(boolean other) {
    return new RotationSettings(attempts, gap, other, dropsPending);
  }

  public RotationSettings dropsPending(boolean other) {
    return new RotationSettings(attempts, gap, asynchronous, other);
  }
}

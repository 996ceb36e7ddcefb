package dev.strongroom.api;

import org.jspecify.annotations.Nullable;

/**
 * When a secret is to be rotated: after so many days, or by a {@code rate()} or {@code cron()}
 * expression.
 *
 * @param duration the length of the rotation window, e.g. {@code 3h}
 */
public record RotationRules(
    @Nullable Long automaticallyAfterDays,
    @Nullable String duration,
    @Nullable String scheduleExpression) {

  /** Every so many days. */
  public static RotationRules days(long days) {
    return new RotationRules(days, null, null);
  }

  /** By a {@code rate()} or {@code cron()} expression. */
  public static RotationRules schedule(String expression) {
    return new RotationRules(null, null, expression);
  }

  /** Returns these rules with a rotation window, such as {@code 3h}. */
  public RotationRules withDuration(@Nullable String value) {
    return new RotationRules(automaticallyAfterDays, value, scheduleExpression);
  }
}

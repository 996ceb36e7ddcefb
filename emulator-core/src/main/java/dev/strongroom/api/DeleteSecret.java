package dev.strongroom.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Schedules the deletion of a secret, or deletes it at once when forced. */
public record DeleteSecret(
    String secretId,
    @Nullable Long recoveryWindowInDays,
    @Nullable Boolean forceDeleteWithoutRecovery)
    implements Request<DeleteSecret.Result> {
  /** Schedules the deletion in 30 days. */
  public static DeleteSecret of(String secretId) {
    return new DeleteSecret(secretId, null, null);
  }

  /** Returns this request with a recovery window. */
  public DeleteSecret withRecoveryWindowInDays(@Nullable Long value) {
    return new DeleteSecret(secretId, value, forceDeleteWithoutRecovery);
  }

  /** Returns this request with or without deletion at once. */
  public DeleteSecret withForceDeleteWithoutRecovery(@Nullable Boolean value) {
    return new DeleteSecret(secretId, recoveryWindowInDays, value);
  }

  /** What DeleteSecret answers. */
  public record Result(String arn, String name, Instant deletionDate) {}
}

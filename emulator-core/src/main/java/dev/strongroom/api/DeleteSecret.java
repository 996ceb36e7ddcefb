package dev.strongroom.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Schedules the deletion of a secret, or deletes it at once when forced. */
public record DeleteSecret(
    String secretId,
    @Nullable Long recoveryWindowInDays,
    @Nullable Boolean forceDeleteWithoutRecovery)
    implements Request<DeleteSecret.Result> {

  /** What DeleteSecret answers. */
  public record Result(String arn, String name, Instant deletionDate) {}
}

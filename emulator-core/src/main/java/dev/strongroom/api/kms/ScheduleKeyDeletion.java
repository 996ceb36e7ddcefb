package dev.strongroom.api.kms;

import dev.strongroom.api.Request;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Marks a key for deletion after a waiting period of 7 to 30 days. */
public record ScheduleKeyDeletion(String keyId, @Nullable Integer pendingWindowInDays)
    implements Request<ScheduleKeyDeletion.Result> {

  /** What ScheduleKeyDeletion answers. */
  public record Result(
      String keyId, Instant deletionDate, String keyState, int pendingWindowInDays) {}
}

package dev.strongroom.api.kms;

import dev.strongroom.api.Request;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Marks a key for deletion after a waiting period of 7 to 30 days. */
public record ScheduleKeyDeletion(String keyId, @Nullable Integer pendingWindowInDays)
    implements Request<ScheduleKeyDeletion.Result> {

  /**
   * When the key will be gone.
   *
   * @param deletionDate null for a primary key that first waits for its replicas to be gone
   */
  public record Result(
      String keyId, @Nullable Instant deletionDate, String keyState, int pendingWindowInDays) {}
}

package dev.strongroom.api.kms;

import dev.strongroom.api.Request;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Returns the last successful cryptographic operation with a key. */
public record GetKeyLastUsage(String keyId) implements Request<GetKeyLastUsage.Result> {

  /**
   * The last use of a key; all null if it was not used.
   *
   * @param cloudTrailEventId the ID of the audit's record of that call
   * @param kmsRequestId the ID of that call
   */
  public record KeyLastUsageData(
      @Nullable String operation,
      @Nullable Instant timestamp,
      @Nullable String cloudTrailEventId,
      @Nullable String kmsRequestId) {

    /** Of a key that was not used. */
    public static final KeyLastUsageData NONE = new KeyLastUsageData(null, null, null, null);
  }

  /**
   * The key's ARN and its last use.
   *
   * @param trackingStartDate from when on uses were noted
   */
  public record Result(
      String keyId,
      KeyLastUsageData keyLastUsage,
      Instant trackingStartDate,
      Instant keyCreationDate) {}
}

package dev.strongroom.api.kms;

import dev.strongroom.api.Request;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads whether and when a key rotates. */
public record GetKeyRotationStatus(String keyId) implements Request<GetKeyRotationStatus.Result> {

  /** What GetKeyRotationStatus answers. */
  public record Result(
      boolean keyRotationEnabled,
      String keyId,
      @Nullable Integer rotationPeriodInDays,
      @Nullable Instant nextRotationDate,
      @Nullable Instant onDemandRotationStartDate) {}
}

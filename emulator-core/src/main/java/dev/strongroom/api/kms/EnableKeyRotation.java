package dev.strongroom.api.kms;

import dev.strongroom.api.Request;
import org.jspecify.annotations.Nullable;

/** Starts the automatic rotation of a key. */
public record EnableKeyRotation(String keyId, @Nullable Integer rotationPeriodInDays)
    implements Request<EnableKeyRotation.Result> {

  /** An empty answer. */
  public record Result() {}
}

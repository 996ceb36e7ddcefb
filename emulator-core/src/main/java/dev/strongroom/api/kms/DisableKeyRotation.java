package dev.strongroom.api.kms;

import dev.strongroom.api.Request;

/** Ends the automatic rotation of a key. */
public record DisableKeyRotation(String keyId) implements Request<DisableKeyRotation.Result> {

  /** An empty answer. */
  public record Result() {}
}

package dev.strongroom.api.kms;

import dev.strongroom.api.Request;

/** Makes a disabled key usable again. */
public record EnableKey(String keyId) implements Request<EnableKey.Result> {

  /** An empty answer. */
  public record Result() {}
}

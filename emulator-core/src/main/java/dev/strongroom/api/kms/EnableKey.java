package dev.strongroom.api.kms;

import dev.strongroom.api.Request;

/** Lets a disabled key be used again. */
public record EnableKey(String keyId) implements Request<EnableKey.Result> {

  /** An empty answer. */
  public record Result() {}
}

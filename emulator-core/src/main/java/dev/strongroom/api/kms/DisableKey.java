package dev.strongroom.api.kms;

import dev.strongroom.api.Request;

/** Keeps a key from being used until it is enabled again. */
public record DisableKey(String keyId) implements Request<DisableKey.Result> {

  /** An empty answer. */
  public record Result() {}
}

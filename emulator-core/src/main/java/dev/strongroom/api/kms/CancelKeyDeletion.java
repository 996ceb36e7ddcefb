package dev.strongroom.api.kms;

import dev.strongroom.api.Request;

/** Takes a key back from its scheduled deletion; it is disabled then (KMS-13). */
public record CancelKeyDeletion(String keyId) implements Request<CancelKeyDeletion.Result> {

  /** What CancelKeyDeletion answers. */
  public record Result(String keyId) {}
}

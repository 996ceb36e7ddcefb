package dev.strongroom.api.kms;

import dev.strongroom.api.Request;

/** Gives a key new material now. */
public record RotateKeyOnDemand(String keyId) implements Request<RotateKeyOnDemand.Result> {

  /** What RotateKeyOnDemand answers. */
  public record Result(String keyId) {}
}

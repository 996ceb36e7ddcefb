package dev.strongroom.api.kms;

import dev.strongroom.api.Request;

/** Replaces a key's description. */
public record UpdateKeyDescription(String keyId, String description)
    implements Request<UpdateKeyDescription.Result> {

  /** An empty answer. */
  public record Result() {}
}

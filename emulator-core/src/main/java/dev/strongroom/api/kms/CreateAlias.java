package dev.strongroom.api.kms;

import dev.strongroom.api.Request;

/** Gives a key a name. */
public record CreateAlias(String aliasName, String targetKeyId)
    implements Request<CreateAlias.Result> {

  /** An empty answer. */
  public record Result() {}
}

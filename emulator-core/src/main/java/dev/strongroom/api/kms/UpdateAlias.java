package dev.strongroom.api.kms;

import dev.strongroom.api.Request;

/** Moves a name to another key. */
public record UpdateAlias(String aliasName, String targetKeyId)
    implements Request<UpdateAlias.Result> {

  /** An empty answer. */
  public record Result() {}
}

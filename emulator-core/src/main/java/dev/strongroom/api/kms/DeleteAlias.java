package dev.strongroom.api.kms;

import dev.strongroom.api.Request;

/** Takes a name away from its key. */
public record DeleteAlias(String aliasName) implements Request<DeleteAlias.Result> {

  /** An empty answer. */
  public record Result() {}
}

package dev.strongroom.internal.service.iam.api;

import dev.strongroom.api.Request;

/** Deletes a role to which no policy is attached. */
public record DeleteRole(String roleName) implements Request<DeleteRole.Result> {

  /** What DeleteRole answers. */
  public record Result() {}
}

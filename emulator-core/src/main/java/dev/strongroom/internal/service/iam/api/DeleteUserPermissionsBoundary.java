package dev.strongroom.internal.service.iam.api;

import dev.strongroom.api.Request;

/** Removes the permissions boundary of a user. */
public record DeleteUserPermissionsBoundary(String userName)
    implements Request<DeleteUserPermissionsBoundary.Result> {

  /** What DeleteUserPermissionsBoundary answers. */
  public record Result() {}
}

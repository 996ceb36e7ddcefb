package dev.strongroom.internal.service.iam.api;

import dev.strongroom.api.Request;

/** Removes the permissions boundary of a role. */
public record DeleteRolePermissionsBoundary(String roleName)
    implements Request<DeleteRolePermissionsBoundary.Result> {

  /** What DeleteRolePermissionsBoundary answers. */
  public record Result() {}
}

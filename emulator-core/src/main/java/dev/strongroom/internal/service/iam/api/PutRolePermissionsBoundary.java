package dev.strongroom.internal.service.iam.api;

import dev.strongroom.api.Request;

/** Sets the managed policy that limits what a role may do. */
public record PutRolePermissionsBoundary(String roleName, String permissionsBoundary)
    implements Request<PutRolePermissionsBoundary.Result> {

  /** What PutRolePermissionsBoundary answers. */
  public record Result() {}
}

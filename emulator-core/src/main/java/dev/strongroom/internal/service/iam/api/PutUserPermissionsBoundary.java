package dev.strongroom.internal.service.iam.api;

import dev.strongroom.api.Request;

/** Sets the managed policy that limits what a user may do. */
public record PutUserPermissionsBoundary(String userName, String permissionsBoundary)
    implements Request<PutUserPermissionsBoundary.Result> {

  /** What PutUserPermissionsBoundary answers. */
  public record Result() {}
}

package dev.strongroom.internal.service.iam.api;

import dev.strongroom.api.Request;

/** Deletes an inline policy of a role. */
public record DeleteRolePolicy(String roleName, String policyName)
    implements Request<DeleteRolePolicy.Result> {

  /** What DeleteRolePolicy answers. */
  public record Result() {}
}

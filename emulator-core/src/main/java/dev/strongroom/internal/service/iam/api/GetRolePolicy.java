package dev.strongroom.internal.service.iam.api;

import dev.strongroom.api.Request;

/** Returns an inline policy of a role. */
public record GetRolePolicy(String roleName, String policyName)
    implements Request<GetRolePolicy.Result> {

  /** What GetRolePolicy answers. */
  public record Result(String roleName, String policyName, String policyDocument) {}
}

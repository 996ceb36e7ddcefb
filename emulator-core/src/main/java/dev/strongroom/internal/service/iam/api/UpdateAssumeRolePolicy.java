package dev.strongroom.internal.service.iam.api;

import dev.strongroom.api.Request;

/** Replaces a role's trust policy. */
public record UpdateAssumeRolePolicy(String roleName, String policyDocument)
    implements Request<UpdateAssumeRolePolicy.Result> {

  /** What UpdateAssumeRolePolicy answers. */
  public record Result() {}
}

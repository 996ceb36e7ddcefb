package dev.strongroom.internal.service.iam.api;

import dev.strongroom.api.Request;

/** Adds an inline policy to a role, or replaces it. */
public record PutRolePolicy(String roleName, String policyName, String policyDocument)
    implements Request<PutRolePolicy.Result> {

  /** What PutRolePolicy answers. */
  public record Result() {}
}

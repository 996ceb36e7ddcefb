package dev.strongroom.internal.service.iam.api;

import dev.strongroom.api.Request;

/** Detaches a managed policy from a role. */
public record DetachRolePolicy(String roleName, String policyArn)
    implements Request<DetachRolePolicy.Result> {

  /** What DetachRolePolicy answers. */
  public record Result() {}
}

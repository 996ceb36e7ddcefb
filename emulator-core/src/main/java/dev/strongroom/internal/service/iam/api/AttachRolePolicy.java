package dev.strongroom.internal.service.iam.api;

import dev.strongroom.api.Request;

/** Attaches a managed policy to a role. */
public record AttachRolePolicy(String roleName, String policyArn)
    implements Request<AttachRolePolicy.Result> {

  /** What AttachRolePolicy answers. */
  public record Result() {}
}

package dev.strongroom.internal.service.iam.api;

import dev.strongroom.api.Request;

/** Detaches a managed policy from a user. */
public record DetachUserPolicy(String userName, String policyArn)
    implements Request<DetachUserPolicy.Result> {

  /** What DetachUserPolicy answers. */
  public record Result() {}
}

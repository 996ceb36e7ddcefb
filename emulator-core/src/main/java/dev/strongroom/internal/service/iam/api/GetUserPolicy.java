package dev.strongroom.internal.service.iam.api;

import dev.strongroom.api.Request;

/** Returns an inline policy of a user. */
public record GetUserPolicy(String userName, String policyName)
    implements Request<GetUserPolicy.Result> {

  /** What GetUserPolicy answers. */
  public record Result(String userName, String policyName, String policyDocument) {}
}

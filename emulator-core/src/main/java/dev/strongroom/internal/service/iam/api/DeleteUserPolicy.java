package dev.strongroom.internal.service.iam.api;

import dev.strongroom.api.Request;

/** Deletes an inline policy of a user. */
public record DeleteUserPolicy(String userName, String policyName)
    implements Request<DeleteUserPolicy.Result> {

  /** What DeleteUserPolicy answers. */
  public record Result() {}
}

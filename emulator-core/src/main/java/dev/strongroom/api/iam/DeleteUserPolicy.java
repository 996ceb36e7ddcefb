package dev.strongroom.api.iam;

import dev.strongroom.api.Request;

/** Deletes an inline policy of a user. */
public record DeleteUserPolicy(String userName, String policyName)
    implements Request<DeleteUserPolicy.Result> {

  /** What DeleteUserPolicy answers. */
  public record Result() {}
}

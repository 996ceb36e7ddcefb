package dev.strongroom.internal.service.iam.api;

import dev.strongroom.api.Request;

/** Adds an inline policy to a user, or replaces it. */
public record PutUserPolicy(String userName, String policyName, String policyDocument)
    implements Request<PutUserPolicy.Result> {

  /** What PutUserPolicy answers. */
  public record Result() {}
}

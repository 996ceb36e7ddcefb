package dev.strongroom.internal.service.iam.api;

import dev.strongroom.api.Request;

/** Adds an inline policy to a group, or replaces it. */
public record PutGroupPolicy(String groupName, String policyName, String policyDocument)
    implements Request<PutGroupPolicy.Result> {

  /** What PutGroupPolicy answers. */
  public record Result() {}
}

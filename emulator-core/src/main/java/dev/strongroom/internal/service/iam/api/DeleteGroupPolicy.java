package dev.strongroom.internal.service.iam.api;

import dev.strongroom.api.Request;

/** Deletes an inline policy of a group. */
public record DeleteGroupPolicy(String groupName, String policyName)
    implements Request<DeleteGroupPolicy.Result> {

  /** What DeleteGroupPolicy answers. */
  public record Result() {}
}

package dev.strongroom.internal.service.iam.api;

import dev.strongroom.api.Request;

/** Deletes a managed policy that is attached to nobody. */
public record DeletePolicy(String policyArn) implements Request<DeletePolicy.Result> {

  /** What DeletePolicy answers. */
  public record Result() {}
}

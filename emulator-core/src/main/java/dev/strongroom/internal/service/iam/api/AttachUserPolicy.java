package dev.strongroom.internal.service.iam.api;

import dev.strongroom.api.Request;

/** Attaches a managed policy to a user. */
public record AttachUserPolicy(String userName, String policyArn)
    implements Request<AttachUserPolicy.Result> {

  /** What AttachUserPolicy answers. */
  public record Result() {}
}

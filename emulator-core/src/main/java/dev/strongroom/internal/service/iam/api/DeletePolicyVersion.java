package dev.strongroom.internal.service.iam.api;

import dev.strongroom.api.Request;

/** Deletes a version of a managed policy that is not the default one. */
public record DeletePolicyVersion(String policyArn, String versionId)
    implements Request<DeletePolicyVersion.Result> {

  /** What DeletePolicyVersion answers. */
  public record Result() {}
}

package dev.strongroom.internal.service.iam.api;

import dev.strongroom.api.Request;

/** Makes a version of a managed policy the one that counts. */
public record SetDefaultPolicyVersion(String policyArn, String versionId)
    implements Request<SetDefaultPolicyVersion.Result> {

  /** What SetDefaultPolicyVersion answers. */
  public record Result() {}
}

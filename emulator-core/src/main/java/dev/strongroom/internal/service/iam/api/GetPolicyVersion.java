package dev.strongroom.internal.service.iam.api;

import dev.strongroom.api.Request;
import org.jspecify.annotations.Nullable;

/** Returns one version of a managed policy, with its document. */
public record GetPolicyVersion(String policyArn, String versionId)
    implements Request<GetPolicyVersion.Result> {

  /** What GetPolicyVersion answers. */
  public record Result(@Nullable PolicyVersion policyVersion) {}
}

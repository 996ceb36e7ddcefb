package dev.strongroom.internal.service.iam.api;

import dev.strongroom.api.Request;
import org.jspecify.annotations.Nullable;

/** Adds a version to a managed policy. */
public record CreatePolicyVersion(
    String policyArn, String policyDocument, @Nullable Boolean setAsDefault)
    implements Request<CreatePolicyVersion.Result> {

  /** Returns a request with what is required. */
  public static CreatePolicyVersion of(String policyArn, String policyDocument) {
    return new CreatePolicyVersion(policyArn, policyDocument, null);
  }

  /** What CreatePolicyVersion answers. */
  public record Result(@Nullable PolicyVersion policyVersion) {}
}

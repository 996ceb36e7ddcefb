package dev.strongroom.api;

import org.jspecify.annotations.Nullable;

/** Attaches a resource policy to a secret, in place of the one it had. */
public record PutResourcePolicy(
    String secretId, String resourcePolicy, @Nullable Boolean blockPublicPolicy)
    implements Request<PutResourcePolicy.Result> {
  /** Attaches a policy that may be public. */
  public static PutResourcePolicy of(String secretId, String resourcePolicy) {
    return new PutResourcePolicy(secretId, resourcePolicy, null);
  }

  /** Returns this request with or without a check for public access. */
  public PutResourcePolicy withBlockPublicPolicy(@Nullable Boolean value) {
    return new PutResourcePolicy(secretId, resourcePolicy, value);
  }

  /** What PutResourcePolicy answers. */
  public record Result(String arn, String name) {}
}

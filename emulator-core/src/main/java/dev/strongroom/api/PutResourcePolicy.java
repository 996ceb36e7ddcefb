package dev.strongroom.api;

import org.jspecify.annotations.Nullable;

/** Attaches a resource policy to a secret, in place of the one it had. */
public record PutResourcePolicy(
    String secretId, String resourcePolicy, @Nullable Boolean blockPublicPolicy)
    implements Request<PutResourcePolicy.Result> {

  /** What PutResourcePolicy answers. */
  public record Result(String arn, String name) {}
}

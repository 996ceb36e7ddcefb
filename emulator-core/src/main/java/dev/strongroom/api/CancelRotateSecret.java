package dev.strongroom.api;

import org.jspecify.annotations.Nullable;

/** Ends a secret's rotation: the one in progress and those that were scheduled. */
public record CancelRotateSecret(String secretId) implements Request<CancelRotateSecret.Result> {

  /** What CancelRotateSecret answers; a version id only where a rotation was in progress. */
  public record Result(String arn, String name, @Nullable String versionId) {}
}

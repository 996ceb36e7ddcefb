package dev.strongroom.api;

import org.jspecify.annotations.Nullable;

/** Reads a secret's resource policy. */
public record GetResourcePolicy(String secretId) implements Request<GetResourcePolicy.Result> {

  /** What GetResourcePolicy answers. */
  public record Result(String arn, String name, @Nullable String resourcePolicy) {}
}

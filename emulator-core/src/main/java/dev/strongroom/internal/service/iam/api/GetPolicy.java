package dev.strongroom.internal.service.iam.api;

import dev.strongroom.api.Request;
import org.jspecify.annotations.Nullable;

/** Describes a managed policy. */
public record GetPolicy(String policyArn) implements Request<GetPolicy.Result> {

  /** What GetPolicy answers. */
  public record Result(@Nullable Policy policy) {}
}

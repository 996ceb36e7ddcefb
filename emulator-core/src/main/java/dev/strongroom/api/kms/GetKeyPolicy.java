package dev.strongroom.api.kms;

import dev.strongroom.api.Request;
import org.jspecify.annotations.Nullable;

/** Reads a key's policy. */
public record GetKeyPolicy(String keyId, @Nullable String policyName)
    implements Request<GetKeyPolicy.Result> {

  /** What GetKeyPolicy answers. */
  public record Result(String policy, String policyName) {}
}

package dev.strongroom.api.kms;

import dev.strongroom.api.Request;
import org.jspecify.annotations.Nullable;

/** Replaces a key's policy. */
public record PutKeyPolicy(
    String keyId,
    @Nullable String policyName,
    String policy,
    @Nullable Boolean bypassPolicyLockoutSafetyCheck)
    implements Request<PutKeyPolicy.Result> {

  /** An empty answer. */
  public record Result() {}
}

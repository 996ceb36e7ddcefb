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

  /** Makes a request with the members that it must have. */
  public static PutKeyPolicy of(String keyId, String policy) {
    return new PutKeyPolicy(keyId, null, policy, null);
  }

  /** Returns this request with the name of the policy. */
  public PutKeyPolicy withPolicyName(@Nullable String value) {
    return new PutKeyPolicy(keyId, value, policy, bypassPolicyLockoutSafetyCheck);
  }

  /** Returns this request with or without the check that the caller is not locked out. */
  public PutKeyPolicy withBypassPolicyLockoutSafetyCheck(@Nullable Boolean value) {
    return new PutKeyPolicy(keyId, policyName, policy, value);
  }

  /** An empty answer. */
  public record Result() {}
}

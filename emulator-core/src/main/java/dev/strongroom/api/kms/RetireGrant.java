package dev.strongroom.api.kms;

import dev.strongroom.api.Request;
import org.jspecify.annotations.Nullable;

/** Ends a grant, by its token or by key and grant id. */
public record RetireGrant(
    @Nullable String grantToken,
    @Nullable String keyId,
    @Nullable String grantId,
    @Nullable Boolean dryRun)
    implements Request<RetireGrant.Result> {

  /** Retires the grant of a grant token. */
  public static RetireGrant of(String grantToken) {
    return new RetireGrant(grantToken, null, null, null);
  }

  /** Retires a grant of a key, given by the key's ARN. */
  public static RetireGrant of(String keyId, String grantId) {
    return new RetireGrant(null, keyId, grantId, null);
  }

  /** Returns this request with {@code DryRun}. */
  public RetireGrant withDryRun(@Nullable Boolean value) {
    return new RetireGrant(grantToken, keyId, grantId, value);
  }

  /** An empty answer. */
  public record Result() {}
}

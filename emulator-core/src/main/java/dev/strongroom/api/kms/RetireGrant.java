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

  /** An empty answer. */
  public record Result() {}
}

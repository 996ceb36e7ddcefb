package dev.strongroom.api.kms;

import dev.strongroom.api.Request;
import org.jspecify.annotations.Nullable;

/** Ends a grant at once. */
public record RevokeGrant(String keyId, String grantId, @Nullable Boolean dryRun)
    implements Request<RevokeGrant.Result> {

  /** An empty answer. */
  public record Result() {}
}

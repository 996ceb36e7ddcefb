package dev.strongroom.api.kms;

import dev.strongroom.api.Request;
import dev.strongroom.api.SecretValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Verifies a message's HMAC. */
public record VerifyMac(
    SecretValue message,
    String keyId,
    String macAlgorithm,
    Blob mac,
    @Nullable List<String> grantTokens,
    @Nullable Boolean dryRun)
    implements Request<VerifyMac.Result> {

  public VerifyMac {
    grantTokens = grantTokens == null ? null : List.copyOf(grantTokens);
  }

  /** What VerifyMac answers. */
  public record Result(String keyId, boolean macValid, String macAlgorithm) {}
}

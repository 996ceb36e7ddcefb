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

  /** Makes a request with the members that it must have. */
  public static VerifyMac of(SecretValue message, String keyId, String macAlgorithm, Blob mac) {
    return new VerifyMac(message, keyId, macAlgorithm, mac, null, null);
  }

  /** Returns this request with grant tokens. */
  public VerifyMac withGrantTokens(@Nullable List<String> value) {
    return new VerifyMac(message, keyId, macAlgorithm, mac, value, dryRun);
  }

  /** Returns this request with {@code DryRun}. */
  public VerifyMac withDryRun(@Nullable Boolean value) {
    return new VerifyMac(message, keyId, macAlgorithm, mac, grantTokens, value);
  }

  /** What VerifyMac answers. */
  public record Result(String keyId, boolean macValid, String macAlgorithm) {}
}

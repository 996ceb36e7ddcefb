package dev.strongroom.api.kms;

import dev.strongroom.api.Request;
import dev.strongroom.api.SecretValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a message's HMAC. */
public record GenerateMac(
    SecretValue message,
    String keyId,
    String macAlgorithm,
    @Nullable List<String> grantTokens,
    @Nullable Boolean dryRun)
    implements Request<GenerateMac.Result> {

  public GenerateMac {
    grantTokens = grantTokens == null ? null : List.copyOf(grantTokens);
  }

  /** Makes a request with the members that it must have. */
  public static GenerateMac of(SecretValue message, String keyId, String macAlgorithm) {
    return new GenerateMac(message, keyId, macAlgorithm, null, null);
  }

  /** Returns this request with grant tokens. */
  public GenerateMac withGrantTokens(@Nullable List<String> value) {
    return new GenerateMac(message, keyId, macAlgorithm, value, dryRun);
  }

  /** Returns this request with {@code DryRun}. */
  public GenerateMac withDryRun(@Nullable Boolean value) {
    return new GenerateMac(message, keyId, macAlgorithm, grantTokens, value);
  }

  /** What GenerateMac answers. */
  public record Result(Blob mac, String macAlgorithm, String keyId) {}
}

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

  /** What GenerateMac answers. */
  public record Result(Blob mac, String macAlgorithm, String keyId) {}
}

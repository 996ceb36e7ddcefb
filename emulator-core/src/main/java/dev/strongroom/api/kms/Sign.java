package dev.strongroom.api.kms;

import dev.strongroom.api.Request;
import dev.strongroom.api.SecretValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Signs a message or its digest. */
public record Sign(
    String keyId,
    SecretValue message,
    @Nullable String messageType,
    @Nullable List<String> grantTokens,
    String signingAlgorithm,
    @Nullable Boolean dryRun)
    implements Request<Sign.Result> {

  public Sign {
    grantTokens = grantTokens == null ? null : List.copyOf(grantTokens);
  }

  /** What Sign answers. */
  public record Result(String keyId, Blob signature, String signingAlgorithm) {}
}

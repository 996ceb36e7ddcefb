package dev.strongroom.api.kms;

import dev.strongroom.api.Request;
import dev.strongroom.api.SecretValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Verifies a signature. */
public record Verify(
    String keyId,
    SecretValue message,
    @Nullable String messageType,
    Blob signature,
    String signingAlgorithm,
    @Nullable List<String> grantTokens,
    @Nullable Boolean dryRun)
    implements Request<Verify.Result> {

  public Verify {
    grantTokens = grantTokens == null ? null : List.copyOf(grantTokens);
  }

  /** What Verify answers. */
  public record Result(String keyId, boolean signatureValid, String signingAlgorithm) {}
}

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

  /** Makes a request with the members that it must have. */
  public static Verify of(
      String keyId, SecretValue message, Blob signature, String signingAlgorithm) {
    return new Verify(keyId, message, null, signature, signingAlgorithm, null, null);
  }

  /** Returns this request with the type of the message. */
  public Verify withMessageType(@Nullable String value) {
    return new Verify(keyId, message, value, signature, signingAlgorithm, grantTokens, dryRun);
  }

  /** Returns this request with grant tokens. */
  public Verify withGrantTokens(@Nullable List<String> value) {
    return new Verify(keyId, message, messageType, signature, signingAlgorithm, value, dryRun);
  }

  /** Returns this request with {@code DryRun}. */
  public Verify withDryRun(@Nullable Boolean value) {
    return new Verify(keyId, message, messageType, signature, signingAlgorithm, grantTokens, value);
  }

  /** What Verify answers. */
  public record Result(String keyId, boolean signatureValid, String signingAlgorithm) {}
}

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

  /** Makes a request with the members that it must have. */
  public static Sign of(String keyId, SecretValue message, String signingAlgorithm) {
    return new Sign(keyId, message, null, null, signingAlgorithm, null);
  }

  /** Returns this request with the type of the message. */
  public Sign withMessageType(@Nullable String value) {
    return new Sign(keyId, message, value, grantTokens, signingAlgorithm, dryRun);
  }

  /** Returns this request with grant tokens. */
  public Sign withGrantTokens(@Nullable List<String> value) {
    return new Sign(keyId, message, messageType, value, signingAlgorithm, dryRun);
  }

  /** Returns this request with {@code DryRun}. */
  public Sign withDryRun(@Nullable Boolean value) {
    return new Sign(keyId, message, messageType, grantTokens, signingAlgorithm, value);
  }

  /** What Sign answers. */
  public record Result(String keyId, Blob signature, String signingAlgorithm) {}
}

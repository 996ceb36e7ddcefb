package dev.strongroom.api.kms;

import dev.strongroom.api.Request;
import dev.strongroom.api.SecretValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Derives a secret that only the owners of two key pairs share, from a key of usage KEY_AGREEMENT
 * and the other party's public key.
 *
 * @param publicKey the other party's, in X.509 form, on the key's curve
 */
public record DeriveSharedSecret(
    String keyId,
    String keyAgreementAlgorithm,
    Blob publicKey,
    @Nullable List<String> grantTokens,
    @Nullable Boolean dryRun)
    implements Request<DeriveSharedSecret.Result> {

  public DeriveSharedSecret {
    grantTokens = grantTokens == null ? null : List.copyOf(grantTokens);
  }

  /** Derives a secret by ECDH. */
  public static DeriveSharedSecret of(String keyId, Blob publicKey) {
    return new DeriveSharedSecret(keyId, "ECDH", publicKey, null, null);
  }

  /** The raw shared secret, and the origin of the key's material. */
  public record Result(
      String keyId, SecretValue sharedSecret, String keyAgreementAlgorithm, String keyOrigin) {}
}

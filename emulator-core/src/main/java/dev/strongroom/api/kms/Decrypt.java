package dev.strongroom.api.kms;

import dev.strongroom.api.Request;
import dev.strongroom.api.SecretValue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Opens what a key has encrypted; a symmetric ciphertext knows its key by itself. */
public record Decrypt(
    @Nullable Blob ciphertextBlob,
    @Nullable Map<String, String> encryptionContext,
    @Nullable List<String> grantTokens,
    @Nullable String keyId,
    @Nullable String encryptionAlgorithm,
    @Nullable Boolean dryRun,
    @Nullable List<String> dryRunModifiers)
    implements Request<Decrypt.Result> {

  public Decrypt {
    encryptionContext = encryptionContext == null ? null : Map.copyOf(encryptionContext);
    grantTokens = grantTokens == null ? null : List.copyOf(grantTokens);
    dryRunModifiers = dryRunModifiers == null ? null : List.copyOf(dryRunModifiers);
  }

  /** What Decrypt answers. */
  public record Result(
      String keyId,
      SecretValue plaintext,
      String encryptionAlgorithm,
      @Nullable String keyMaterialId) {}
}

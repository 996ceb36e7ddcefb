package dev.strongroom.api.kms;

import dev.strongroom.api.Request;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Opens a ciphertext and encrypts its content anew, under another key or context. */
public record ReEncrypt(
    @Nullable Blob ciphertextBlob,
    @Nullable Map<String, String> sourceEncryptionContext,
    @Nullable String sourceKeyId,
    String destinationKeyId,
    @Nullable Map<String, String> destinationEncryptionContext,
    @Nullable String sourceEncryptionAlgorithm,
    @Nullable String destinationEncryptionAlgorithm,
    @Nullable List<String> grantTokens,
    @Nullable Boolean dryRun,
    @Nullable List<String> dryRunModifiers)
    implements Request<ReEncrypt.Result> {

  public ReEncrypt {
    sourceEncryptionContext =
        sourceEncryptionContext == null ? null : Map.copyOf(sourceEncryptionContext);
    destinationEncryptionContext =
        destinationEncryptionContext == null ? null : Map.copyOf(destinationEncryptionContext);
    grantTokens = grantTokens == null ? null : List.copyOf(grantTokens);
    dryRunModifiers = dryRunModifiers == null ? null : List.copyOf(dryRunModifiers);
  }

  /** What ReEncrypt answers. */
  public record Result(
      Blob ciphertextBlob,
      String sourceKeyId,
      String keyId,
      String sourceEncryptionAlgorithm,
      String destinationEncryptionAlgorithm,
      @Nullable String sourceKeyMaterialId,
      @Nullable String destinationKeyMaterialId) {}
}

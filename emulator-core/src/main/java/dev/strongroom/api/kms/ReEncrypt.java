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

  /** Makes a request with the members that it must have. */
  public static ReEncrypt of(Blob ciphertextBlob, String destinationKeyId) {
    return new ReEncrypt(
        ciphertextBlob, null, null, destinationKeyId, null, null, null, null, null, null);
  }

  /** Returns this request with the encryption context of the ciphertext. */
  public ReEncrypt withSourceEncryptionContext(@Nullable Map<String, String> value) {
    return new ReEncrypt(
        ciphertextBlob,
        value,
        sourceKeyId,
        destinationKeyId,
        destinationEncryptionContext,
        sourceEncryptionAlgorithm,
        destinationEncryptionAlgorithm,
        grantTokens,
        dryRun,
        dryRunModifiers);
  }

  /** Returns this request with the key of the ciphertext. */
  public ReEncrypt withSourceKeyId(@Nullable String value) {
    return new ReEncrypt(
        ciphertextBlob,
        sourceEncryptionContext,
        value,
        destinationKeyId,
        destinationEncryptionContext,
        sourceEncryptionAlgorithm,
        destinationEncryptionAlgorithm,
        grantTokens,
        dryRun,
        dryRunModifiers);
  }

  /** Returns this request with the encryption context of the new ciphertext. */
  public ReEncrypt withDestinationEncryptionContext(@Nullable Map<String, String> value) {
    return new ReEncrypt(
        ciphertextBlob,
        sourceEncryptionContext,
        sourceKeyId,
        destinationKeyId,
        value,
        sourceEncryptionAlgorithm,
        destinationEncryptionAlgorithm,
        grantTokens,
        dryRun,
        dryRunModifiers);
  }

  /** Returns this request with the algorithm of the ciphertext. */
  public ReEncrypt withSourceEncryptionAlgorithm(@Nullable String value) {
    return new ReEncrypt(
        ciphertextBlob,
        sourceEncryptionContext,
        sourceKeyId,
        destinationKeyId,
        destinationEncryptionContext,
        value,
        destinationEncryptionAlgorithm,
        grantTokens,
        dryRun,
        dryRunModifiers);
  }

  /** Returns this request with the algorithm of the new ciphertext. */
  public ReEncrypt withDestinationEncryptionAlgorithm(@Nullable String value) {
    return new ReEncrypt(
        ciphertextBlob,
        sourceEncryptionContext,
        sourceKeyId,
        destinationKeyId,
        destinationEncryptionContext,
        sourceEncryptionAlgorithm,
        value,
        grantTokens,
        dryRun,
        dryRunModifiers);
  }

  /** Returns this request with grant tokens. */
  public ReEncrypt withGrantTokens(@Nullable List<String> value) {
    return new ReEncrypt(
        ciphertextBlob,
        sourceEncryptionContext,
        sourceKeyId,
        destinationKeyId,
        destinationEncryptionContext,
        sourceEncryptionAlgorithm,
        destinationEncryptionAlgorithm,
        value,
        dryRun,
        dryRunModifiers);
  }

  /** Returns this request with {@code DryRun}. */
  public ReEncrypt withDryRun(@Nullable Boolean value) {
    return new ReEncrypt(
        ciphertextBlob,
        sourceEncryptionContext,
        sourceKeyId,
        destinationKeyId,
        destinationEncryptionContext,
        sourceEncryptionAlgorithm,
        destinationEncryptionAlgorithm,
        grantTokens,
        value,
        dryRunModifiers);
  }

  /** Returns this request with modifiers of {@code DryRun}. */
  public ReEncrypt withDryRunModifiers(@Nullable List<String> value) {
    return new ReEncrypt(
        ciphertextBlob,
        sourceEncryptionContext,
        sourceKeyId,
        destinationKeyId,
        destinationEncryptionContext,
        sourceEncryptionAlgorithm,
        destinationEncryptionAlgorithm,
        grantTokens,
        dryRun,
        value);
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

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

  /** Makes a request to decrypt a ciphertext, whose key is found by what the ciphertext says. */
  public static Decrypt of(Blob ciphertextBlob) {
    return new Decrypt(ciphertextBlob, null, null, null, null, null, null);
  }

  /** Returns this request with an encryption context. */
  public Decrypt withEncryptionContext(@Nullable Map<String, String> value) {
    return new Decrypt(
        ciphertextBlob, value, grantTokens, keyId, encryptionAlgorithm, dryRun, dryRunModifiers);
  }

  /** Returns this request with grant tokens. */
  public Decrypt withGrantTokens(@Nullable List<String> value) {
    return new Decrypt(
        ciphertextBlob,
        encryptionContext,
        value,
        keyId,
        encryptionAlgorithm,
        dryRun,
        dryRunModifiers);
  }

  /** Returns this request with a key: its ID, ARN, or an alias. */
  public Decrypt withKeyId(@Nullable String value) {
    return new Decrypt(
        ciphertextBlob,
        encryptionContext,
        grantTokens,
        value,
        encryptionAlgorithm,
        dryRun,
        dryRunModifiers);
  }

  /** Returns this request with an encryption algorithm. */
  public Decrypt withEncryptionAlgorithm(@Nullable String value) {
    return new Decrypt(
        ciphertextBlob, encryptionContext, grantTokens, keyId, value, dryRun, dryRunModifiers);
  }

  /** Returns this request with {@code DryRun}. */
  public Decrypt withDryRun(@Nullable Boolean value) {
    return new Decrypt(
        ciphertextBlob,
        encryptionContext,
        grantTokens,
        keyId,
        encryptionAlgorithm,
        value,
        dryRunModifiers);
  }

  /** Returns this request with modifiers of {@code DryRun}. */
  public Decrypt withDryRunModifiers(@Nullable List<String> value) {
    return new Decrypt(
        ciphertextBlob, encryptionContext, grantTokens, keyId, encryptionAlgorithm, dryRun, value);
  }

  /** What Decrypt answers. */
  public record Result(
      String keyId,
      SecretValue plaintext,
      String encryptionAlgorithm,
      @Nullable String keyMaterialId) {}
}

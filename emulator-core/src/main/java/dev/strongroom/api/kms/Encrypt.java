package dev.strongroom.api.kms;

import dev.strongroom.api.Request;
import dev.strongroom.api.SecretValue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Encrypts up to 4096 bytes under a key. */
public record Encrypt(
    String keyId,
    SecretValue plaintext,
    @Nullable Map<String, String> encryptionContext,
    @Nullable List<String> grantTokens,
    @Nullable String encryptionAlgorithm,
    @Nullable Boolean dryRun)
    implements Request<Encrypt.Result> {

  public Encrypt {
    encryptionContext = encryptionContext == null ? null : Map.copyOf(encryptionContext);
    grantTokens = grantTokens == null ? null : List.copyOf(grantTokens);
  }

  /** Makes a request with the members that it must have. */
  public static Encrypt of(String keyId, SecretValue plaintext) {
    return new Encrypt(keyId, plaintext, null, null, null, null);
  }

  /** Returns this request with an encryption context. */
  public Encrypt withEncryptionContext(@Nullable Map<String, String> value) {
    return new Encrypt(keyId, plaintext, value, grantTokens, encryptionAlgorithm, dryRun);
  }

  /** Returns this request with grant tokens. */
  public Encrypt withGrantTokens(@Nullable List<String> value) {
    return new Encrypt(keyId, plaintext, encryptionContext, value, encryptionAlgorithm, dryRun);
  }

  /** Returns this request with an encryption algorithm. */
  public Encrypt withEncryptionAlgorithm(@Nullable String value) {
    return new Encrypt(keyId, plaintext, encryptionContext, grantTokens, value, dryRun);
  }

  /** Returns this request with {@code DryRun}. */
  public Encrypt withDryRun(@Nullable Boolean value) {
    return new Encrypt(
        keyId, plaintext, encryptionContext, grantTokens, encryptionAlgorithm, value);
  }

  /** What Encrypt answers. */
  public record Result(Blob ciphertextBlob, String keyId, String encryptionAlgorithm) {}
}

package dev.strongroom.api.kms;

import dev.strongroom.api.Request;
import dev.strongroom.api.SecretValue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a data key and answers it both plain and encrypted under a key. */
public record GenerateDataKey(
    String keyId,
    @Nullable Map<String, String> encryptionContext,
    @Nullable Integer numberOfBytes,
    @Nullable String keySpec,
    @Nullable List<String> grantTokens,
    @Nullable Boolean dryRun)
    implements Request<GenerateDataKey.Result> {

  public GenerateDataKey {
    encryptionContext = encryptionContext == null ? null : Map.copyOf(encryptionContext);
    grantTokens = grantTokens == null ? null : List.copyOf(grantTokens);
  }

  /** Makes a request for a key, which still lacks the kind or the length of the data key. */
  public static GenerateDataKey of(String keyId) {
    return new GenerateDataKey(keyId, null, null, null, null, null);
  }

  /** Returns this request with an encryption context. */
  public GenerateDataKey withEncryptionContext(@Nullable Map<String, String> value) {
    return new GenerateDataKey(keyId, value, numberOfBytes, keySpec, grantTokens, dryRun);
  }

  /** Returns this request with a number of bytes. */
  public GenerateDataKey withNumberOfBytes(@Nullable Integer value) {
    return new GenerateDataKey(keyId, encryptionContext, value, keySpec, grantTokens, dryRun);
  }

  /** Returns this request with the kind of the data key. */
  public GenerateDataKey withKeySpec(@Nullable String value) {
    return new GenerateDataKey(keyId, encryptionContext, numberOfBytes, value, grantTokens, dryRun);
  }

  /** Returns this request with grant tokens. */
  public GenerateDataKey withGrantTokens(@Nullable List<String> value) {
    return new GenerateDataKey(keyId, encryptionContext, numberOfBytes, keySpec, value, dryRun);
  }

  /** Returns this request with {@code DryRun}. */
  public GenerateDataKey withDryRun(@Nullable Boolean value) {
    return new GenerateDataKey(
        keyId, encryptionContext, numberOfBytes, keySpec, grantTokens, value);
  }

  /** What GenerateDataKey answers. */
  public record Result(
      Blob ciphertextBlob, SecretValue plaintext, String keyId, String keyMaterialId) {}
}

package dev.strongroom.api.kms;

import dev.strongroom.api.Request;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a data key and answers it encrypted only. */
public record GenerateDataKeyWithoutPlaintext(
    String keyId,
    @Nullable Map<String, String> encryptionContext,
    @Nullable String keySpec,
    @Nullable Integer numberOfBytes,
    @Nullable List<String> grantTokens,
    @Nullable Boolean dryRun)
    implements Request<GenerateDataKeyWithoutPlaintext.Result> {

  public GenerateDataKeyWithoutPlaintext {
    encryptionContext = encryptionContext == null ? null : Map.copyOf(encryptionContext);
    grantTokens = grantTokens == null ? null : List.copyOf(grantTokens);
  }

  /** Makes a request for a key, which still lacks the kind or the length of the data key. */
  public static GenerateDataKeyWithoutPlaintext of(String keyId) {
    return new GenerateDataKeyWithoutPlaintext(keyId, null, null, null, null, null);
  }

  /** Returns this request with an encryption context. */
  public GenerateDataKeyWithoutPlaintext withEncryptionContext(
      @Nullable Map<String, String> value) {
    return new GenerateDataKeyWithoutPlaintext(
        keyId, value, keySpec, numberOfBytes, grantTokens, dryRun);
  }

  /** Returns this request with the kind of the data key. */
  public GenerateDataKeyWithoutPlaintext withKeySpec(@Nullable String value) {
    return new GenerateDataKeyWithoutPlaintext(
        keyId, encryptionContext, value, numberOfBytes, grantTokens, dryRun);
  }

  /** Returns this request with a number of bytes. */
  public GenerateDataKeyWithoutPlaintext withNumberOfBytes(@Nullable Integer value) {
    return new GenerateDataKeyWithoutPlaintext(
        keyId, encryptionContext, keySpec, value, grantTokens, dryRun);
  }

  /** Returns this request with grant tokens. */
  public GenerateDataKeyWithoutPlaintext withGrantTokens(@Nullable List<String> value) {
    return new GenerateDataKeyWithoutPlaintext(
        keyId, encryptionContext, keySpec, numberOfBytes, value, dryRun);
  }

  /** Returns this request with {@code DryRun}. */
  public GenerateDataKeyWithoutPlaintext withDryRun(@Nullable Boolean value) {
    return new GenerateDataKeyWithoutPlaintext(
        keyId, encryptionContext, keySpec, numberOfBytes, grantTokens, value);
  }

  /** What GenerateDataKeyWithoutPlaintext answers. */
  public record Result(Blob ciphertextBlob, String keyId, String keyMaterialId) {}
}

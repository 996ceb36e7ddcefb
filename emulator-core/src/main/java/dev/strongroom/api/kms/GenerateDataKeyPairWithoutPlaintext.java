package dev.strongroom.api.kms;

import dev.strongroom.api.Request;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a key pair whose private key is answered encrypted only. */
public record GenerateDataKeyPairWithoutPlaintext(
    @Nullable Map<String, String> encryptionContext,
    String keyId,
    String keyPairSpec,
    @Nullable List<String> grantTokens,
    @Nullable Boolean dryRun)
    implements Request<GenerateDataKeyPairWithoutPlaintext.Result> {

  public GenerateDataKeyPairWithoutPlaintext {
    encryptionContext = encryptionContext == null ? null : Map.copyOf(encryptionContext);
    grantTokens = grantTokens == null ? null : List.copyOf(grantTokens);
  }

  /** Makes a request with the members that it must have. */
  public static GenerateDataKeyPairWithoutPlaintext of(String keyId, String keyPairSpec) {
    return new GenerateDataKeyPairWithoutPlaintext(null, keyId, keyPairSpec, null, null);
  }

  /** Returns this request with an encryption context. */
  public GenerateDataKeyPairWithoutPlaintext withEncryptionContext(
      @Nullable Map<String, String> value) {
    return new GenerateDataKeyPairWithoutPlaintext(value, keyId, keyPairSpec, grantTokens, dryRun);
  }

  /** Returns this request with grant tokens. */
  public GenerateDataKeyPairWithoutPlaintext withGrantTokens(@Nullable List<String> value) {
    return new GenerateDataKeyPairWithoutPlaintext(
        encryptionContext, keyId, keyPairSpec, value, dryRun);
  }

  /** Returns this request with {@code DryRun}. */
  public GenerateDataKeyPairWithoutPlaintext withDryRun(@Nullable Boolean value) {
    return new GenerateDataKeyPairWithoutPlaintext(
        encryptionContext, keyId, keyPairSpec, grantTokens, value);
  }

  /** What GenerateDataKeyPairWithoutPlaintext answers. */
  public record Result(
      Blob privateKeyCiphertextBlob,
      Blob publicKey,
      String keyId,
      String keyPairSpec,
      String keyMaterialId) {}
}

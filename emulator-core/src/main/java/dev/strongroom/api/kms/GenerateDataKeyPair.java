package dev.strongroom.api.kms;

import dev.strongroom.api.Request;
import dev.strongroom.api.SecretValue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a key pair; its private key is answered both plain and encrypted under a key. */
public record GenerateDataKeyPair(
    @Nullable Map<String, String> encryptionContext,
    String keyId,
    String keyPairSpec,
    @Nullable List<String> grantTokens,
    @Nullable Boolean dryRun)
    implements Request<GenerateDataKeyPair.Result> {

  public GenerateDataKeyPair {
    encryptionContext = encryptionContext == null ? null : Map.copyOf(encryptionContext);
    grantTokens = grantTokens == null ? null : List.copyOf(grantTokens);
  }

  /** Makes a request with the members that it must have. */
  public static GenerateDataKeyPair of(String keyId, String keyPairSpec) {
    return new GenerateDataKeyPair(null, keyId, keyPairSpec, null, null);
  }

  /** Returns this request with an encryption context. */
  public GenerateDataKeyPair withEncryptionContext(@Nullable Map<String, String> value) {
    return new GenerateDataKeyPair(value, keyId, keyPairSpec, grantTokens, dryRun);
  }

  /** Returns this request with grant tokens. */
  public GenerateDataKeyPair withGrantTokens(@Nullable List<String> value) {
    return new GenerateDataKeyPair(encryptionContext, keyId, keyPairSpec, value, dryRun);
  }

  /** Returns this request with {@code DryRun}. */
  public GenerateDataKeyPair withDryRun(@Nullable Boolean value) {
    return new GenerateDataKeyPair(encryptionContext, keyId, keyPairSpec, grantTokens, value);
  }

  /** What GenerateDataKeyPair answers. */
  public record Result(
      Blob privateKeyCiphertextBlob,
      SecretValue privateKeyPlaintext,
      Blob publicKey,
      String keyId,
      String keyPairSpec,
      String keyMaterialId) {}
}

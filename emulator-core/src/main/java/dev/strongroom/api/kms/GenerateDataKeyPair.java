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

  /** What GenerateDataKeyPair answers. */
  public record Result(
      Blob privateKeyCiphertextBlob,
      SecretValue privateKeyPlaintext,
      Blob publicKey,
      String keyId,
      String keyPairSpec,
      String keyMaterialId) {}
}

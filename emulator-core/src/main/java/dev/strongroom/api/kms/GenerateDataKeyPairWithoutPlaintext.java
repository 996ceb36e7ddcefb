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

  /** What GenerateDataKeyPairWithoutPlaintext answers. */
  public record Result(
      Blob privateKeyCiphertextBlob,
      Blob publicKey,
      String keyId,
      String keyPairSpec,
      String keyMaterialId) {}
}

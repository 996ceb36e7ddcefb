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

  /** What GenerateDataKey answers. */
  public record Result(
      Blob ciphertextBlob, SecretValue plaintext, String keyId, String keyMaterialId) {}
}

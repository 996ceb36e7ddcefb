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

  /** What GenerateDataKeyWithoutPlaintext answers. */
  public record Result(Blob ciphertextBlob, String keyId, String keyMaterialId) {}
}

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

  /** What Encrypt answers. */
  public record Result(Blob ciphertextBlob, String keyId, String encryptionAlgorithm) {}
}

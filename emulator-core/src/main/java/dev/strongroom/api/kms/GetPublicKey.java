package dev.strongroom.api.kms;

import dev.strongroom.api.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads an asymmetric key's public key. */
public record GetPublicKey(String keyId, @Nullable List<String> grantTokens)
    implements Request<GetPublicKey.Result> {

  public GetPublicKey {
    grantTokens = grantTokens == null ? null : List.copyOf(grantTokens);
  }

  /** What GetPublicKey answers. */
  public record Result(
      String keyId,
      Blob publicKey,
      @Nullable String customerMasterKeySpec,
      String keySpec,
      String keyUsage,
      @Nullable List<String> encryptionAlgorithms,
      @Nullable List<String> signingAlgorithms,
      @Nullable List<String> keyAgreementAlgorithms) {

    public Result {
      encryptionAlgorithms =
          encryptionAlgorithms == null ? null : List.copyOf(encryptionAlgorithms);
      signingAlgorithms = signingAlgorithms == null ? null : List.copyOf(signingAlgorithms);
      keyAgreementAlgorithms =
          keyAgreementAlgorithms == null ? null : List.copyOf(keyAgreementAlgorithms);
    }
  }
}

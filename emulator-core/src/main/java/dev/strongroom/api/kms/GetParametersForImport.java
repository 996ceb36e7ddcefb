package dev.strongroom.api.kms;

import dev.strongroom.api.Request;
import dev.strongroom.api.SecretValue;
import java.time.Instant;

/**
 * Returns the public key that wraps key material for its import, and the token that goes with it.
 */
public record GetParametersForImport(String keyId, String wrappingAlgorithm, String wrappingKeySpec)
    implements Request<GetParametersForImport.Result> {

  /**
   * The wrapping key and its token, which are good for 24 hours.
   *
   * @param publicKey in X.509 form
   */
  public record Result(
      String keyId, Blob importToken, SecretValue publicKey, Instant parametersValidTo) {}
}

package dev.strongroom.internal.service.kms;

import static dev.strongroom.api.ErrorCode.VALIDATION;
import static dev.strongroom.internal.service.kms.KeyUsage.KEY_AGREEMENT;

import dev.strongroom.api.SecretValue;
import dev.strongroom.api.kms.DeriveSharedSecret;
import java.security.PublicKey;
import javax.crypto.KeyAgreement;

/** DeriveSharedSecret. */
public final class KeyAgreements {

  private KeyAgreements() {}

  /** Derives the x coordinate of the shared point, as ECDH has it (KR-19). */
  public static DeriveSharedSecret.Result deriveSharedSecret(
      Key key, DeriveSharedSecret request, KmsContext context) {
    var algorithm = request.keyAgreementAlgorithm();
    key.requireUsable(KEY_AGREEMENT, "DeriveSharedSecret").requireAlgorithm(algorithm);
    var other = otherParty(key, request);
    DryRun.stop(request.dryRun());
    var secret =
        Jca.sure(
            () -> {
              var agreement = KeyAgreement.getInstance(algorithm);
              agreement.init(KeyPairs.privateKey(key));
              agreement.doPhase(other, true);
              return agreement.generateSecret();
            });
    return new DeriveSharedSecret.Result(
        key.arn().toString(), SecretValue.ofBinary(secret), algorithm, key.facts().origin());
  }

  private static PublicKey otherParty(Key key, DeriveSharedSecret request) {
    var publicKey = KeyPairs.publicKeyOnCurve(key.spec(), request.publicKey());
    if (publicKey == null) { // recorded without a text
      throw VALIDATION.error("");
    }
    return publicKey;
  }
}

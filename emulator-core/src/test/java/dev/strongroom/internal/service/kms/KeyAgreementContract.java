package dev.strongroom.internal.service.kms;

import static dev.strongroom.api.ErrorCode.DISABLED;
import static dev.strongroom.api.ErrorCode.DRY_RUN_OPERATION;
import static dev.strongroom.api.ErrorCode.INVALID_KEY_USAGE;
import static dev.strongroom.api.ErrorCode.VALIDATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.SecretValue;
import dev.strongroom.api.kms.Blob;
import dev.strongroom.api.kms.DeriveSharedSecret;
import dev.strongroom.api.kms.DisableKey;
import dev.strongroom.api.kms.GetPublicKey;
import dev.strongroom.internal.time.Ids;
import java.security.KeyPair;
import javax.crypto.KeyAgreement;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Secrets that two parties derive. */
abstract class KeyAgreementContract extends KmsContract {

  @ParameterizedTest(name = "KR-19: {0}")
  @EnumSource(
      value = KeySpec.class,
      names = {"ECC_NIST_P256", "ECC_NIST_P384", "ECC_NIST_P521"})
  void bothPartiesDeriveTheSameSecret(KeySpec spec) throws Exception {
    var key = kms.create(spec.name(), KeyUsage.KEY_AGREEMENT).arn();
    var other = pair(spec);

    var derived = kms.call(DeriveSharedSecret.of(key, Blob.of(other.getPublic().getEncoded())));

    var agreement = KeyAgreement.getInstance("ECDH");
    agreement.init(other.getPrivate());
    var publicKey = kms.call(new GetPublicKey(key, null)).publicKey();
    agreement.doPhase(KeyPairs.publicKey(spec, publicKey), true);
    var expected = SecretValue.ofBinary(agreement.generateSecret());
    assertThat(derived).isEqualTo(new DeriveSharedSecret.Result(key, expected, "ECDH", "AWS_KMS"));
  }

  @Test
  @DisplayName("KR-19: the other party's key must be one on the same curve")
  void publicKeyMustBeOnTheCurve() {
    var key = kms.create("ECC_NIST_P256", KeyUsage.KEY_AGREEMENT).arn();
    var good = pair(KeySpec.ECC_NIST_P256).getPublic().getEncoded();
    var offCurve = good.clone();
    offCurve[offCurve.length - 1] ^= 1;

    for (var bad :
        new byte[][] {
          new byte[1],
          offCurve,
          pair(KeySpec.ECC_NIST_P384).getPublic().getEncoded(),
          pair(KeySpec.ECC_SECG_P256K1).getPublic().getEncoded(),
          pair(KeySpec.ECC_NIST_EDWARDS25519).getPublic().getEncoded()
        }) {
      kms.refused(VALIDATION, "", () -> kms.call(DeriveSharedSecret.of(key, Blob.of(bad))));
    }
  }

  @Test
  @DisplayName("KR-19: only a key for agreements, enabled, derives secrets")
  void keyMustBeForAgreements() {
    var signing = kms.create("ECC_NIST_P256", KeyUsage.SIGN_VERIFY).arn();
    var key = kms.create("ECC_NIST_P256", KeyUsage.KEY_AGREEMENT).arn();
    var other = Blob.of(pair(KeySpec.ECC_NIST_P256).getPublic().getEncoded());

    kms.refused(
        INVALID_KEY_USAGE,
        signing + " key usage is SIGN_VERIFY which is not valid for DeriveSharedSecret.",
        () -> kms.call(DeriveSharedSecret.of(signing, other)));
    kms.refused(
        DRY_RUN_OPERATION,
        "The request would have succeeded, but the DryRun option is set.",
        () -> kms.call(new DeriveSharedSecret(key, "ECDH", other, null, true)));
    kms.call(new DisableKey(key));
    kms.refused(DISABLED, key + " is disabled.", () -> kms.call(DeriveSharedSecret.of(key, other)));
  }

  private static KeyPair pair(KeySpec spec) {
    return KeyPairs.generate(spec, new DrawnRandom(Ids.seeded(3)));
  }
}

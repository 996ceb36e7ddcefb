package dev.strongroom.internal.service.kms;

import static dev.strongroom.api.ErrorCode.DRY_RUN_OPERATION;
import static dev.strongroom.api.ErrorCode.INVALID_KEY_USAGE;
import static dev.strongroom.api.ErrorCode.KMS_INVALID_MAC;
import static dev.strongroom.api.ErrorCode.KMS_INVALID_SIGNATURE;
import static dev.strongroom.api.ErrorCode.UNSUPPORTED_OPERATION;
import static dev.strongroom.api.ErrorCode.VALIDATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.SecretValue;
import dev.strongroom.api.kms.Blob;
import dev.strongroom.api.kms.DisableKey;
import dev.strongroom.api.kms.GenerateMac;
import dev.strongroom.api.kms.GetPublicKey;
import dev.strongroom.api.kms.Sign;
import dev.strongroom.api.kms.Verify;
import dev.strongroom.api.kms.VerifyMac;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Signatures, HMACs and public keys. */
abstract class SigningContract extends KmsContract {

  private static final SecretValue MESSAGE = SecretValue.ofBinary(new byte[] {1, 2, 3});
  private static final SecretValue OTHER = SecretValue.ofBinary(new byte[] {1, 2, 4});
  private static final String DRY =
      "The request would have succeeded, but the DryRun option is set.";

  static Stream<Arguments> algorithms() {
    return Stream.of(KeySpec.values())
        .filter(spec -> spec != KeySpec.RSA_3072 && spec != KeySpec.RSA_4096) // slow, no other code
        .flatMap(
            spec ->
                spec.algorithms(KeyUsage.SIGN_VERIFY).stream()
                    .map(algorithm -> Arguments.of(spec, algorithm)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("algorithms")
  @GeneratesRsaKeys
  void signatureOfMessageAndOfDigestVerify(KeySpec spec, String algorithm) {
    var key = kms.create(spec.name(), KeyUsage.SIGN_VERIFY).arn();
    boolean onlyRaw = algorithm.equals("ED25519_SHA_512") || spec.isMlDsa();
    var digest =
        onlyRaw
            ? MESSAGE
            : SecretValue.ofBinary(
                Jca.digest("SHA-" + algorithm.substring(algorithm.length() - 3), MESSAGE.bytes()));
    boolean onlyDigest = algorithm.equals("ED25519_PH_SHA_512");
    var first = onlyDigest ? "DIGEST" : null;
    var second = onlyRaw ? "RAW" : "DIGEST";

    var signed =
        kms.call(Sign.of(key, onlyDigest ? digest : MESSAGE, algorithm).withMessageType(first));

    assertThat(signed.keyId()).isEqualTo(key);
    assertThat(signed.signingAlgorithm()).isEqualTo(algorithm);
    assertThat(verify(key, digest, second, signed.signature(), algorithm))
        .isEqualTo(new Verify.Result(key, true, algorithm));
    var altered = digest.bytes();
    altered[0] ^= 1;
    kms.refused(
        KMS_INVALID_SIGNATURE,
        "",
        () -> verify(key, SecretValue.ofBinary(altered), second, signed.signature(), algorithm));
    var tampered = signed.signature().bytes();
    tampered[tampered.length - 1] ^= 1;
    for (var bad : new byte[][] {tampered, new byte[1], new byte[64]}) {
      kms.refused(
          KMS_INVALID_SIGNATURE, "", () -> verify(key, digest, second, Blob.of(bad), algorithm));
    }
    if (!onlyRaw) { // KMS-12
      kms.refused(
          VALIDATION,
          "Digest is invalid length for algorithm " + algorithm + ".",
          () -> kms.call(Sign.of(key, MESSAGE, algorithm).withMessageType("DIGEST")));
    }
    kms.refused(
        DRY_RUN_OPERATION,
        DRY,
        () -> kms.call(new Sign(key, digest, second, null, algorithm, true)));
  }

  @ParameterizedTest(name = "{1} is what the JDK calls {2}")
  @CsvSource({
    "RSA_2048,              RSASSA_PKCS1_V1_5_SHA_384, SHA384withRSA",
    "RSA_2048,              RSASSA_PSS_SHA_256,        RSASSA-PSS",
    "ECC_NIST_P384,         ECDSA_SHA_384,             SHA384withECDSA",
    "ECC_NIST_EDWARDS25519, ED25519_SHA_512,           Ed25519",
  })
  @GeneratesRsaKeys
  void anyoneCanVerifyWithThePublicKey(String spec, String algorithm, String jdk) throws Exception {
    var key = kms.create(spec, KeyUsage.SIGN_VERIFY).arn();

    var signed = kms.call(Sign.of(key, MESSAGE, algorithm).withMessageType("RAW"));

    var verifier = Signature.getInstance(jdk);
    if (jdk.equals("RSASSA-PSS")) {
      verifier.setParameter(
          new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
    }
    var publicKey = kms.call(new GetPublicKey(key, null)).publicKey();
    verifier.initVerify(KeyPairs.publicKey(KeySpec.valueOf(spec), publicKey));
    verifier.update(MESSAGE.bytes());
    assertThat(verifier.verify(signed.signature().bytes())).isTrue();
  }

  @Test
  @DisplayName("KMS-14, KR-2: a public key comes with its uses; a symmetric key has none")
  @GeneratesRsaKeys
  void publicKey() {
    var key = kms.create("RSA_2048", KeyUsage.ENCRYPT_DECRYPT);
    var symmetric = kms.create();

    var result = kms.call(new GetPublicKey(key.arn(), null));

    assertThat(result)
        .isEqualTo(
            new GetPublicKey.Result(
                key.arn(),
                result.publicKey(),
                "RSA_2048",
                "RSA_2048",
                "ENCRYPT_DECRYPT",
                key.encryptionAlgorithms(),
                null,
                null));
    kms.refused(UNSUPPORTED_OPERATION, "", () -> kms.call(new GetPublicKey(symmetric, null)));
  }

  @Test
  @DisplayName("KMS-12, KR-9, KR-14: usage, algorithm and message type must fit the key")
  void unfitKeyIsRefused() {
    var symmetric = kms.create();
    var mac = kms.create("HMAC_224", KeyUsage.GENERATE_VERIFY_MAC).arn();
    var edwards = kms.create("ECC_NIST_EDWARDS25519", KeyUsage.SIGN_VERIFY).arn();

    kms.refused(
        INVALID_KEY_USAGE,
        mac + " key usage is GENERATE_VERIFY_MAC which is not valid for Sign.",
        () -> kms.call(Sign.of(mac, MESSAGE, "ECDSA_SHA_256")));
    kms.refused(
        INVALID_KEY_USAGE,
        symmetric + " key usage is ENCRYPT_DECRYPT which is not valid for Verify.",
        () -> verify(symmetric, MESSAGE, null, Blob.of(new byte[1]), "ECDSA_SHA_256"));
    kms.refused(
        INVALID_KEY_USAGE,
        symmetric + " key usage is ENCRYPT_DECRYPT which is not valid for GenerateMac.",
        () -> kms.call(GenerateMac.of(MESSAGE, symmetric, "HMAC_SHA_256")));
    kms.refused(
        INVALID_KEY_USAGE,
        "Algorithm HMAC_SHA_256 is incompatible with key spec HMAC_224.",
        () -> kms.call(GenerateMac.of(MESSAGE, mac, "HMAC_SHA_256")));
    kms.refused(
        INVALID_KEY_USAGE,
        "Algorithm SYMMETRIC_DEFAULT is incompatible with key spec ECC_NIST_EDWARDS25519.",
        () -> kms.call(Sign.of(edwards, MESSAGE, "SYMMETRIC_DEFAULT")));
    kms.refused(
        VALIDATION,
        "Message type DIGEST is incompatible with algorithm ED25519_SHA_512.",
        () -> kms.call(Sign.of(edwards, MESSAGE, "ED25519_SHA_512").withMessageType("DIGEST")));
    kms.refused(
        VALIDATION,
        "Message type RAW is incompatible with algorithm ED25519_PH_SHA_512.",
        () -> kms.call(Sign.of(edwards, MESSAGE, "ED25519_PH_SHA_512")));
  }

  @ParameterizedTest(name = "KR-15: {0} signs")
  @CsvSource({"ML_DSA_44, 1334, 2420", "ML_DSA_65, 1974, 3309", "ML_DSA_87, 2614, 4627"})
  @GeneratesRsaKeys // its keys take as long
  void mlDsaKeySigns(String spec, int publicKeyLength, int signatureLength) throws Exception {
    var key = kms.create(spec, KeyUsage.SIGN_VERIFY);
    var algorithm = "ML_DSA_SHAKE_256";
    var publicKey = kms.call(new GetPublicKey(key.arn(), null)).publicKey();
    var calculator = Signature.getInstance("ML-DSA-CALCULATE-MU", KeyPairs.BouncyCastle.PROVIDER);
    calculator.initSign(KeyPairs.privateKey(kms.key(key.arn())));
    calculator.update(MESSAGE.bytes());
    var mu = SecretValue.ofBinary(calculator.sign());

    var signed = kms.call(Sign.of(key.arn(), MESSAGE, algorithm));
    var ofMu = kms.call(Sign.of(key.arn(), mu, algorithm).withMessageType("EXTERNAL_MU"));

    assertThat(key.signingAlgorithms()).containsExactly(algorithm);
    assertThat(key.customerMasterKeySpec()).isNull();
    assertThat(publicKey.length()).isEqualTo(publicKeyLength);
    assertThat(signed.signature().length()).isEqualTo(signatureLength);
    assertThat(verify(key.arn(), mu, "EXTERNAL_MU", signed.signature(), algorithm).signatureValid())
        .isTrue();
    assertThat(verify(key.arn(), MESSAGE, "RAW", ofMu.signature(), algorithm).signatureValid())
        .isTrue();
    kms.refused(
        VALIDATION,
        "Message type DIGEST is incompatible with key spec " + spec + ".",
        () -> kms.call(Sign.of(key.arn(), MESSAGE, algorithm).withMessageType("DIGEST")));
    kms.refused(
        VALIDATION,
        "Digest is invalid length for algorithm ML_DSA_SHAKE_256.",
        () -> kms.call(Sign.of(key.arn(), MESSAGE, algorithm).withMessageType("EXTERNAL_MU")));
  }

  @Test
  @DisplayName("KR-8: a disabled key still has its public key")
  void disabledKeyHasItsPublicKey() {
    var key = kms.create("ECC_NIST_P256", KeyUsage.SIGN_VERIFY).arn();
    var before = kms.call(new GetPublicKey(key, null));

    kms.call(new DisableKey(key));

    assertThat(kms.call(new GetPublicKey(key, null))).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(
      value = KeySpec.class,
      names = {"HMAC_224", "HMAC_256", "HMAC_384", "HMAC_512"})
  void macVerifies(KeySpec spec) {
    var key = kms.create(spec.name(), KeyUsage.GENERATE_VERIFY_MAC).arn();
    var algorithm = spec.algorithms(KeyUsage.GENERATE_VERIFY_MAC).get(0);

    var made = kms.call(GenerateMac.of(MESSAGE, key, algorithm));

    assertThat(made.mac().length()).isEqualTo(spec.secretLength);
    assertThat(kms.call(VerifyMac.of(MESSAGE, key, algorithm, made.mac())))
        .isEqualTo(new VerifyMac.Result(key, true, algorithm));
    kms.refused(
        KMS_INVALID_MAC, "", () -> kms.call(VerifyMac.of(OTHER, key, algorithm, made.mac())));
    kms.refused(
        DRY_RUN_OPERATION,
        DRY,
        () -> kms.call(new VerifyMac(MESSAGE, key, algorithm, made.mac(), null, true)));
    kms.refused(
        DRY_RUN_OPERATION,
        DRY,
        () -> kms.call(new GenerateMac(MESSAGE, key, algorithm, null, true)));
  }

  @Test
  @DisplayName("KMS-12: a MAC is made and verified by the algorithm of its key")
  void algorithmOfAnotherMacKeyIsRefused() {
    var key = kms.create("HMAC_256", KeyUsage.GENERATE_VERIFY_MAC).arn();
    var mac = kms.call(GenerateMac.of(MESSAGE, key, "HMAC_SHA_256")).mac();
    var text = "Algorithm HMAC_SHA_512 is incompatible with key spec HMAC_256.";

    kms.refused(
        INVALID_KEY_USAGE, text, () -> kms.call(GenerateMac.of(MESSAGE, key, "HMAC_SHA_512")));
    kms.refused(
        INVALID_KEY_USAGE, text, () -> kms.call(VerifyMac.of(MESSAGE, key, "HMAC_SHA_512", mac)));
  }

  private Verify.Result verify(
      String key, SecretValue message, String type, Blob signature, String algorithm) {
    return kms.call(Verify.of(key, message, signature, algorithm).withMessageType(type));
  }
}

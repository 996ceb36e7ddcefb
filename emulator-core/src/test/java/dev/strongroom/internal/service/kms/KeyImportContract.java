package dev.strongroom.internal.service.kms;

import static dev.strongroom.api.ErrorCode.EXPIRED_IMPORT_TOKEN;
import static dev.strongroom.api.ErrorCode.INCORRECT_KEY_MATERIAL;
import static dev.strongroom.api.ErrorCode.INVALID_CIPHERTEXT;
import static dev.strongroom.api.ErrorCode.INVALID_IMPORT_TOKEN;
import static dev.strongroom.api.ErrorCode.KMS_INVALID_STATE;
import static dev.strongroom.api.ErrorCode.UNSUPPORTED_OPERATION;
import static dev.strongroom.api.ErrorCode.VALIDATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.kms.Blob;
import dev.strongroom.api.kms.CancelKeyDeletion;
import dev.strongroom.api.kms.CreateKey;
import dev.strongroom.api.kms.DeleteImportedKeyMaterial;
import dev.strongroom.api.kms.DisableKey;
import dev.strongroom.api.kms.DisableKeyRotation;
import dev.strongroom.api.kms.EnableKey;
import dev.strongroom.api.kms.EnableKeyRotation;
import dev.strongroom.api.kms.GenerateMac;
import dev.strongroom.api.kms.GetKeyRotationStatus;
import dev.strongroom.api.kms.GetParametersForImport;
import dev.strongroom.api.kms.GetPublicKey;
import dev.strongroom.api.kms.ImportKeyMaterial;
import dev.strongroom.api.kms.RotateKeyOnDemand;
import dev.strongroom.api.kms.ScheduleKeyDeletion;
import dev.strongroom.api.kms.Sign;
import dev.strongroom.internal.time.Ids;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Key material that a caller brings: wrapped, imported and refused. */
@GeneratesRsaKeys
abstract class KeyImportContract extends KeyImportFixture {

  private static final String AES = "RSA_AES_KEY_WRAP_SHA_256";

  @Test
  @DisplayName("KR-18: a key of origin EXTERNAL waits for its material, which enables it")
  void importEnablesTheKey() {
    var created = kms.call(CreateKey.DEFAULT.withOrigin("EXTERNAL")).keyMetadata();
    var key = created.arn();

    kms.refused(KMS_INVALID_STATE, key + " is pending import.", () -> encrypt(key));
    var imported = importing(key, material(1));

    assertThat(created.keyState()).isEqualTo("PendingImport");
    assertThat(created.enabled()).isFalse();
    assertThat(created.origin()).isEqualTo("EXTERNAL");
    assertThat(created.currentKeyMaterialId()).isNull();
    assertThat(imported.keyId()).isEqualTo(key);
    assertThat(imported.keyMaterialId()).matches("[0-9a-f]{64}");
    var described = describe(key);
    assertThat(described.keyState()).isEqualTo("Enabled");
    assertThat(described.expirationModel()).isEqualTo("KEY_MATERIAL_DOES_NOT_EXPIRE");
    assertThat(described.validTo()).isNull();
    assertThat(described.currentKeyMaterialId()).isEqualTo(imported.keyMaterialId());
    assertThat(decrypt(encrypt(key))).isEqualTo(DATA);
  }

  @ParameterizedTest(name = "KR-18: {0}")
  @ValueSource(
      strings = {
        "RSAES_OAEP_SHA_1",
        "RSAES_OAEP_SHA_256",
        "RSA_AES_KEY_WRAP_SHA_1",
        "RSA_AES_KEY_WRAP_SHA_256"
      })
  void materialIsUnwrappedByItsAlgorithm(String algorithm) {
    var key = external("HMAC_256", KeyUsage.GENERATE_VERIFY_MAC);
    var material = material(9);

    kms.call(new Wrapper(kms, key, algorithm).request(material));

    assertThat(kms.call(GenerateMac.of(DATA, key, "HMAC_SHA_256")).mac().bytes())
        .isEqualTo(Jca.mac("HmacSHA256", material, DATA.bytes()));
  }

  @ParameterizedTest(name = "KR-18: {0}")
  @CsvSource({
    "RSA_2048, RSASSA_PSS_SHA_256",
    "ECC_NIST_P256, ECDSA_SHA_256",
    "ECC_NIST_P384, ECDSA_SHA_384",
    "ECC_NIST_P521, ECDSA_SHA_512",
    "ECC_SECG_P256K1, ECDSA_SHA_256",
    "ECC_NIST_EDWARDS25519, ED25519_SHA_512",
    "ML_DSA_44, ML_DSA_SHAKE_256",
  })
  void importedPrivateKeySigns(KeySpec spec, String algorithm) {
    var pair = KeyPairs.generate(spec, new DrawnRandom(Ids.seeded(5)));
    var key = external(spec.name(), KeyUsage.SIGN_VERIFY);

    kms.call(new Wrapper(kms, key, AES).request(pair.getPrivate().getEncoded()));

    assertThat(kms.call(new GetPublicKey(key, null)).publicKey())
        .isEqualTo(Blob.of(pair.getPublic().getEncoded()));
    assertThat(kms.call(Sign.of(key, DATA, algorithm)).signature().length()).isPositive();
  }

  static Stream<Arguments> unfit() {
    return Stream.of(
        Arguments.of("SYMMETRIC_DEFAULT", KeyUsage.ENCRYPT_DECRYPT, new byte[31]),
        Arguments.of("HMAC_512", KeyUsage.GENERATE_VERIFY_MAC, new byte[32]),
        Arguments.of("ECC_NIST_P256", KeyUsage.SIGN_VERIFY, new byte[32]),
        Arguments.of("ECC_NIST_P256", KeyUsage.SIGN_VERIFY, privateKey(KeySpec.ECC_NIST_P384)),
        Arguments.of("ECC_NIST_P256", KeyUsage.SIGN_VERIFY, privateKey(KeySpec.ECC_SECG_P256K1)),
        Arguments.of("RSA_3072", KeyUsage.SIGN_VERIFY, privateKey(KeySpec.RSA_2048)),
        Arguments.of("ML_DSA_44", KeyUsage.SIGN_VERIFY, privateKey(KeySpec.ML_DSA_65)));
  }

  private static byte[] privateKey(KeySpec spec) {
    return KeyPairs.generate(spec, new DrawnRandom(Ids.seeded(6))).getPrivate().getEncoded();
  }

  @ParameterizedTest(name = "KR-18: {0} takes no other material")
  @MethodSource("unfit")
  void materialMustFitTheKey(String spec, KeyUsage usage, byte[] material) {
    var key = external(spec, usage);
    var request = new Wrapper(kms, key, AES).request(material);

    kms.refused(INCORRECT_KEY_MATERIAL, "", () -> kms.call(request));
  }

  @Test
  @DisplayName("KR-18: material wrapped by another key or algorithm is an invalid ciphertext")
  void materialMustBeWrappedAsAnnounced() {
    var key = external();
    var wrapper = new Wrapper(kms, key, OAEP);
    var token = wrapper.parameters().importToken();

    for (var other : new String[] {OAEP, "RSAES_OAEP_SHA_1", AES}) {
      var wrapped = new Wrapper(kms, key, other).wrap(material(1));
      kms.refused(
          INVALID_CIPHERTEXT, "", () -> kms.call(ImportKeyMaterial.of(key, token, wrapped)));
    }
    var short_ = Blob.of(new byte[256]);
    var aes = new Wrapper(kms, key, AES).parameters().importToken();
    kms.refused(INVALID_CIPHERTEXT, "", () -> kms.call(ImportKeyMaterial.of(key, aes, short_)));
  }

  @Test
  @DisplayName("KR-18: an import token is for its key, unaltered, and good for 24 hours")
  void tokenIsForItsKeyAndItsTime() {
    var key = external();
    var other = external();
    var wrapper = new Wrapper(kms, key, OAEP);
    var token = wrapper.parameters().importToken();
    var wrapped = wrapper.wrap(material(1));
    var altered = token.bytes();
    altered[20] ^= 1;

    kms.refused(
        INVALID_IMPORT_TOKEN, "", () -> kms.call(ImportKeyMaterial.of(other, token, wrapped)));
    for (var bad : List.of(altered, new byte[1], new byte[100])) {
      kms.refused(
          INVALID_IMPORT_TOKEN,
          "",
          () -> kms.call(ImportKeyMaterial.of(key, Blob.of(bad), wrapped)));
    }
    kms.advance(Duration.ofHours(24).minusMillis(1));
    var before = kms.snapshot();
    kms.call(wrapper.request(material(1)));
    kms.restore(before);
    kms.advance(Duration.ofMillis(1));
    kms.refused(EXPIRED_IMPORT_TOKEN, "", () -> kms.call(wrapper.request(material(1))));
    assertThat(wrapper.parameters().parametersValidTo()).isEqualTo(kms.now());
  }

  @Test
  @DisplayName("KR-18: the expiry must fit the expiration model, and lie in the coming 365 days")
  void expiryMustFit() {
    var request = new Wrapper(kms, external(), OAEP).request(material(1));
    var future = "The validTo date must be in the future, at most 365 days away";

    kms.refused(
        VALIDATION,
        "A validTo date must be set if the ExpirationModel is KEY_MATERIAL_EXPIRES",
        () -> kms.call(request.withValidTo(null)));
    kms.refused(VALIDATION, future, () -> kms.call(request.withValidTo(kms.now())));
    kms.refused(
        VALIDATION,
        future,
        () -> kms.call(request.withValidTo(kms.now().plus(Duration.ofDays(365)).plusMillis(1))));
  }

  static Stream<Arguments> wrongOrigin() {
    var blob = Blob.of(new byte[4]);
    return Stream.of(
        Arguments.of("AWS_KMS", of(key -> new GetParametersForImport(key, OAEP, "RSA_2048"))),
        Arguments.of("AWS_KMS", of(key -> ImportKeyMaterial.of(key, blob, blob))),
        Arguments.of("AWS_KMS", of(key -> new DeleteImportedKeyMaterial(key, null))),
        Arguments.of("EXTERNAL", of(key -> new EnableKeyRotation(key, null))),
        Arguments.of("EXTERNAL", of(DisableKeyRotation::new)));
  }

  @ParameterizedTest(name = "KR-18: a key of origin {0}")
  @MethodSource("wrongOrigin")
  void keyOfAnotherOriginIsRefused(String origin, KeyRequest request) {
    var key = kms.call(CreateKey.DEFAULT.withOrigin(origin)).keyMetadata().arn();

    kms.refused(
        UNSUPPORTED_OPERATION,
        key + " origin is " + origin + " which is not valid for this operation.",
        () -> call(request.on(key)));
  }

  static Stream<Arguments> refusedBeforeImport() {
    return Stream.of(
        Arguments.of(of(EnableKey::new)),
        Arguments.of(of(DisableKey::new)),
        Arguments.of(of(RotateKeyOnDemand::new)),
        Arguments.of(of(key -> new GetPublicKey(key, null))));
  }

  @ParameterizedTest
  @MethodSource("refusedBeforeImport")
  @DisplayName("KR-18: what a key that is pending import refuses")
  void pendingImportRefuses(KeyRequest request) {
    var key = external();

    kms.refused(KMS_INVALID_STATE, key + " is pending import.", () -> call(request.on(key)));
  }

  @Test
  void deletionOfAKeyWithoutMaterialIsTakenBack() {
    var key = external();
    kms.call(new ScheduleKeyDeletion(key, 7));
    var parameters = new GetParametersForImport(key, OAEP, "RSA_2048");
    kms.refused(KMS_INVALID_STATE, key + " is pending deletion.", () -> kms.call(parameters));

    kms.call(new CancelKeyDeletion(key));

    assertThat(describe(key).keyState()).isEqualTo("PendingImport");
    assertThat(kms.call(new GetKeyRotationStatus(key)).keyRotationEnabled()).isFalse();
  }

  @ParameterizedTest(name = "{0} with {1}")
  @CsvSource({"RSAES_PKCS1_V1_5, RSA_2048", "SM2PKE, SM2", "RSAES_OAEP_SHA_256, SM2"})
  @DisplayName("KR-18: a wrapping that AWS no longer takes, or takes in China only")
  void wrappingThatIsNotSupportedIsRefused(String algorithm, String spec) {
    var key = external();

    kms.refused(
        UNSUPPORTED_OPERATION,
        "",
        () -> kms.call(new GetParametersForImport(key, algorithm, spec)));
  }
}

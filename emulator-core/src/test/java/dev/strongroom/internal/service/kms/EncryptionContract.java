package dev.strongroom.internal.service.kms;

import static dev.strongroom.api.ErrorCode.DISABLED;
import static dev.strongroom.api.ErrorCode.DRY_RUN_OPERATION;
import static dev.strongroom.api.ErrorCode.INCORRECT_KEY;
import static dev.strongroom.api.ErrorCode.INVALID_CIPHERTEXT;
import static dev.strongroom.api.ErrorCode.INVALID_KEY_USAGE;
import static dev.strongroom.api.ErrorCode.UNSUPPORTED_OPERATION;
import static dev.strongroom.api.ErrorCode.VALIDATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.SecretValue;
import dev.strongroom.api.kms.Blob;
import dev.strongroom.api.kms.Decrypt;
import dev.strongroom.api.kms.DisableKey;
import dev.strongroom.api.kms.Encrypt;
import dev.strongroom.api.kms.GenerateDataKey;
import dev.strongroom.api.kms.GenerateDataKeyPair;
import dev.strongroom.api.kms.GenerateDataKeyPairWithoutPlaintext;
import dev.strongroom.api.kms.GenerateDataKeyWithoutPlaintext;
import dev.strongroom.api.kms.GenerateRandom;
import dev.strongroom.api.kms.ReEncrypt;
import dev.strongroom.api.kms.RotateKeyOnDemand;
import dev.strongroom.api.kms.Sign;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Encrypt, Decrypt, ReEncrypt, data keys and random bytes. */
abstract class EncryptionContract extends KmsContract {

  private static final SecretValue PLAINTEXT = SecretValue.ofBinary(new byte[] {1, 2, 3});
  private static final Map<String, String> CONTEXT = Map.of("a", "1", "b", "2");
  private static final String WRONG_KEY =
      "The key ID in the request does not identify a CMK that can perform this operation.";
  private static final String DRY =
      "The request would have succeeded, but the DryRun option is set.";

  private final String key = kms.create();

  @ParameterizedTest(name = "{0} bytes")
  @ValueSource(ints = {1, 32, 4096})
  @DisplayName("KR-16: a ciphertext opens without naming its key, and names its material")
  void ciphertextOpensWithoutNamingItsKey(int length) {
    var plaintext = SecretValue.ofBinary(new byte[length]);

    var encrypted = kms.call(Encrypt.of(key, plaintext).withEncryptionContext(CONTEXT));
    var decrypted = decrypt(encrypted.ciphertextBlob(), null, CONTEXT);

    assertThat(encrypted.keyId()).isEqualTo(key); // KMS-14
    assertThat(encrypted.encryptionAlgorithm()).isEqualTo("SYMMETRIC_DEFAULT");
    assertThat(encrypted.ciphertextBlob().length()).isBetween(length + 69, 6144);
    assertThat(decrypted)
        .isEqualTo(
            new Decrypt.Result(key, plaintext, "SYMMETRIC_DEFAULT", kms.key(key).material().id()));
  }

  @Test
  @DisplayName("KMS-12: every byte of a ciphertext counts")
  void tamperedCiphertextIsRefusedWhereverItWasTouched() {
    var bytes = encrypt(CONTEXT).bytes();

    for (int i = 0; i < bytes.length; i++) {
      for (int bit : new int[] {1, 0x80}) {
        var tampered = bytes.clone();
        tampered[i] ^= (byte) bit;
        for (var keyId : new String[] {null, key}) {
          kms.refused(INVALID_CIPHERTEXT, "", () -> decrypt(Blob.of(tampered), keyId, CONTEXT));
        }
      }
      var shortened = Arrays.copyOf(bytes, Math.max(1, i)); // the model refuses an empty one
      kms.refused(INVALID_CIPHERTEXT, "", () -> decrypt(Blob.of(shortened), null, CONTEXT));
    }
  }

  @Test
  @DisplayName("KMS-15: the context is an exact, case-sensitive map without order")
  void contextMustBeTheSame() {
    var ciphertext = encrypt(CONTEXT);
    var reversed = new LinkedHashMap<>(Map.of("b", "2"));
    reversed.put("a", "1");

    assertThat(decrypt(ciphertext, null, reversed).plaintext()).isEqualTo(PLAINTEXT);
    for (var wrong :
        List.of(
            Map.<String, String>of(),
            Map.of("a", "1"),
            Map.of("a", "1", "b", "2", "c", "3"),
            Map.of("A", "1", "b", "2"),
            Map.of("a", "2", "b", "1"))) {
      kms.refused(INVALID_CIPHERTEXT, "", () -> decrypt(ciphertext, null, wrong));
    }
  }

  @Test
  @DisplayName("KMS-12: a ciphertext of another key, told before that key's usage")
  void wrongKeyIsRefused() {
    var ciphertext = encrypt(CONTEXT);
    var mac = kms.create("HMAC_256", KeyUsage.GENERATE_VERIFY_MAC).arn();
    var other = kms.create();

    kms.refused(INCORRECT_KEY, WRONG_KEY, () -> decrypt(ciphertext, other, CONTEXT));
    kms.refused(INCORRECT_KEY, WRONG_KEY, () -> decrypt(ciphertext, mac, CONTEXT));
  }

  @Test
  void ciphertextOutlivesRotationAndRestore() {
    var before = kms.snapshot();
    var ciphertext = encrypt(CONTEXT);
    var first = kms.key(key).material().id();

    kms.call(new RotateKeyOnDemand(key));

    assertThat(decrypt(ciphertext, null, CONTEXT).keyMaterialId()).isEqualTo(first);
    var later = encrypt(CONTEXT);
    assertThat(decrypt(later, null, CONTEXT).keyMaterialId())
        .isEqualTo(kms.key(key).material().id())
        .isNotEqualTo(first);
    kms.restore(before); // to a state whose key never had the second material
    assertThat(decrypt(ciphertext, key, CONTEXT).plaintext()).isEqualTo(PLAINTEXT);
    kms.refused(INVALID_CIPHERTEXT, "", () -> decrypt(later, null, CONTEXT));
  }

  @ParameterizedTest(name = "KMS-12: {0} takes {1} bytes with SHA-1, {2} with SHA-256")
  @CsvSource({"RSA_3072, 342, 318", "RSA_4096, 470, 446"})
  @GeneratesRsaKeys
  @Tag("thorough")
  void longRsaKeyEncryptsUpToItsLimit(String spec, int withSha1, int withSha256) {
    rsaEncryptsUpToItsLimit(spec, withSha1, withSha256);
  }

  @ParameterizedTest(name = "KMS-12: {0} takes {1} bytes with SHA-1, {2} with SHA-256")
  @CsvSource("RSA_2048, 214, 190")
  @GeneratesRsaKeys
  void rsaEncryptsUpToItsLimit(String spec, int withSha1, int withSha256) {
    var rsa = kms.create(spec, KeyUsage.ENCRYPT_DECRYPT).arn();

    rsaEncryptsUpTo(withSha1, rsa, spec, "RSAES_OAEP_SHA_1");
    rsaEncryptsUpTo(withSha256, rsa, spec, "RSAES_OAEP_SHA_256");
  }

  private void rsaEncryptsUpTo(int limit, String rsa, String spec, String algorithm) {
    var greatest = SecretValue.ofBinary(new byte[limit]);
    var tooMuch = SecretValue.ofBinary(new byte[limit + 1]);

    var sealed = kms.call(Encrypt.of(rsa, greatest).withEncryptionAlgorithm(algorithm));

    assertThat(kms.call(rsaDecrypt(sealed.ciphertextBlob(), rsa, algorithm)))
        .isEqualTo(new Decrypt.Result(rsa, greatest, algorithm, null));
    kms.refused(
        VALIDATION,
        "Algorithm %s and key spec %s cannot encrypt data larger than %s bytes."
            .formatted(algorithm, spec, limit),
        () -> kms.call(Encrypt.of(rsa, tooMuch).withEncryptionAlgorithm(algorithm)));
    var tampered = sealed.ciphertextBlob().bytes();
    tampered[tampered.length - 1] ^= 1;
    for (var bad : new byte[][] {tampered, new byte[7]}) {
      kms.refused(INVALID_CIPHERTEXT, "", () -> kms.call(rsaDecrypt(Blob.of(bad), rsa, algorithm)));
    }
  }

  @Test
  @GeneratesRsaKeys
  void rsaKeyIsUsedByItsOwnRules() {
    var algorithm = "RSAES_OAEP_SHA_256";
    var rsa = kms.create("RSA_2048", KeyUsage.ENCRYPT_DECRYPT).arn();
    var sealed = kms.call(Encrypt.of(rsa, PLAINTEXT).withEncryptionAlgorithm(algorithm));

    kms.refused(
        VALIDATION,
        "You must specify the key that the ciphertext was encrypted under.",
        () -> kms.call(rsaDecrypt(sealed.ciphertextBlob(), null, algorithm)));
    kms.refused(
        VALIDATION,
        "An asymmetric KMS key takes no encryption context.",
        () ->
            kms.call(
                Encrypt.of(rsa, PLAINTEXT)
                    .withEncryptionContext(CONTEXT)
                    .withEncryptionAlgorithm(algorithm)));
    kms.refused(
        INVALID_KEY_USAGE,
        "Algorithm SYMMETRIC_DEFAULT is incompatible with key spec RSA_2048.",
        () -> kms.call(Encrypt.of(rsa, PLAINTEXT)));
  }

  @Test
  @DisplayName("KR-10: an RSA key generates no data keys; its state comes first")
  @GeneratesRsaKeys
  void rsaKeyGeneratesNoDataKeys() {
    var rsa = kms.create("RSA_2048", KeyUsage.ENCRYPT_DECRYPT).arn();
    var request = GenerateDataKey.of(rsa).withKeySpec("AES_256");

    kms.refused(
        INVALID_KEY_USAGE,
        "You cannot generate a data key with an asymmetric CMK",
        () -> kms.call(request));
    kms.call(new DisableKey(rsa));
    kms.refused(DISABLED, rsa + " is disabled.", () -> kms.call(request));
  }

  private static Decrypt rsaDecrypt(Blob ciphertext, String keyId, String algorithm) {
    return Decrypt.of(ciphertext).withKeyId(keyId).withEncryptionAlgorithm(algorithm);
  }

  @Test
  @DisplayName("KR-5: the usage is checked before the state, the state before the algorithm")
  void usageComesBeforeTheState() {
    var signing = kms.create("ECC_NIST_P256", KeyUsage.SIGN_VERIFY).arn();
    kms.call(new DisableKey(signing));

    kms.refused(
        INVALID_KEY_USAGE,
        signing + " key usage is SIGN_VERIFY which is not valid for Encrypt.",
        () -> kms.call(Encrypt.of(signing, PLAINTEXT)));
    kms.refused(
        DISABLED,
        signing + " is disabled.",
        () -> kms.call(Sign.of(signing, PLAINTEXT, "ECDSA_SHA_384")));
  }

  @Test
  @DisplayName("KMS-12: wrong usage")
  void keyOfAnotherUsageIsRefused() {
    var signing = kms.create("ECC_NIST_P256", KeyUsage.SIGN_VERIFY).arn();

    kms.refused(
        INVALID_KEY_USAGE,
        signing + " key usage is SIGN_VERIFY which is not valid for Encrypt.",
        () -> kms.call(Encrypt.of(signing, PLAINTEXT)));
    kms.refused(
        INVALID_KEY_USAGE,
        signing + " key usage is SIGN_VERIFY which is not valid for GenerateDataKey.",
        () -> kms.call(GenerateDataKey.of(signing).withNumberOfBytes(32)));
    kms.refused(
        INVALID_KEY_USAGE,
        signing
            + " key usage is SIGN_VERIFY which is not valid for GenerateDataKeyWithoutPlaintext.",
        () -> kms.call(GenerateDataKeyWithoutPlaintext.of(signing).withNumberOfBytes(32)));
  }

  @Test
  @DisplayName("KMS-12: a damaged ciphertext is told before the state of its key")
  void damageComesBeforeTheState() {
    var damaged = encrypt(CONTEXT).bytes();
    damaged[damaged.length / 2] ^= 1;
    var sound = encrypt(CONTEXT);
    kms.call(new DisableKey(key));

    kms.refused(INVALID_CIPHERTEXT, "", () -> decrypt(Blob.of(damaged), null, CONTEXT));
    kms.refused(DISABLED, key + " is disabled.", () -> decrypt(sound, null, CONTEXT));
  }

  @Test
  void reEncryptionMovesTheContentToAnotherKeyAndContext() {
    var ciphertext = encrypt(CONTEXT);
    var second = kms.create();
    var other = Map.of("c", "3");

    var moved = kms.call(reEncrypt(ciphertext, CONTEXT, null, second, other, null));

    assertThat(moved)
        .isEqualTo(
            new ReEncrypt.Result(
                moved.ciphertextBlob(),
                key,
                second,
                "SYMMETRIC_DEFAULT",
                "SYMMETRIC_DEFAULT",
                kms.key(key).material().id(),
                kms.key(second).material().id()));
    assertThat(decrypt(moved.ciphertextBlob(), second, other).plaintext()).isEqualTo(PLAINTEXT);
    kms.refused(
        INCORRECT_KEY,
        WRONG_KEY,
        () -> kms.call(reEncrypt(ciphertext, CONTEXT, second, second, other, null)));
    kms.refused(
        DRY_RUN_OPERATION,
        DRY,
        () -> kms.call(reEncrypt(ciphertext, CONTEXT, null, second, other, true)));
    kms.call(new DisableKey(second));
    kms.refused(
        DISABLED,
        second + " is disabled.",
        () -> kms.call(reEncrypt(ciphertext, CONTEXT, null, second, other, null)));
  }

  private static ReEncrypt reEncrypt(
      Blob ciphertext,
      Map<String, String> context,
      String source,
      String destination,
      Map<String, String> newContext,
      Boolean dryRun) {
    return ReEncrypt.of(ciphertext, destination)
        .withSourceEncryptionContext(context)
        .withSourceKeyId(source)
        .withDestinationEncryptionContext(newContext)
        .withDryRun(dryRun);
  }

  @Test
  @DisplayName("KMS-12: DryRun checks everything and does nothing")
  void dryRun() {
    var ciphertext = encrypt(CONTEXT);

    kms.refused(
        DRY_RUN_OPERATION, DRY, () -> kms.call(Encrypt.of(key, PLAINTEXT).withDryRun(true)));
    kms.refused(
        DRY_RUN_OPERATION,
        DRY,
        () -> kms.call(GenerateDataKey.of(key).withNumberOfBytes(32).withDryRun(true)));
    kms.refused(
        DRY_RUN_OPERATION,
        DRY,
        () -> kms.call(Decrypt.of(ciphertext).withEncryptionContext(CONTEXT).withDryRun(true)));
    kms.refused(INVALID_CIPHERTEXT, "", () -> kms.call(Decrypt.of(ciphertext).withDryRun(true)));
    kms.refused(
        DRY_RUN_OPERATION,
        DRY,
        () ->
            kms.call(new Decrypt(null, null, null, key, null, true, List.of("IGNORE_CIPHERTEXT"))));
    kms.refused(
        VALIDATION,
        "1 validation error detected: Value null at 'ciphertextBlob' failed to satisfy constraint: Member must not be null",
        () -> kms.call(new Decrypt(null, null, null, key, null, true, null)));
  }

  @ParameterizedTest(name = "{0}, {1} bytes")
  @CsvSource({"AES_128, , 16", "AES_256, , 32", ", 1, 1", ", 1024, 1024"})
  void dataKeyComesPlainAndEncrypted(String spec, Integer bytes, int length) {
    var dataKey =
        kms.call(
            GenerateDataKey.of(key)
                .withEncryptionContext(CONTEXT)
                .withNumberOfBytes(bytes)
                .withKeySpec(spec));
    var blind =
        kms.call(
            GenerateDataKeyWithoutPlaintext.of(key)
                .withEncryptionContext(CONTEXT)
                .withKeySpec(spec)
                .withNumberOfBytes(bytes));

    assertThat(dataKey.plaintext().length()).isEqualTo(length);
    assertThat(decrypt(dataKey.ciphertextBlob(), null, CONTEXT).plaintext())
        .isEqualTo(dataKey.plaintext());
    assertThat(decrypt(blind.ciphertextBlob(), null, CONTEXT).plaintext().length())
        .isEqualTo(length);
    assertThat(List.of(dataKey.keyId(), blind.keyId())).containsOnly(key);
    assertThat(List.of(dataKey.keyMaterialId(), blind.keyMaterialId()))
        .containsOnly(kms.key(key).material().id());
  }

  @ParameterizedTest(name = "KeySpec {0}, NumberOfBytes {1}")
  @CsvSource({"AES_256, 32", ","})
  void dataKeyNeedsOneLength(String spec, Integer bytes) {
    kms.refused(
        VALIDATION,
        "Please specify either number of bytes or key spec.",
        () -> kms.call(GenerateDataKey.of(key).withNumberOfBytes(bytes).withKeySpec(spec)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA_2048", "ECC_NIST_P384", "ECC_SECG_P256K1", "ECC_NIST_EDWARDS25519"})
  @GeneratesRsaKeys
  void dataKeyPairComesPlainAndEncrypted(String spec) {
    var pair = kms.call(GenerateDataKeyPair.of(key, spec).withEncryptionContext(CONTEXT));
    var blind =
        kms.call(GenerateDataKeyPairWithoutPlaintext.of(key, spec).withEncryptionContext(CONTEXT));

    assertThat(decrypt(pair.privateKeyCiphertextBlob(), null, CONTEXT).plaintext())
        .isEqualTo(pair.privateKeyPlaintext());
    assertThat(KeyPairs.publicKey(KeySpec.valueOf(spec), pair.publicKey()).getEncoded())
        .isEqualTo(pair.publicKey().bytes());
    assertThat(pair.publicKey()).isNotEqualTo(blind.publicKey());
    assertThat(List.of(pair.keyPairSpec(), blind.keyPairSpec())).containsOnly(spec);
    assertThat(List.of(pair.keyId(), blind.keyId())).containsOnly(key);
  }

  @Test
  void dataKeyPairThatIsNotEmulatedIsRefusedByName() {
    kms.refused(
        UNSUPPORTED_OPERATION,
        "Strongroom doesn't emulate keys of spec SM2.",
        () -> kms.call(GenerateDataKeyPair.of(key, "SM2")));
  }

  @Test
  @DisplayName("KMS-11: random bytes")
  void randomBytes() {
    assertThat(kms.call(new GenerateRandom(1024)).plaintext().length()).isEqualTo(1024);
    kms.refused(VALIDATION, "NumberOfBytes is required.", () -> kms.call(new GenerateRandom(null)));
  }

  private Blob encrypt(Map<String, String> context) {
    return kms.call(Encrypt.of(key, PLAINTEXT).withEncryptionContext(context)).ciphertextBlob();
  }

  private Decrypt.Result decrypt(Blob ciphertext, String keyId, Map<String, String> context) {
    return kms.call(Decrypt.of(ciphertext).withEncryptionContext(context).withKeyId(keyId));
  }
}

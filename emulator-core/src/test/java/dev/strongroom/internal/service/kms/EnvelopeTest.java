package dev.strongroom.internal.service.kms;

import static dev.strongroom.api.ErrorCode.ACCESS_DENIED;
import static dev.strongroom.api.ErrorCode.DECRYPTION_FAILURE;
import static dev.strongroom.api.ErrorCode.ENCRYPTION_FAILURE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.kms.DisableKey;
import dev.strongroom.api.kms.RotateKeyOnDemand;
import dev.strongroom.api.kms.ScheduleKeyDeletion;
import dev.strongroom.internal.service.kms.Envelope.Keyring;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Envelope encryption of secret values (KMS-1 to KMS-8). */
class EnvelopeTest {

  private static final Map<String, String> CONTEXT = Envelope.context("arn:secret", "version-1");
  private static final SecretValue VALUE = SecretValue.ofText("p\u00e4ssword");

  private final KmsDoor kms = new KmsDoor();
  private final String keyArn = kms.create();
  private final Keyring keyring =
      arn -> kms.keys.find(KeyId.parse(arn, false, kms.caller), kms.now);

  static Stream<SecretValue> values() {
    return Stream.of(
        VALUE,
        SecretValue.ofText("x".repeat(65536)),
        SecretValue.ofBinary(new byte[] {0}),
        SecretValue.ofBinary(new byte[65536]));
  }

  @ParameterizedTest(name = "KMS-1: {0}")
  @MethodSource("values")
  void valueComesBackWithItsKind(SecretValue value) {
    var sealed = seal(value);

    assertThat(open(sealed)).isEqualTo(value);
    assertThat(sealed.keyIds()).containsExactly(keyArn);
  }

  @Test
  @DisplayName("KMS-1: each version has a data key of its own")
  void equalValuesAreSealedDifferently() {
    assertThat(seal(VALUE)).isNotEqualTo(seal(VALUE));
  }

  @Test
  void sealedValueIsComparedByContentAndTellsNone() {
    var sealed = seal(VALUE);

    assertThat(new Sealed(sealed.nonce(), sealed.ciphertext(), sealed.wrappings()))
        .isEqualTo(sealed)
        .hasSameHashCodeAs(sealed);
    assertThat(sealed.toString()).doesNotContain("ssword");
  }

  @Test
  @DisplayName("KMS-1: a value of another version or secret can't be opened")
  void contextIsPartOfTheSeal() {
    var sealed = seal(VALUE);

    refused(
        DECRYPTION_FAILURE,
        "Secrets Manager can't decrypt the secret value: ",
        "InvalidCiphertextException",
        () -> Envelope.open(keyring, Envelope.context("arn:secret", "version-2"), sealed, kms.ids));
  }

  @Test
  @DisplayName("KMS-3: after re-wrapping either key opens the value")
  void eitherKeyOpensARewrappedValue() {
    var second = kms.create();
    var rewrapped = Envelope.rewrap(keyring, kms.key(second), CONTEXT, seal(VALUE), kms.ids);

    for (var disabled : new String[] {keyArn, second}) {
      var enabled = kms.keys;
      kms.call(new DisableKey(disabled));

      assertThat(open(rewrapped)).isEqualTo(VALUE);
      kms.keys = enabled;
    }
    assertThat(rewrapped.keyIds()).containsExactly(keyArn, second);
  }

  @Test
  @DisplayName("KMS-3: without Decrypt on the old or Encrypt on the new key nothing is re-wrapped")
  void rewrappingThatIsDeniedLeavesTheValue() {
    var sealed = seal(VALUE);
    var second = kms.key(kms.create());
    Keyring denied =
        arn -> {
          throw ACCESS_DENIED.error("Access to KMS is not allowed");
        };

    assertThat(Envelope.rewrap(denied, second, CONTEXT, sealed, kms.ids)).isSameAs(sealed);
    kms.call(new DisableKey(second.arn().toString()));
    assertThat(Envelope.rewrap(keyring, kms.key(second.arn().toString()), CONTEXT, sealed, kms.ids))
        .isSameAs(sealed);
  }

  @Test
  @DisplayName("KMS-3: going back to an earlier key keeps one wrapping of each")
  void rewrappingUnderTheSameKeyReplaces() {
    var second = kms.key(kms.create());
    var sealed = Envelope.rewrap(keyring, second, CONTEXT, seal(VALUE), kms.ids);

    var back = Envelope.rewrap(keyring, kms.key(keyArn), CONTEXT, sealed, kms.ids);

    assertThat(back.keyIds()).containsExactly(second.arn().toString(), keyArn);
    assertThat(open(back)).isEqualTo(VALUE);
  }

  @Test
  void valueOutlivesTheRotationOfItsKey() {
    var sealed = seal(VALUE);

    kms.call(new RotateKeyOnDemand(keyArn));

    assertThat(open(sealed)).isEqualTo(VALUE);
  }

  static Stream<Arguments> states() {
    return Stream.of(
        Arguments.of("KMS-8 disabled", "%s is disabled.", "DisabledException", Duration.ZERO),
        Arguments.of(
            "KMS-8 pending deletion",
            "%s is pending deletion.",
            "KMSInvalidStateException",
            Duration.ZERO),
        Arguments.of(
            "KMS-8 deleted", "Key '%s' does not exist", "NotFoundException", Duration.ofDays(7)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("states")
  void keyThatCannotBeUsedFailsReads(String rule, String text, String error, Duration later) {
    var sealed = seal(VALUE);
    breakKey(error, later);

    refused(
        DECRYPTION_FAILURE,
        "Secrets Manager can't decrypt the secret value: " + text.formatted(keyArn),
        error,
        () -> open(sealed));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("states")
  void keyThatCannotBeUsedFailsWrites(String rule, String text, String error, Duration later) {
    breakKey(error, later);

    refused(
        ENCRYPTION_FAILURE,
        "Secrets Manager can't encrypt the secret value: " + text.formatted(keyArn),
        error,
        () -> {
          var key = keyring.find(keyArn);
          if (key == null) {
            throw Envelope.encryptionFailure(
                KeyId.parse(keyArn, false, kms.caller).absent(), kms.ids);
          }
          Envelope.seal(key, CONTEXT, VALUE, kms.ids);
        });
  }

  private void breakKey(String error, Duration later) {
    if (error.equals("DisabledException")) {
      kms.call(new DisableKey(keyArn));
    } else {
      kms.call(new ScheduleKeyDeletion(keyArn, 7));
    }
    kms.advance(later);
  }

  @Test
  @DisplayName("KMS-7: an asymmetric key can't protect a secret")
  void asymmetricKeyIsRefused() {
    var key = kms.key(kms.create("ECC_NIST_P256", KeyUsage.SIGN_VERIFY).arn());

    refused(
        ENCRYPTION_FAILURE,
        "Secrets Manager can't encrypt the secret value: Cannot generate a data key with an asymmetric KMS key",
        "InvalidKeyUsageException",
        () -> Envelope.seal(key, CONTEXT, VALUE, kms.ids));
  }

  @Test
  @DisplayName("KMS-7: no more can a key for HMACs")
  void macKeyIsRefused() {
    var key = kms.key(kms.create("HMAC_256", KeyUsage.GENERATE_VERIFY_MAC).arn());

    refused(
        ENCRYPTION_FAILURE,
        "Secrets Manager can't encrypt the secret value: "
            + key.arn()
            + " key usage is GENERATE_VERIFY_MAC which is not valid for GenerateDataKey.",
        "InvalidKeyUsageException",
        () -> Envelope.seal(key, CONTEXT, VALUE, kms.ids));
  }

  @Test
  @DisplayName("KMS-8: a denied key stays an AccessDeniedException")
  void deniedKeyIsToldAsItIs() {
    var sealed = seal(VALUE);

    var refusal =
        catchThrowableOfType(
            ServiceError.class,
            () ->
                Envelope.open(
                    arn -> {
                      throw ACCESS_DENIED.error("Access to KMS is not allowed");
                    },
                    CONTEXT,
                    sealed,
                    kms.ids));

    assertThat(refusal.code()).isEqualTo(ACCESS_DENIED);
    assertThat(refusal.text()).isEqualTo("Access to KMS is not allowed");
  }

  private Sealed seal(SecretValue value) {
    return Envelope.seal(kms.key(keyArn), CONTEXT, value, kms.ids);
  }

  private SecretValue open(Sealed sealed) {
    return Envelope.open(keyring, CONTEXT, sealed, kms.ids);
  }

  private static void refused(ErrorCode code, String text, String error, ThrowingCallable call) {
    var refusal = catchThrowableOfType(ServiceError.class, call);

    assertThat(refusal.code()).isEqualTo(code);
    assertThat(refusal.text())
        .startsWith(text + " (Service: AWSKMS; Status Code: 400; Error Code: " + error)
        .matches(".*; Request ID: [0-9a-f-]{36}; Proxy: null\\)");
  }
}

package dev.strongroom.internal.service.secretsmanager;

import static dev.strongroom.api.ErrorCode.DECRYPTION_FAILURE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.Request;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.UpdateSecret;
import dev.strongroom.api.kms.CreateKey;
import dev.strongroom.api.kms.DisableKey;
import dev.strongroom.api.kms.RotateKeyOnDemand;
import dev.strongroom.contract.Secrets;
import dev.strongroom.internal.EmulatorInternals;
import dev.strongroom.internal.engine.AccountRegion;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Envelope encryption of secret values (KMS-1, KMS-3); KeyStatesTest has the refusals of KMS. */
class EnvelopeTest {

  private static final AccountRegion HOME = new AccountRegion("123456789012", "us-east-1");

  private final SecretsEmulator aws =
      SecretsEmulator.builder()
          .frozenAt(Instant.parse("2026-01-01T12:00:00Z"))
          .randomSeed(1)
          .build();

  static Stream<SecretValue> values() {
    return Stream.of(
        SecretValue.ofText("p\u00e4ssword"),
        SecretValue.ofText("x".repeat(65536)),
        SecretValue.ofBinary(new byte[] {0}),
        SecretValue.ofBinary(new byte[65536]));
  }

  @ParameterizedTest(name = "KMS-1: {0}")
  @MethodSource("values")
  void valueComesBackWithItsKind(SecretValue value) {
    create("a", value, null);

    assertThat(read("a")).isEqualTo(value);
  }

  @Test
  @DisplayName("KMS-1: each version has a data key of its own")
  void equalValuesAreSealedDifferently() {
    create("a", SecretValue.ofText("same"), null);
    create("b", SecretValue.ofText("same"), null);

    assertThat(sealed("a")).isNotEqualTo(sealed("b"));
    assertThat(sealed("a").wrappings().get(0).dataKey())
        .isNotEqualTo(sealed("b").wrappings().get(0).dataKey());
    assertThat(sealed("a").toString()).doesNotContain("same");
  }

  @Test
  @DisplayName("KMS-1: a value of another version or secret can't be opened")
  void contextIsPartOfTheSeal() {
    create("a", SecretValue.ofText("one"), null);
    create("b", SecretValue.ofText("two"), null);
    var foreign = sealed("b");
    EmulatorInternals.engine(aws)
        .update(
            state -> {
              var secrets = state.in(SecretsManager.SECRETS, HOME);
              var secret = Objects.requireNonNull(secrets.named("a"));
              var versions = secret.versions().rewrapped((id, old) -> foreign);
              return state.with(SecretsManager.SECRETS, HOME, secrets.with(secret.with(versions)));
            });

    var refusal = catchThrowableOfType(ServiceError.class, () -> read("a"));

    assertThat(refusal.code()).isEqualTo(DECRYPTION_FAILURE);
    assertThat(refusal.text())
        .startsWith("Secrets Manager can't decrypt the secret value: ")
        .contains("Error Code: InvalidCiphertextException");
  }

  @Test
  @DisplayName("KMS-3: after re-wrapping either key opens the value")
  void eitherKeyOpensARewrappedValue() {
    var first = key();
    var second = key();
    create("a", SecretValue.ofText("one"), first);
    call(new UpdateSecret("a", Secrets.token(9), null, second, null, null));
    assertThat(sealed("a").keyIds()).containsExactly(first, second);

    for (var disabled : List.of(first, second)) {
      var enabled = aws.snapshot();
      call(new DisableKey(disabled));

      assertThat(read("a")).isEqualTo(SecretValue.ofText("one"));
      aws.restore(enabled);
    }
  }

  @Test
  @DisplayName("KMS-3: going back to an earlier key keeps one wrapping of each")
  void rewrappingUnderTheSameKeyReplaces() {
    var first = key();
    var second = key();
    create("a", SecretValue.ofText("one"), first);

    call(new UpdateSecret("a", Secrets.token(8), null, second, null, null));
    call(new UpdateSecret("a", Secrets.token(9), null, first, null, null));

    assertThat(sealed("a").keyIds()).containsExactly(second, first);
  }

  @Test
  void valueOutlivesTheRotationOfItsKey() {
    var key = key();
    create("a", SecretValue.ofText("one"), key);

    call(new RotateKeyOnDemand(key));

    assertThat(read("a")).isEqualTo(SecretValue.ofText("one"));
  }

  private String key() {
    var request = CreateKey.DEFAULT;
    return call(request).keyMetadata().arn();
  }

  private void create(String name, SecretValue value, String key) {
    var text = value.isText() ? value : null;
    var binary = value.isText() ? null : value;
    call(new CreateSecret(name, Secrets.token(1), null, key, binary, text, null));
  }

  private SecretValue read(String name) {
    var result = call(new GetSecretValue(name, null, null));
    return result.secretString() != null ? result.secretString() : result.secretBinary();
  }

  private Sealed sealed(String name) {
    var secrets = EmulatorInternals.engine(aws).state().in(SecretsManager.SECRETS, HOME);
    return Objects.requireNonNull(secrets.named(name)).sealedValues().values().iterator().next();
  }

  private <Q extends Request<R>, R extends Record> R call(Q request) {
    return aws.execute(aws.administrator(), request).result();
  }
}

package dev.strongroom.internal.service.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.Request;
import dev.strongroom.api.Response;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.kms.CreateKey;
import dev.strongroom.api.kms.DescribeKey;
import dev.strongroom.api.kms.DisableKey;
import dev.strongroom.api.kms.Encrypt;
import dev.strongroom.api.kms.GetKeyLastUsage;
import dev.strongroom.api.kms.GetKeyLastUsage.KeyLastUsageData;
import dev.strongroom.api.kms.ReEncrypt;
import dev.strongroom.api.kms.ReplicateKey;
import dev.strongroom.api.kms.ScheduleKeyDeletion;
import dev.strongroom.internal.EmulatorInternals;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The last use of a key. */
class KeyUsesTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final SecretValue DATA = SecretValue.ofBinary(new byte[] {1});

  private final SecretsEmulator aws = SecretsEmulator.builder().frozenAt(START).build();
  private final Caller caller = aws.administrator();
  private final String key = call(CreateKey.DEFAULT).result().keyMetadata().arn();

  @Test
  @DisplayName("NEW-1: an unused key says so")
  void unusedKey() {
    call(new DescribeKey(key, null));

    assertThat(lastUsage(key))
        .isEqualTo(new GetKeyLastUsage.Result(key, KeyLastUsageData.NONE, START, START));
  }

  @Test
  @DisplayName("NEW-1: the last successful cryptographic operation is named, with its record")
  void lastUseIsNamed() {
    aws.clock().advance(Duration.ofDays(1));
    var encrypted = call(encrypt(key));
    var used = aws.clock().instant();
    aws.clock().advance(Duration.ofDays(1));
    call(new DisableKey(key));
    assertThat(catchThrowable(() -> call(encrypt(key)))).isNotNull();

    var record = aws.audit().of("Encrypt").first();
    assertThat(lastUsage(key).keyLastUsage())
        .isEqualTo(new KeyLastUsageData("Encrypt", used, record.eventId(), encrypted.requestId()));
  }

  @Test
  @DisplayName("NEW-1: re-encryption uses both keys; related keys have uses of their own")
  void everyKeyHasItsOwnUses() {
    var second = call(CreateKey.DEFAULT.withMultiRegion()).result().keyMetadata();
    call(ReplicateKey.to("eu-west-1", second.keyId()));
    var blob = call(encrypt(key)).result().ciphertextBlob();

    call(ReEncrypt.of(blob, second.arn()));

    assertThat(lastUsage(key).keyLastUsage().operation()).isEqualTo("ReEncrypt");
    assertThat(lastUsage(second.arn()).keyLastUsage().operation()).isEqualTo("ReEncrypt");
    var abroad = Caller.administrator("123456789012", "eu-west-1");
    assertThat(aws.execute(abroad, new GetKeyLastUsage(second.keyId())).result().keyLastUsage())
        .isEqualTo(KeyLastUsageData.NONE);
  }

  @Test
  @DisplayName("NEW-1: Secrets Manager's uses of a key count; a fork goes on from them")
  void usesOfSecretsManagerCount() {
    call(
        CreateSecret.of("a", aws.newClientRequestToken())
            .withKmsKeyId(key)
            .withSecretString(SecretValue.ofText("s")));
    assertThat(lastUsage(key).keyLastUsage().operation()).isEqualTo("GenerateDataKey");

    call(GetSecretValue.of("a"));

    assertThat(lastUsage(key).keyLastUsage().operation()).isEqualTo("Decrypt");
    assertThat(aws.fork().execute(caller, new GetKeyLastUsage(key)).result())
        .isEqualTo(lastUsage(key));
  }

  @Test
  @DisplayName("A9: NEW-1: each key's last use is known as long as there is the key")
  void usesAreDroppedWithTheirKeys() {
    var kms = service(aws);
    var empty = aws.snapshot();
    var arns = new ArrayList<String>();
    for (int i = 0; i < 300; i++) {
      var arn = call(CreateKey.DEFAULT).result().keyMetadata().arn();
      call(encrypt(arn));
      arns.add(arn);
    }
    assertThat(kms.knownUses()).isEqualTo(300);

    arns.subList(0, 200).forEach(arn -> call(new ScheduleKeyDeletion(arn, 7)));
    aws.clock().advance(Duration.ofDays(7));

    assertThat(kms.knownUses()).isEqualTo(100);
    assertThat(lastUsage(arns.get(200)).keyLastUsage().operation()).isEqualTo("Encrypt");

    aws.restore(empty);
    assertThat(kms.knownUses()).isZero();
  }

  private static Kms service(SecretsEmulator aws) {
    return EmulatorInternals.engine(aws).services().stream()
        .filter(Kms.class::isInstance)
        .map(Kms.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static Encrypt encrypt(String key) {
    return Encrypt.of(key, DATA);
  }

  private GetKeyLastUsage.Result lastUsage(String keyArn) {
    return call(new GetKeyLastUsage(keyArn)).result();
  }

  private <R extends Record> Response<R> call(Request<R> request) {
    return aws.execute(caller, request);
  }
}

package dev.strongroom.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.kms.CreateKey;
import dev.strongroom.api.kms.DisableKey;
import dev.strongroom.contract.Secrets;
import dev.strongroom.seed.Seed;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What Secrets Manager asks of KMS for its callers is recorded as well (AUD-9). */
class KeyUseInTheAuditTest {

  private final SecretsEmulator aws =
      SecretsEmulator.builder().randomSeed(1).secret(Seed.secret("a").string("s")).build();

  @Test
  @DisplayName("AUD-9, KMS-5: a read decrypts a data key with the caller's permissions")
  void readDecryptsADataKey() {
    var read = aws.execute(aws.administrator(), GetSecretValue.of("a")).result();

    var decrypt = aws.audit().of("Decrypt").last();

    assertThat(decrypt.succeeded()).isTrue();
    assertThat(decrypt.caller()).isEqualTo(aws.administrator());
    assertThat(decrypt.access().allowed()).isTrue();
    assertThat(decrypt.cloudTrail())
        .containsEntry("eventSource", "kms.amazonaws.com")
        .containsEntry("sourceIPAddress", "secretsmanager.amazonaws.com");
    assertThat(decrypt.cloudTrail().get("userIdentity").toString())
        .contains("invokedBy=secretsmanager.amazonaws.com");
    assertThat(decrypt.requestParameters())
        .containsEntry(
            "encryptionContext",
            Map.of("SecretARN", read.arn(), "SecretVersionId", read.versionId()));
    assertThat(aws.audit().last().operation()).isEqualTo("GetSecretValue");
  }

  @Test
  @DisplayName("AUD-9, KMS-2: a write generates a data key of 256 bits")
  void writeGeneratesADataKey() {
    var generate = aws.audit().of("GenerateDataKey").last();

    assertThat(generate.requestParameters()).containsEntry("keySpec", "AES_256");
  }

  @Test
  @DisplayName("AUD-9, KMS-8: a disabled key's refusal is recorded with KMS's own error")
  void refusalOfKmsIsRecorded() {
    var admin = aws.administrator();
    var request = CreateKey.DEFAULT;
    var key = aws.execute(admin, request).result().keyMetadata();
    var token = Secrets.token(1);
    aws.execute(
        admin,
        CreateSecret.of("b", token)
            .withKmsKeyId(key.keyId())
            .withSecretString(SecretValue.ofText("s")));
    aws.execute(admin, new DisableKey(key.keyId()));

    assertThatThrownBy(() -> aws.execute(admin, GetSecretValue.of("b")))
        .isInstanceOf(ServiceError.class);

    assertThat(aws.audit().of("Decrypt").last().errorCode()).isEqualTo(ErrorCode.DISABLED);
    assertThat(aws.audit().last().errorCode()).isEqualTo(ErrorCode.DECRYPTION_FAILURE);
  }
}

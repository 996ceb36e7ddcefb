package dev.strongroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.strongroom.iam.PolicyDocument;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IamActionsTest {

  private final SecretsEmulator aws = SecretsEmulator.create();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "secretsmanager:GetSecretValue",
        "secretsmanager:*",
        "secretsmanager:Describe*",
        "kms:Decrypt",
        "kms:ReEncryptFrom",
        "lambda:InvokeFunction",
        "iam:PassRole",
        "sts:TagSession",
        "s3:*",
        "*"
      })
  @DisplayName("POL-13: an action that a call may need, or one with wildcards, can be allowed")
  void actionsThatACallMayNeedAreAccepted(String action) {
    var role = aws.account("111122223333").role("checkout").allow(action).deny(action);

    assertThat(role.detach(PolicyDocument.allow(action))).isSameAs(role);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "secretsmanager:GetSecretValues | Secrets Manager has no operation 'GetSecretValues'; did you mean GetSecretValue or",
        "secretsmanager:Decrypt | No call needs permission for 'secretsmanager:Decrypt': write kms:Decrypt",
        "kms:Decrpyt | KMS has no operation 'Decrpyt'; did you mean Decrypt",
        "s3:GetObject | No call needs permission for 's3:GetObject': write an action of one of [iam, kms, lambda, secretsmanager, sts]",
        "sts:AssumeRoles | No call needs permission for 'sts:AssumeRoles': of sts, calls need [AssumeRole, GetCallerIdentity, SetSourceIdentity, TagSession]"
      })
  @DisplayName("POL-13: an action that no call needs is refused, and nothing is attached")
  void actionsThatNoCallNeedsAreRefused(String action, String reason) {
    var role = aws.account("111122223333").role("checkout");
    var before = aws.snapshot();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> role.allow(action))
        .withMessageContaining(reason);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> role.deny(action))
        .withMessageContaining(reason);

    assertThat(aws.snapshot()).isEqualTo(before);
  }
}

package dev.strongroom.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.strongroom.IamEntity;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.kms.CreateGrant;
import dev.strongroom.api.kms.CreateKey;
import dev.strongroom.api.kms.Encrypt;
import dev.strongroom.api.kms.GrantConstraints;
import dev.strongroom.api.kms.RetireGrant;
import dev.strongroom.api.kms.RevokeGrant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Grant tokens, and grants that take effect late. */
class GrantTokensTest {

  private static final SecretValue DATA = SecretValue.ofBinary(new byte[] {1});

  private final SecretsEmulator aws =
      SecretsEmulator.builder()
          .frozenAt(Instant.parse("2026-01-01T00:00:00Z"))
          .grantDelay(Duration.ofMinutes(5))
          .build();
  private final Calls calls = new Calls(aws);
  private final Caller administrator = aws.administrator();
  private final IamEntity app = aws.account("123456789012").role("app");
  private final String key =
      aws.execute(administrator, CreateKey.DEFAULT).result().keyMetadata().arn();

  @Test
  @DisplayName("KMS-15: a late grant is good at once with its token, and without it in time")
  void tokenMakesALateGrantEffective() {
    var grant = grant(null);

    assertThat(calls.isPermitted(app.caller(), encrypt())).isFalse();
    assertThat(calls.isPermitted(app.caller(), encrypt(grant.grantToken()))).isTrue();
    aws.clock().advance(Duration.ofMinutes(5).minusMillis(1));
    assertThat(calls.isPermitted(app.caller(), encrypt())).isFalse();
    aws.clock().advance(Duration.ofMillis(1));
    assertThat(calls.isPermitted(app.caller(), encrypt())).isTrue();
  }

  @Test
  @DisplayName("KMS-15: a token helps its grant's principal only")
  void tokenIsNoPermissionForOthers() {
    var grant = grant(null);
    var other = aws.account("123456789012").role("other");

    assertThat(calls.isPermitted(other.caller(), encrypt(grant.grantToken()))).isFalse();
  }

  @Test
  @DisplayName("KMS-15: a late grant is retired by its token")
  void lateGrantIsRetired() {
    var grant = grant(null);

    aws.execute(administrator, RetireGrant.of(grant.grantToken()));

    invalid(grant.grantToken());
  }

  @Test
  @DisplayName("KMS-10: a token that stands for no grant is refused, and nothing is done")
  void invalidTokenIsRefused() {
    var revoked = grant(null);
    aws.execute(administrator, new RevokeGrant(key, revoked.grantId(), null));

    for (var token : List.of("nonsense", "YSBiIGM", revoked.grantToken())) {
      invalid(token);
    }
  }

  private void invalid(String token) {
    var before = aws.snapshot();

    var refusal =
        catchThrowableOfType(ServiceError.class, () -> aws.execute(administrator, encrypt(token)));

    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_GRANT_TOKEN);
    assertThat(refusal.text()).isEqualTo("The grant token is invalid.");
    assertThat(aws.snapshot()).isEqualTo(before);
  }

  @Test
  @DisplayName("NEW-1: a grant for one source is good for requests on its behalf")
  void grantForOneSource() {
    var source = "arn:aws:s3:us-east-1:123456789012:bucket";
    var token = grant(new GrantConstraints(null, null, source)).grantToken();

    assertThat(calls.isPermitted(app.caller(), encrypt(token))).isFalse();
    assertThat(calls.isPermitted(app.caller().with("aws:SourceArn", source), encrypt(token)))
        .isTrue();
    assertThat(calls.isPermitted(app.caller().with("aws:SourceArn", source + "2"), encrypt(token)))
        .isFalse();
  }

  @Test
  void grantsDoNotTakeEffectBeforeTheyAreMade() {
    assertThatThrownBy(() -> SecretsEmulator.builder().grantDelay(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PT-1S");
  }

  private CreateGrant.Result grant(GrantConstraints constraints) {
    var request = CreateGrant.of(key, app.arn(), List.of("Encrypt")).withConstraints(constraints);
    return aws.execute(administrator, request).result();
  }

  private Encrypt encrypt(String... tokens) {
    return Encrypt.of(key, DATA).withGrantTokens(List.of(tokens));
  }
}

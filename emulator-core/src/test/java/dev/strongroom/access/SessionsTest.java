package dev.strongroom.access;

import static dev.strongroom.api.ErrorCode.ACCESS_DENIED;
import static dev.strongroom.api.ErrorCode.EXPIRED_TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.strongroom.IamEntity;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.sts.AssumeRole;
import dev.strongroom.api.sts.GetCallerIdentity;
import dev.strongroom.iam.MalformedPolicyException;
import dev.strongroom.iam.PolicyDocument;
import dev.strongroom.seed.Seed;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions of roles: who can open one, what each of its requests carries, and its end. */
class SessionsTest {

  private static final String ACCOUNT = "123456789012";
  private static final String ROLE = "arn:aws:iam::123456789012:role/team/app";
  private static final GetSecretValue GET = GetSecretValue.of("prod/db");

  private final SecretsEmulator aws =
      SecretsEmulator.builder()
          .frozenAt(Instant.parse("2026-01-01T10:15:30.123Z"))
          .randomSeed(1)
          .secret(Seed.secret("prod/db").string("s"))
          .build();
  private final IamEntity role = aws.account(ACCOUNT).role("team/app");
  private final IamEntity user = aws.account(ACCOUNT).user("ann").allow("sts:AssumeRole");

  @Test
  @DisplayName("B5: an account's root user can't assume a role, even one that names it")
  void rootCannotAssumeRoles() {
    role.trust(PolicyDocument.allow("sts:AssumeRole").to(ACCOUNT));
    var before = aws.snapshot();

    var refusal = catchThrowableOfType(ServiceError.class, () -> assume(aws.administrator()));

    assertThat(refusal.code()).isEqualTo(ACCESS_DENIED);
    assertThat(refusal.text()).isEqualTo("Roles may not be assumed by root accounts.");
    assertThat(aws.snapshot()).isEqualTo(before);
  }

  @ParameterizedTest(name = "B5: {0} {1} {2}: {3}")
  @CsvSource({
    "DateEquals,       aws:TokenIssueTime, 2026-01-01T10:15:30Z, true",
    "DateLessThan,     aws:TokenIssueTime, 2026-01-01T10:15:30Z, false",
    "DateLessThan,     aws:TokenIssueTime, 2026-02,              true",
    "Null,             aws:TokenIssueTime, false,                true",
    "Bool,             aws:MultiFactorAuthPresent, false,        true",
    "Bool,             aws:MultiFactorAuthPresent, true,         false",
    "BoolIfExists,     aws:MultiFactorAuthPresent, true,         false",
    "Null,             aws:MultiFactorAuthPresent, false,        true",
  })
  void sessionCarriesItsIssueTimeAndThatItHadNoSecondFactor(
      String operator, String key, String value, boolean allowed) {
    role.policy(PolicyDocument.allow("secretsmanager:*").when(operator, key, value));
    var assumed = session(assume(user.caller()));
    var made = role.session("made").caller();

    aws.clock().advance(Duration.ofMinutes(5)); // the time of issue stays

    assertThat(aws.explain(assumed, GET).allowed()).isEqualTo(allowed);
    assertThat(aws.explain(made, GET).allowed()).isEqualTo(allowed);
  }

  @ParameterizedTest(name = "B5: a user with long-term keys carries no {0}")
  @CsvSource({"aws:TokenIssueTime", "aws:MultiFactorAuthPresent"})
  void userCarriesNeither(String key) {
    user.policy(PolicyDocument.allow("secretsmanager:*").when("Null", key, "true"));

    assertThat(aws.explain(user.caller(), GET).allowed()).isTrue();
  }

  @Test
  @DisplayName("A9: a caller made from session credentials ends with them")
  void callerEndsWithItsSession() {
    role.allow("secretsmanager:*");
    var caller = session(assume(user.caller()));
    assertThat(aws.execute(caller, GET).result().secretString().text()).isEqualTo("s");

    aws.clock().advance(Duration.ofHours(1));

    expired(caller);
  }

  @Test
  @DisplayName("A9: sessions that have ended are dropped, and their credentials stay refused")
  void endedSessionsAreDropped() {
    role.allow("secretsmanager:*");
    var ended = assume(user.caller());
    var caller = session(ended);
    aws.clock().advance(Duration.ofHours(1));

    var other = assume(user.caller());

    expired(caller);
    assertThatThrownBy(() -> aws.caller(ended.credentials().accessKeyId(), null))
        .isInstanceOf(ServiceError.class)
        .hasMessageContaining("The security token included in the request is expired");
    assertThat(aws.caller(other.credentials().accessKeyId(), null).principalArn())
        .isEqualTo(other.assumedRoleUser().arn());
    assertThat(aws.caller("ASIAIOSFODNN7EXAMPLE", null)).isEqualTo(aws.administrator()); // CAL-1
  }

  @Test
  @DisplayName("B3: an incomplete ARN in a session policy is MalformedPolicyDocument")
  void sessionPolicyNeedsCompleteArns() {
    var policy = PolicyDocument.allow("secretsmanager:*").on("arn:aws:secretsmanager");

    var refusal =
        catchThrowableOfType(
            ServiceError.class,
            () ->
                aws.execute(user.caller(), AssumeRole.of(ROLE, "job").withPolicy(policy.toJson())));

    assertThat(refusal.code().wireName()).isEqualTo("MalformedPolicyDocumentException");
    assertThatThrownBy(() -> role.session("job", policy))
        .isInstanceOf(MalformedPolicyException.class);
  }

  @Test
  @DisplayName("B4: a session's ARN has no path, and yet the session has what its role has")
  void sessionOfARoleWithAPathIsKnownByItsArn() {
    role.allow("secretsmanager:*");
    var caller =
        new Caller(
            ACCOUNT, "us-east-1", "arn:aws:sts::123456789012:assumed-role/app/any", Map.of());

    assertThat(aws.explain(caller, GET).allowed()).isTrue();
  }

  private void expired(Caller caller) {
    var refusal = catchThrowableOfType(ServiceError.class, () -> aws.execute(caller, GET));

    assertThat(refusal.code()).isEqualTo(EXPIRED_TOKEN);
    assertThat(refusal.text()).isEqualTo("The security token included in the request is expired");
    assertThat(
            catchThrowableOfType(
                    ServiceError.class, () -> aws.execute(caller, new GetCallerIdentity()))
                .code())
        .isEqualTo(EXPIRED_TOKEN);
  }

  private AssumeRole.Result assume(Caller caller) {
    return aws.execute(caller, AssumeRole.of(ROLE, "job")).result();
  }

  private Caller session(AssumeRole.Result assumed) {
    return aws.caller(assumed.credentials().accessKeyId(), null);
  }
}

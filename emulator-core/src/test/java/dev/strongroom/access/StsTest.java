package dev.strongroom.access;

import static dev.strongroom.api.ErrorCode.ACCESS_DENIED;
import static dev.strongroom.api.ErrorCode.INVALID_PARAMETER;
import static dev.strongroom.api.ErrorCode.MALFORMED_POLICY_DOCUMENT;
import static dev.strongroom.api.ErrorCode.VALIDATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.strongroom.IamEntity;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.Request;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.sts.AssumeRole;
import dev.strongroom.api.sts.GetCallerIdentity;
import dev.strongroom.api.sts.Tag;
import dev.strongroom.iam.PolicyDocument;
import dev.strongroom.seed.Seed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who one is, and who one may become. */
class StsTest {

  private static final String ROLE = "arn:aws:iam::123456789012:role/app";

  private final SecretsEmulator aws =
      SecretsEmulator.builder()
          .frozenAt(Instant.parse("2026-01-01T10:15:30.123Z"))
          .randomSeed(1)
          .secret(Seed.secret("prod/db").string("s"))
          .build();
  private final IamEntity role = aws.account("123456789012").role("app");
  private final IamEntity user = aws.account("123456789012").user("ann");
  private final IamEntity partner = aws.account("222222222222").user("bob");

  @Test
  void everybodyLearnsWhoTheyAre() {
    assertThat(identity(aws.administrator()))
        .isEqualTo(
            new GetCallerIdentity.Result(
                "123456789012", "123456789012", "arn:aws:iam::123456789012:root"));
    assertThat(identity(user.deny("*").caller()))
        .satisfies(
            who -> {
              assertThat(who.userId()).matches("AIDA[A-Z2-7]{17}");
              assertThat(who.account()).isEqualTo("123456789012");
              assertThat(who.arn()).isEqualTo(user.arn());
            });
    assertThat(identity(role.session("job").caller()).userId()).matches("AROA[A-Z2-7]{17}:job");
  }

  @Test
  void sessionIsOfTheRoleAndEndsOnTheVirtualClock() {
    var answer = assume(user.allow("sts:AssumeRole", ROLE).caller(), request("job"));

    assertThat(answer.assumedRoleUser().arn())
        .isEqualTo("arn:aws:sts::123456789012:assumed-role/app/job");
    assertThat(answer.assumedRoleUser().assumedRoleId()).matches("AROA[A-Z2-7]{17}:job");
    assertThat(answer.credentials().accessKeyId()).matches("ASIA[A-Z2-7]{16}");
    assertThat(answer.credentials().secretAccessKey().text()).hasSize(40);
    assertThat(answer.credentials().expiration()).isEqualTo("2026-01-01T11:15:30Z");
    var session = aws.caller(answer.credentials().accessKeyId(), null);
    assertThat(identity(session).arn()).isEqualTo(answer.assumedRoleUser().arn());
    assertThat(identity(session).userId()).isEqualTo(answer.assumedRoleUser().assumedRoleId());
  }

  @Test
  void sessionMayDoWhatItsRoleMayWithinItsOwnPolicy() {
    role.allow("secretsmanager:GetSecretValue", "*");
    var narrow = PolicyDocument.allow("secretsmanager:DescribeSecret").on("*").toJson();

    var wide = session(ann(), request("job"));
    var limited = session(ann(), request("job").withPolicy(narrow));

    assertThat(aws.execute(wide, GetSecretValue.of("prod/db")).result().secretString().text())
        .isEqualTo("s");
    refused(
        ACCESS_DENIED,
        "User: arn:aws:sts::123456789012:assumed-role/app/job is not authorized to perform: "
            + "secretsmanager:GetSecretValue on resource: prod/db because no session policy allows "
            + "the secretsmanager:GetSecretValue action",
        limited,
        GetSecretValue.of("prod/db"));
  }

  @Test
  void repairOfASessionsPolicyIsOfThatSessionOnly() {
    role.allow("secretsmanager:GetSecretValue", "*");
    var narrow = PolicyDocument.allow("secretsmanager:DescribeSecret").on("*").toJson();
    var one = session(ann(), request("job").withPolicy(narrow));
    var other = session(ann(), request("job").withPolicy(narrow));

    aws.repair(aws.explain(one, GetSecretValue.of("prod/db")));

    assertThat(aws.explain(one, GetSecretValue.of("prod/db")).allowed()).isTrue();
    assertThat(aws.explain(other, GetSecretValue.of("prod/db")).allowed()).isFalse();
  }

  @Test
  void expiredSessionIsRefused() {
    var answer = assume(ann(), request("job").withDuration(900));
    var keyId = answer.credentials().accessKeyId();

    aws.clock().advance(Duration.ofMinutes(15).minusMillis(124));
    assertThat(aws.caller(keyId, null).principalArn()).endsWith("assumed-role/app/job");
    aws.clock().advance(Duration.ofMillis(1));

    var refusal = catchThrowableOfType(ServiceError.class, () -> aws.caller(keyId, null));
    assertThat(refusal.code()).isEqualTo(ErrorCode.EXPIRED_TOKEN);
    assertThat(refusal.text()).isEqualTo("The security token included in the request is expired");
  }

  @Test
  void sameAccountNeedsThePermissionUnlessTheTrustPolicyNamesIt() {
    refusedToAssume(user.caller(), request("job"), "sts:AssumeRole");

    role.trust(PolicyDocument.allow("sts:AssumeRole").to(user.arn()));

    assertThat(assume(user.caller(), request("job"))).isNotNull();
  }

  @Test
  void trustPolicyThatNamesSomebodyElseShutsTheAccountOut() {
    user.allow("sts:AssumeRole", ROLE);
    role.trust(PolicyDocument.allow("sts:AssumeRole").to(partner.arn()));

    refusedToAssume(user.caller(), request("job"), "sts:AssumeRole");
  }

  @Test
  void anotherAccountNeedsBothPoliciesAndTheExternalIdThatTheyAgreedOn() {
    partner.allow("sts:AssumeRole", ROLE);
    refusedToAssume(partner.caller(), request("job"), "sts:AssumeRole");

    role.trust(
        PolicyDocument.parseTrustPolicy(
            """
            {"Version": "2012-10-17", "Statement": {
              "Effect": "Allow", "Principal": {"AWS": "222222222222"}, "Action": "sts:AssumeRole",
              "Condition": {"StringEquals": {"sts:ExternalId": "agreed"}}}}
            """));

    refusedToAssume(partner.caller(), request("job"), "sts:AssumeRole");
    assertThat(assume(partner.caller(), request("job").withExternalId("agreed"))).isNotNull();
  }

  @Test
  void tagsNeedAPermissionOfTheirOwnAndBecomePrincipalTags() {
    role.policy(
        PolicyDocument.allow("secretsmanager:GetSecretValue")
            .on("*")
            .when("StringEquals", "aws:PrincipalTag/team", "shop"));
    var tagged = request("job").withTags(new Tag("team", "shop"));
    refusedToAssume(user.allow("sts:AssumeRole").caller(), tagged, "sts:TagSession");

    var session = session(user.allow("sts:TagSession").caller(), tagged);

    assertThat(aws.explain(session, GetSecretValue.of("prod/db")).allowed()).isTrue();
    var untagged = session(user.caller(), request("job"));
    assertThat(aws.explain(untagged, GetSecretValue.of("prod/db")).allowed()).isFalse();
  }

  @Test
  void repairsMakeTheRefusedCallSucceed() {
    var denied = aws.explain(partner.caller(), request("job").build());
    assertThat(denied.allowed()).isFalse();

    aws.repair(denied);

    assertThat(assume(partner.caller(), request("job"))).isNotNull();
  }

  @Test
  void roleThatIsNotThereIsRefusedAsOneThatOneMayNotAssume() {
    var arn = "arn:aws:iam::123456789012:role/nobody";

    refused(
        ACCESS_DENIED,
        "User: arn:aws:iam::123456789012:user/ann is not authorized to perform: sts:AssumeRole on"
            + " resource: "
            + arn,
        user.allow("sts:AssumeRole").caller(),
        AssumeRole.of(arn, "job"));
  }

  static Stream<Arguments> invalid() {
    return Stream.of(
        Arguments.of(
            AssumeRole.of(ROLE, "a job"),
            VALIDATION,
            "1 validation error detected: Value 'a job' at 'roleSessionName' failed to satisfy"
                + " constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*"),
        Arguments.of(
            AssumeRole.of(ROLE, "job").withDurationSeconds(899),
            VALIDATION,
            "1 validation error detected: Value '899' at 'durationSeconds' failed to satisfy"
                + " constraint: Member must have value greater than or equal to 900"),
        Arguments.of(
            AssumeRole.of(ROLE, "job").withDurationSeconds(43201),
            VALIDATION,
            "1 validation error detected: Value '43201' at 'durationSeconds' failed to satisfy"
                + " constraint: Member must have value less than or equal to 43200"),
        Arguments.of(
            AssumeRole.of(null, "job"),
            VALIDATION,
            "1 validation error detected: Value null at 'roleArn' failed to satisfy constraint: "
                + "Member must not be null"),
        Arguments.of(
            AssumeRole.of("arn:aws:iam::123456789012:user/ann", "job"),
            VALIDATION,
            "arn:aws:iam::123456789012:user/ann is invalid"),
        Arguments.of(
            AssumeRole.of(ROLE, "job").withTags(List.of(new Tag("a", "1"), new Tag("A", "2"))),
            INVALID_PARAMETER,
            "Duplicate tag keys found. Please note that Tag keys are case insensitive."),
        Arguments.of(
            AssumeRole.of(ROLE, "job").withPolicy("{"),
            MALFORMED_POLICY_DOCUMENT,
            "Syntax errors in policy. The policy is not JSON: line 1, column 2."));
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void requestThatSaysWhatCannotBeIsRefused(AssumeRole request, ErrorCode code, String text) {
    refused(code, text, aws.administrator(), request);
  }

  @Test
  void sessionMayOpenAnotherForAnHourAtMost() {
    role.allow("sts:AssumeRole", ROLE);
    var session = session(ann(), request("job"));

    assertThat(assume(session, request("next").withDuration(3600))).isNotNull();
    refused(
        VALIDATION,
        "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role"
            + " chaining",
        session,
        request("next").withDuration(3601).build());
  }

  @Test
  void auditTellsTheCallWithoutItsCredentials() {
    var answer = assume(ann(), request("job"));

    var record = aws.audit().last();

    assertThat(record.eventSource()).isEqualTo("sts.amazonaws.com");
    assertThat(record.operation()).isEqualTo("AssumeRole");
    assertThat(record.requestParameters()).containsEntry("roleSessionName", "job");
    assertThat(record.toString() + record.cloudTrail() + record.response())
        .doesNotContain(answer.credentials().secretAccessKey().text())
        .doesNotContain(answer.credentials().sessionToken().text());
    identity(aws.caller(answer.credentials().accessKeyId(), null));
    assertThat(aws.audit().last().cloudTrail().toString())
        .contains("accessKeyId=" + answer.credentials().accessKeyId());
  }

  /** AssumeRole of the role with what a test sets. */
  private record Assume(
      String name, String policy, Integer duration, List<Tag> tags, String externalId) {

    Assume withPolicy(String json) {
      return new Assume(name, json, duration, tags, externalId);
    }

    Assume withDuration(int seconds) {
      return new Assume(name, policy, seconds, tags, externalId);
    }

    Assume withTags(Tag... some) {
      return new Assume(name, policy, duration, List.of(some), externalId);
    }

    Assume withExternalId(String id) {
      return new Assume(name, policy, duration, tags, id);
    }

    AssumeRole build() {
      return AssumeRole.of(ROLE, name)
          .withPolicy(policy)
          .withDurationSeconds(duration)
          .withTags(tags)
          .withExternalId(externalId);
    }
  }

  private static Assume request(String name) {
    return new Assume(name, null, null, null, null);
  }

  /** A user who may assume the role. */
  private Caller ann() {
    return user.allow("sts:AssumeRole", ROLE).caller();
  }

  private AssumeRole.Result assume(Caller caller, Assume request) {
    return aws.execute(caller, request.build()).result();
  }

  private Caller session(Caller caller, Assume request) {
    return aws.caller(assume(caller, request).credentials().accessKeyId(), null);
  }

  private GetCallerIdentity.Result identity(Caller caller) {
    return aws.execute(caller, new GetCallerIdentity()).result();
  }

  private void refusedToAssume(Caller caller, Assume request, String action) {
    refused(
        ACCESS_DENIED,
        "User: %s is not authorized to perform: %s on resource: %s"
            .formatted(caller.principalArn(), action, ROLE),
        caller,
        request.build());
  }

  private <R extends Record> void refused(
      ErrorCode code, String text, Caller caller, Request<R> request) {
    var before = aws.snapshot();

    var refusal = catchThrowableOfType(ServiceError.class, () -> execute(caller, request));

    assertThat(refusal).as("the call should be refused").isNotNull();
    assertThat(refusal.text()).isEqualTo(text);
    assertThat(refusal.code()).isEqualTo(code);
    assertThat(aws.snapshot()).isEqualTo(before);
  }

  private <R extends Record> void execute(Caller caller, Request<R> request) {
    aws.execute(caller, request);
  }
}

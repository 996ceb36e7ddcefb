package dev.strongroom.assertj;

import static dev.strongroom.assertj.Failures.assertFailure;
import static dev.strongroom.assertj.StrongroomAssertions.assertThat;
import static dev.strongroom.assertj.StrongroomAssertions.assertThatExceptionOfType;
import static dev.strongroom.assertj.StrongroomAssertions.assertThatIllegalArgumentException;
import static dev.strongroom.iam.Layer.IDENTITY_POLICY;
import static dev.strongroom.iam.Layer.RESOURCE_POLICY;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.StopReplicationToReplica;
import dev.strongroom.api.sts.GetCallerIdentity;
import dev.strongroom.seed.Seed;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Assertions on who may make which call, and why not. */
class AccessAssertTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final GetSecretValue READ = GetSecretValue.of("prod/db");
  private static final String ROOT = "arn:aws:iam::123456789012:root";

  private final SecretsEmulator aws =
      SecretsEmulator.builder()
          .frozenAt(NOON)
          .randomSeed(7)
          .secret(Seed.secret("prod/db").string("one"))
          .build();
  private final String arn =
      aws.fork().execute(aws.administrator(), new DescribeSecret("prod/db")).result().arn();

  @Test
  void aCallerIsLetInOrNot() {
    var app = aws.account("123456789012").role("app");
    assertThat(aws).denies(app, READ).deniedBy(IDENTITY_POLICY);

    app.allow("secretsmanager:GetSecretValue");

    assertThat(aws).allows(app, READ).recorded("GetSecretValue").never();
    assertThat(aws.explain(app.caller(), READ)).isAllowed();
    assertFailure(
        () -> assertThat(aws).denies(app, READ),
        "Expected that GetSecretValue by arn:aws:iam::123456789012:role/app is denied,"
            + " but it is allowed:",
        aws.explain(app.caller(), READ).toString());
  }

  @Test
  void aRefusalIsShownWithAllLayers() {
    var partner = aws.account("222222222222").role("app").allow("secretsmanager:GetSecretValue");
    var read = GetSecretValue.of(arn);
    refused(partner.caller(), read);
    var access = aws.audit().last().access();

    assertThat(access).isDenied().deniedBy(RESOURCE_POLICY);
    assertFailure(
        () -> assertThat(aws).allows(partner, read),
        "Expected that GetSecretValue by arn:aws:iam::222222222222:role/app is allowed,"
            + " but it is denied:",
        aws.explain(partner.caller(), read).toString());
    assertFailure(
        () -> assertThat(access).deniedBy(IDENTITY_POLICY),
        "Expected that the call is denied by the identity policy, but it is denied:",
        access.toString());
    assertThat(access.toString()).startsWith("DENIED secretsmanager:GetSecretValue\n");
  }

  @Test
  void aDecisionIsRepaired() {
    var app = aws.account("123456789012").role("app");
    var access = aws.explain(app.caller(), READ);

    assertThat(access).isRepairedBy(IDENTITY_POLICY);
    assertThat(access.decisions().get(0)).deniedBy(IDENTITY_POLICY);
    assertFailure(
        () -> assertThat(access).isRepairedBy(RESOURCE_POLICY),
        "Expected that the call is denied, and repaired by changes of [resource policy],"
            + " but it is denied:",
        access.toString());
  }

  @Test
  void whereNothingWasDecidedNothingIsAllowed() {
    assertFailure(
        () -> assertThat(aws).allows(aws.administrator(), new GetCallerIdentity()),
        "Expected that GetCallerIdentity by "
            + ROOT
            + " is allowed, but no permission was evaluated: the call needs none, or failed"
            + " before.");
  }

  @Test
  void aCallThatFailsForAnotherReasonIsNeitherAllowedNorDenied() {
    var app = aws.account("123456789012").role("app").allow("secretsmanager:*");
    var stop = new StopReplicationToReplica("prod/db");

    assertFailure(
        () -> assertThat(aws).denies(app, stop),
        "Expected that StopReplicationToReplica by arn:aws:iam::123456789012:role/app is denied,"
            + " but it fails for another reason:",
        aws.explain(app.caller(), stop).toString());
    assertFailure(
        () -> assertThat(aws).allows(app, stop),
        "Expected that StopReplicationToReplica by arn:aws:iam::123456789012:role/app is allowed,"
            + " but it fails for another reason:",
        aws.explain(app.caller(), stop).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CancelRotateSecret",
        "DeleteResourcePolicy",
        "DeleteSecret",
        "DescribeSecret",
        "GetResourcePolicy",
        "GetSecretValue",
        "ListSecretVersionIds",
        "PutSecretValue",
        "RestoreSecret",
        "RotateSecret",
        "StopReplicationToReplica",
        "UpdateSecret"
      })
  void accessCanBeAskedAboutByAction(String operation) {
    var action = "secretsmanager:" + operation;
    var app = aws.account("123456789012").role("app");

    assertThat(aws).denies(app, action, "prod/db").deniedBy(IDENTITY_POLICY);
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> assertThat(aws).allows(app, action, "prod/db"))
        .withMessageContaining(operation + " by " + app.caller().principalArn());

    app.allow(action);

    assertThat(aws).allows(app, action, "prod/db").recorded(operation).never();
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> assertThat(aws).denies(app, action, "prod/db"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GetSecretValue", "secretsmanager:GetSecretValues", "kms:Decrypt", ""})
  void otherActionsAreRefused(String action) {
    var app = aws.account("123456789012").role("app");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> assertThat(aws).allows(app, action, "prod/db"))
        .withMessage(
            "'%s' is not an action that needs a secret only: write secretsmanager: and one of [CancelRotateSecret, DeleteResourcePolicy, DeleteSecret, DescribeSecret, GetResourcePolicy, GetSecretValue, ListSecretVersionIds, PutSecretValue, RestoreSecret, RotateSecret, StopReplicationToReplica, UpdateSecret], or pass the request"
                .formatted(action));
  }

  private void refused(Caller caller, GetSecretValue read) {
    assertThatExceptionOfType(ServiceError.class).isThrownBy(() -> aws.execute(caller, read));
  }
}

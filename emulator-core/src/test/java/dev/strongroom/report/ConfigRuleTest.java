package dev.strongroom.report;

import static dev.strongroom.report.ConfigRule.Compliance.COMPLIANT;
import static dev.strongroom.report.ConfigRule.Compliance.NON_COMPLIANT;
import static dev.strongroom.report.ConfigRule.Compliance.NOT_APPLICABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.DeleteSecret;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.RotateSecret;
import dev.strongroom.api.RotationRules;
import dev.strongroom.api.RotationStep;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceClient;
import dev.strongroom.api.kms.CreateAlias;
import dev.strongroom.api.kms.CreateKey;
import dev.strongroom.fault.RotationFailure.How;
import dev.strongroom.rotation.LambdaFunction;
import dev.strongroom.rotation.PasswordRotation;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The managed rules of AWS Config about secrets, and what CloudWatch counts. */
class ConfigRuleTest {

  private static final String FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:rotator";

  private final SecretsEmulator aws =
      SecretsEmulator.builder().frozenAt(Instant.parse("2026-01-01T00:00:00Z")).build();
  private final ServiceClient service = aws.as(aws.administrator());

  ConfigRuleTest() {
    aws.register(LambdaFunction.of(FUNCTION, new PasswordRotation()));
    service.call(
        CreateSecret.of("prod/db", aws.newClientRequestToken())
            .withSecretString(SecretValue.ofText("a-secret-value")));
  }

  private void rotate(RotationRules rules) {
    service.call(
        RotateSecret.of("prod/db", aws.newClientRequestToken())
            .withRotationLambdaARN(FUNCTION)
            .withRotationRules(rules));
  }

  private ConfigRule.Compliance verdict(ConfigRule rule) {
    var verdicts = rule.evaluate(aws);
    assertThat(verdicts).hasSize(1);
    return verdicts.get(0).compliance();
  }

  @Test
  @DisplayName("CFG-1: a rule has AWS's identifier and name")
  void ruleHasItsNames() {
    assertThat(ConfigRule.rotationEnabled().identifier())
        .isEqualTo("SECRETSMANAGER_ROTATION_ENABLED_CHECK");
    assertThat(ConfigRule.rotationEnabled()).hasToString("secretsmanager-rotation-enabled-check");
    assertThat(ConfigRule.scheduledRotationSuccess())
        .hasToString("secretsmanager-scheduled-rotation-success-check");
    assertThat(ConfigRule.periodicRotation(90))
        .hasToString("secretsmanager-secret-periodic-rotation");
    assertThat(ConfigRule.unused(90)).hasToString("secretsmanager-secret-unused");
    assertThat(ConfigRule.usingCmk()).hasToString("secretsmanager-using-cmk");
  }

  @Test
  @DisplayName("CFG-1: SECRETSMANAGER_ROTATION_ENABLED_CHECK asks whether rotation is enabled")
  void rotationMustBeEnabled() {
    assertThat(verdict(ConfigRule.rotationEnabled())).isEqualTo(NON_COMPLIANT);

    rotate(RotationRules.days(30));
    assertThat(verdict(ConfigRule.rotationEnabled())).isEqualTo(COMPLIANT);
  }

  @ParameterizedTest(name = "every {0} days, at most {1}: {2}")
  @DisplayName("CFG-1: maximumAllowedRotationFrequency limits the days between rotations")
  @CsvSource({"30, 30, COMPLIANT", "31, 30, NON_COMPLIANT", "1, 30, COMPLIANT"})
  void rotationMustBeOftenEnough(int days, int most, ConfigRule.Compliance expected) {
    rotate(RotationRules.days(days));

    assertThat(verdict(ConfigRule.rotationEnabled(Duration.ofDays(most)))).isEqualTo(expected);
  }

  @Test
  @DisplayName("CFG-1: the frequency can be in hours")
  void rotationMustBeOftenEnoughInHours() {
    rotate(RotationRules.schedule("rate(4 hours)"));

    assertThat(verdict(ConfigRule.rotationEnabled(Duration.ofHours(4)))).isEqualTo(COMPLIANT);
    assertThat(verdict(ConfigRule.rotationEnabled(Duration.ofHours(3)))).isEqualTo(NON_COMPLIANT);
  }

  @Test
  @DisplayName("CFG-1: SECRETSMANAGER_SCHEDULED_ROTATION_SUCCESS_CHECK finds a date that passed")
  void dateThatPassesUnrotatedIsFound() {
    var rule = ConfigRule.scheduledRotationSuccess();
    assertThat(verdict(rule)).isEqualTo(NOT_APPLICABLE);

    rotate(RotationRules.days(10));
    assertThat(verdict(rule)).isEqualTo(COMPLIANT);
    aws.clock().advance(Duration.ofDays(30));
    assertThat(verdict(rule)).isEqualTo(COMPLIANT);

    var fault = aws.faults().rotation().at(RotationStep.SET_SECRET).before(How.THROW);
    aws.clock().advance(Duration.ofDays(9));
    assertThat(verdict(rule)).isEqualTo(COMPLIANT);
    aws.clock().advance(Duration.ofDays(3));
    assertThat(verdict(rule)).isEqualTo(NON_COMPLIANT);

    fault.remove();
    aws.clock().advance(Duration.ofDays(30));
    assertThat(verdict(rule)).isEqualTo(COMPLIANT);
  }

  @Test
  @DisplayName("CFG-1: SECRETSMANAGER_SECRET_PERIODIC_ROTATION: more than 90 days are too many")
  void rotationMustNotBeTooLongAgo() {
    var rule = ConfigRule.periodicRotation(90);

    aws.clock().advance(Duration.ofDays(90));
    assertThat(verdict(rule)).isEqualTo(COMPLIANT);
    aws.clock().advance(Duration.ofSeconds(1));
    assertThat(verdict(rule)).isEqualTo(NON_COMPLIANT);

    rotate(null);
    assertThat(verdict(rule)).isEqualTo(COMPLIANT);
  }

  @Test
  @DisplayName("CFG-1: SECRETSMANAGER_SECRET_UNUSED: the day of the last read counts")
  void secretMustBeRead() {
    var rule = ConfigRule.unused(90);

    aws.clock().advance(Duration.ofDays(91));
    assertThat(verdict(rule)).isEqualTo(NON_COMPLIANT);

    service.call(GetSecretValue.of("prod/db"));
    assertThat(verdict(rule)).isEqualTo(COMPLIANT);
  }

  @Test
  @DisplayName("CFG-1: SECRETSMANAGER_USING_CMK refuses aws/secretsmanager and keys not listed")
  void keyMustBeACustomersOwn() {
    assertThat(verdict(ConfigRule.usingCmk())).isEqualTo(NON_COMPLIANT);
    service.call(DeleteSecret.of("prod/db").withForceDeleteWithoutRecovery(true));
    var key = service.call(CreateKey.DEFAULT).keyMetadata();
    service.call(new CreateAlias("alias/shop", key.keyId()));
    service.call(
        CreateSecret.of("own", aws.newClientRequestToken())
            .withSecretString(SecretValue.ofText("a-secret-value"))
            .withKmsKeyId("alias/shop"));

    assertThat(verdict(ConfigRule.usingCmk())).isEqualTo(COMPLIANT);
    assertThat(verdict(ConfigRule.usingCmk(key.arn()))).isEqualTo(COMPLIANT);
    assertThat(verdict(ConfigRule.usingCmk("arn:aws:kms:us-east-1:123456789012:key/other")))
        .isEqualTo(NON_COMPLIANT);
  }

  @Test
  void secretThatIsMarkedForDeletionIsNotJudged() {
    service.call(DeleteSecret.of("prod/db"));

    assertThat(ConfigRule.unused(90).evaluate(aws)).isEmpty();
  }

  @Test
  void verdictSaysWhy() {
    assertThat(ConfigRule.unused(90).evaluate(aws))
        .singleElement()
        .satisfies(
            verdict -> {
              assertThat(verdict.secretArn()).contains(":secret:prod/db-");
              assertThat(verdict.reason())
                  .isEqualTo("it was never read since 2026-01-01T00:00:00Z");
            });
  }

  @Test
  void periodWithoutSenseIsRefused() {
    assertThatThrownBy(() -> ConfigRule.unused(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The period is 0 hours, but must be at least 1 days");
  }

  @Test
  @DisplayName("CFG-2: ResourceCount includes secrets that are marked for deletion")
  void resourceCountIncludesMarkedSecrets() {
    service.call(CreateSecret.of("second", aws.newClientRequestToken()));
    service.call(DeleteSecret.of("second").withRecoveryWindowInDays(7L));
    assertThat(Monitoring.resourceCount(aws)).isEqualTo(2);

    aws.clock().advance(Duration.ofDays(8));
    assertThat(Monitoring.resourceCount(aws)).isEqualTo(1);
    assertThat(Monitoring.resourceCount(aws, aws.administrator().in("eu-west-1"))).isZero();
  }

  @Test
  @DisplayName("CFG-3: reads of secrets that are marked for deletion are found")
  void readsOfMarkedSecretsAreFound() {
    service.call(GetSecretValue.of("prod/db"));
    assertThatThrownBy(() -> service.call(GetSecretValue.of("none"))).isNotNull();
    service.call(DeleteSecret.of("prod/db"));
    assertThat(Monitoring.readsOfDeletedSecrets(aws.audit())).isEmpty();

    assertThatThrownBy(() -> service.call(GetSecretValue.of("prod/db"))).isNotNull();
    assertThat(Monitoring.readsOfDeletedSecrets(aws.audit())).hasSize(1);
  }

  @Test
  @DisplayName("CFG-4: failed rotations are events")
  void failedRotationsAreFound() {
    aws.faults().rotation().at(RotationStep.SET_SECRET).first(1).before(How.THROW);

    rotate(RotationRules.days(30));

    assertThat(Monitoring.failedRotations(aws.audit())).hasSize(1);
  }
}

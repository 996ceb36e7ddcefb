package dev.strongroom.contract;

import static dev.strongroom.api.ErrorCode.ACCESS_DENIED;
import static dev.strongroom.api.ErrorCode.INVALID_PARAMETER;
import static dev.strongroom.api.ErrorCode.INVALID_REQUEST;
import static dev.strongroom.api.ErrorCode.VALIDATION;
import static dev.strongroom.contract.Secrets.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.CancelRotateSecret;
import dev.strongroom.api.RotateSecret;
import dev.strongroom.api.RotationRules;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What RotateSecret refuses. */
public abstract class RotationRefusalsContract extends RotationFixture {

  @ParameterizedTest(name = "ROT-2, ROT-4: {0} = ''{1}'' is refused by the model''s constraint")
  @CsvSource({
    "days, 0, rotationRules.automaticallyAfterDays",
    "days, 1001, rotationRules.automaticallyAfterDays",
    "duration, 3, rotationRules.duration",
    "duration, 100h, rotationRules.duration",
    "duration, 3m, rotationRules.duration",
    "expression, '', rotationRules.scheduleExpression",
    "expression, rate(5 days);, rotationRules.scheduleExpression",
    "token, short, clientRequestToken",
    "function, 2049, rotationLambdaARN",
    "role, too-short, externalSecretRotationRoleArn",
  })
  void constraintsAreTheModels(String member, String value, String path) {
    secrets.create("a", token(1), "one");
    var lambda = lambda();
    var request =
        switch (member) {
          case "days" ->
              RotateSecret.of("a", token(2))
                  .withRotationLambdaARN(lambda)
                  .withRotationRules(RotationRules.days(Long.parseLong(value)));
          case "duration" ->
              RotateSecret.of("a", token(2))
                  .withRotationLambdaARN(lambda)
                  .withRotationRules(RotationRules.days(5).withDuration(value));
          case "expression" ->
              RotateSecret.of("a", token(2))
                  .withRotationLambdaARN(lambda)
                  .withRotationRules(RotationRules.schedule(value));
          case "token" -> RotateSecret.of("a", value).withRotationLambdaARN(lambda);
          case "function" ->
              RotateSecret.of("a", token(2))
                  .withRotationLambdaARN("f".repeat(Integer.parseInt(value)));
          default ->
              RotateSecret.of("a", token(2))
                  .withRotationLambdaARN(lambda)
                  .withRotateImmediately(true)
                  .withExternalSecretRotationRoleArn(value);
        };

    var refusal = refusal(aws, VALIDATION, () -> secrets.call(request));

    assertThat(refusal.text()).contains(" detected: Value ").contains(path);
  }

  @Test
  @DisplayName("ROT-5: days and an expression exclude each other")
  void daysAndExpressionExcludeEachOther() {
    secrets.create("a", token(1), "one");
    var both = new RotationRules(5L, null, "rate(5 days)");

    refused(
        INVALID_PARAMETER,
        "You cannot specify both rotation frequency and schedule expression together.",
        () -> rotate(2, lambda(), both));
  }

  @ParameterizedTest(name = "ROT-35, ROT-36, ROT-37: ''{0}'' for {1} is refused")
  @CsvSource({
    ",",
    ", 3h",
    "every day,",
    "rate(1 hour),",
    "rate(1000 days),",
    "rate(5 weeks),",
    "cron(15 8 * * ? *),",
    "cron(0 8 1 * 1 *),",
    "cron(0 8 * * ? 2027),",
    "rate(4 hours), 5h",
    "rate(10 days), 25h",
    "rate(10 days), 0h",
  })
  void unknownRulesAreRefused(String expression, String duration) {
    secrets.create("a", token(1), "one");
    var rules = RotationRules.schedule(expression).withDuration(duration);

    var refusal = refusal(aws, INVALID_PARAMETER, () -> rotate(2, lambda(), rules));

    assertThat(refusal.text()).endsWith("(Strongroom's own text)");
  }

  @Test
  @DisplayName("ROT-7: without a function there is nothing to rotate with, and nothing is stored")
  void refusesWithoutFunction() {
    secrets.create("a", token(1), "one");
    var text = "No Lambda rotation function ARN is associated with this secret.";

    refused(INVALID_REQUEST, text, () -> rotate(2, null, RotationRules.days(30)));
    refused(INVALID_REQUEST, text, () -> rotate(2, "", null));
    assertThat(secrets.describe("a").rotationEnabled()).isNull();
    assertThat(secrets.describe("a").rotationRules()).isNull();
  }

  @Test
  @DisplayName("ROT-8: a function that is missing or lets nobody in is refused before all else")
  void refusesFunctionThatCannotBeInvoked() {
    secrets.create("a", token(1), "one");
    var missing = aws.rotation("a").lambdaArn();
    var text =
        "Secrets Manager cannot invoke the specified Lambda function. Ensure that the function"
            + " policy grants access to the principal secretsmanager.amazonaws.com.";

    refused(ACCESS_DENIED, text, () -> rotate(2, missing, null));
    aws.rotation("a").with(RotationFixture::rotate).withoutPermission();
    refused(ACCESS_DENIED, text, () -> rotate(2, missing, null));
    assertThat(secrets.describe("a").rotationEnabled()).isNull();
  }

  @Test
  @DisplayName("ROT-9: a secret marked for deletion isn't rotated, nor is a rotation of it ended")
  void refusesSecretMarkedForDeletion() {
    secrets.create("a", token(1), "one");
    secrets.delete("a");

    refused(INVALID_REQUEST, MARKED, () -> rotate(2, lambda(), null));
    refused(INVALID_REQUEST, MARKED, () -> secrets.call(new CancelRotateSecret("a")));
  }

  @Test
  @DisplayName("ROT-11: AWSPENDING on another version than AWSCURRENT refuses any RotateSecret")
  void stuckRotationRefusesTheNext() {
    secrets.create("a", token(1), "one");
    rotate(2, idle(), null);

    refused(INVALID_REQUEST, STUCK, () -> rotateAgain(3));
    refused(INVALID_REQUEST, STUCK, () -> rotate(3, idle(), RotationRules.days(30)));
    refused(INVALID_REQUEST, STUCK, () -> test(3, null, null));
  }

  @Test
  @DisplayName("ROT-11: a label that was put by hand counts, with or without a rotation")
  void pendingLabelPutByHandRefuses() {
    secrets.create("a", token(1), "one");
    secrets.put("a", token(2), "two", "AWSPENDING");

    refused(INVALID_REQUEST, STUCK, () -> rotate(3, lambda(), null));
    secrets.move("a", "AWSCURRENT", token(1), token(2));
    rotate(3, lambda(), null); // ROT-12: complete, since both are on one version

    assertThat(secrets.stages("a")).isEqualTo(rotated(2, 3));
  }
}

package dev.strongroom.samples.app;

import static dev.strongroom.api.RotationStep.SET_SECRET;
import static dev.strongroom.api.RotationStep.TEST_SECRET;
import static dev.strongroom.assertj.StrongroomAssertions.assertThat;
import static dev.strongroom.assertj.StrongroomAssertions.assertThatThrownBy;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.junit.RotationFails;
import dev.strongroom.junit.Secret;
import dev.strongroom.junit.SecretsManagerTest;
import dev.strongroom.rotation.PasswordRotation;
import dev.strongroom.sdk.RotationFunctions;
import dev.strongroom.time.VirtualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;

/** The examples of {@code docs/guides/rotation.md}. */
@SecretsManagerTest
@Secret(name = "prod/db", json = "{\"username\":\"app\",\"password\":\"one\"}")
class RotationGuideTest {

  @Test
  void rotationMakesANewPassword(SecretsEmulator aws, SecretsManagerClient secrets) {
    var rotation = aws.rotation("prod/db").with(new PasswordRotation());

    secrets.rotateSecret(r -> r.secretId("prod/db").rotationLambdaARN(rotation.lambdaArn()));

    assertThat(secrets.getSecretValue(r -> r.secretId("prod/db")).secretString())
        .doesNotContain("one");
    assertThat(aws).secret("prod/db").at("AWSPREVIOUS").hasJsonValue("password", "one");
  }

  @Test
  void theOldPasswordStaysWhenTheNewOneFailsItsTest(
      SecretsEmulator aws, SecretsManagerClient secrets) {
    var rotation =
        aws.rotation("prod/db").with(new PasswordRotation()).failAt(TEST_SECRET).before();

    secrets.rotateSecret(r -> r.secretId("prod/db").rotationLambdaARN(rotation.lambdaArn()));

    assertThat(secrets.getSecretValue(r -> r.secretId("prod/db")).secretString()).contains("one");
    assertThat(rotation.timeline().names()).endsWith("testSecret", "RotationFailed");
    aws.clock().advance(Duration.ofMinutes(10)); // the retry
    assertThat(rotation.timeline().names()).endsWith("finishSecret", "RotationSucceeded");
  }

  @Test
  void anApplicationThatReadsDuringTheRotationGetsTheOldPassword(
      SecretsEmulator aws, SecretsManagerClient secrets) {
    var rotation = aws.rotation("prod/db").with(new PasswordRotation()).pauseAfter(SET_SECRET);
    secrets.rotateSecret(r -> r.secretId("prod/db").rotationLambdaARN(rotation.lambdaArn()));

    assertThat(new Checkout(secrets).password()).contains("one");
    assertThat(aws).secret("prod/db").hasPendingVersion();

    rotation.resume();
    assertThat(new Checkout(secrets).password()).doesNotContain("one");
  }

  @Test
  void aScheduleRotatesEveryThirtyDays(
      SecretsEmulator aws, SecretsManagerClient secrets, VirtualClock clock) {
    var rotation = aws.rotation("prod/db").with(new PasswordRotation());
    secrets.rotateSecret(
        r ->
            r.secretId("prod/db")
                .rotationLambdaARN(rotation.lambdaArn())
                .rotationRules(rules -> rules.automaticallyAfterDays(30L)));

    clock.advance(Duration.ofDays(365));

    assertThat(rotation.timeline().names())
        .filteredOn("RotationSucceeded"::equals)
        .hasSizeBetween(11, 13);
  }

  @Test
  void aStuckRotationIsRepairedByMovingTheLabel(SecretsEmulator aws, SecretsManagerClient secrets) {
    var rotation = aws.rotation("prod/db").with(new PasswordRotation());
    rotation.failAt(TEST_SECRET).always().before();
    secrets.rotateSecret(r -> r.secretId("prod/db").rotationLambdaARN(rotation.lambdaArn()));
    assertThatThrownBy(() -> secrets.rotateSecret(r -> r.secretId("prod/db")))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("A previous rotation isn't complete");

    secrets.cancelRotateSecret(r -> r.secretId("prod/db"));
    var current = secrets.getSecretValue(r -> r.secretId("prod/db")).versionId();
    var pending =
        secrets.getSecretValue(r -> r.secretId("prod/db").versionStage("AWSPENDING")).versionId();
    secrets.updateSecretVersionStage(
        r ->
            r.secretId("prod/db")
                .versionStage("AWSCURRENT")
                .removeFromVersionId(current)
                .moveToVersionId(pending));

    assertThat(aws).secret("prod/db").hasVersionId(pending);
  }

  @Test
  void functionOfYourOwnGetsEachStep(SecretsEmulator aws, SecretsManagerClient secrets) {
    var function =
        RotationFunctions.of(
            (event, client) -> {
              switch (event.step()) {
                case CREATE_SECRET ->
                    client.putSecretValue(
                        r ->
                            r.secretId(event.secretId())
                                .clientRequestToken(event.clientRequestToken())
                                .secretString("{\"password\":\"two\"}")
                                .versionStages("AWSPENDING"));
                case SET_SECRET, TEST_SECRET -> {} // the database
                case FINISH_SECRET ->
                    client.updateSecretVersionStage(
                        r ->
                            r.secretId(event.secretId())
                                .versionStage("AWSCURRENT")
                                .removeFromVersionId(currentVersion(client, event.secretId()))
                                .moveToVersionId(event.clientRequestToken()));
              }
            });
    var rotation = aws.rotation("prod/db").with(function);

    secrets.rotateSecret(r -> r.secretId("prod/db").rotationLambdaARN(rotation.lambdaArn()));

    assertThat(aws).secret("prod/db").hasJsonValue("password", "two");
  }

  private static String currentVersion(SecretsManagerClient client, String secretId) {
    return client.getSecretValue(r -> r.secretId(secretId)).versionId();
  }

  @Test
  @RotationFails(secret = "prod/db", step = TEST_SECRET)
  void failureDeclaredByAnAnnotation(SecretsEmulator aws, SecretsManagerClient secrets) {
    var rotation = aws.rotation("prod/db").with(new PasswordRotation());

    secrets.rotateSecret(r -> r.secretId("prod/db").rotationLambdaARN(rotation.lambdaArn()));

    assertThat(new Checkout(secrets).password()).contains("one");
  }
}

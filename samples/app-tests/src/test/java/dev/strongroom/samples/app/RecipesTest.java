package dev.strongroom.samples.app;

import static dev.strongroom.api.RotationStep.TEST_SECRET;
import static dev.strongroom.assertj.StrongroomAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.junit.Secret;
import dev.strongroom.junit.SecretsManagerTest;
import dev.strongroom.rotation.PasswordRotation;
import dev.strongroom.sdk.Clients;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The README's recipes on rotation and faults. */
@SecretsManagerTest
@Secret(name = "prod/db", json = "{\"username\":\"app\",\"password\":\"one\"}")
class RecipesTest {

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
  void theSdksRetriesSurviveTwoThrottles(SecretsEmulator aws) {
    var secrets = Clients.of(aws).real().secretsManager();
    var fault = aws.faults().on("GetSecretValue").first(2).throttle();

    assertThat(secrets.getSecretValue(r -> r.secretId("prod/db")).secretString()).contains("one");

    assertThat(fault.struck()).isEqualTo(2);
  }

  @Test
  void assertionsReadLikeSentences(SecretsEmulator aws, SecretsManagerClient secrets) {
    secrets.putSecretValue(
        r -> r.secretId("prod/db").secretString("two").versionStages("AWSPENDING"));

    assertThat(aws).secret("prod/db").hasPendingVersion().hasJsonValue("password", "one");
    assertThat(aws).recorded("PutSecretValue").on("prod/db").succeeded().once();
    assertThat(aws).recorded("GetSecretValue").never();
  }
}

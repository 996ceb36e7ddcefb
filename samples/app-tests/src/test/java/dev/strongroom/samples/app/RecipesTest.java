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
import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ReplicaRegionType;

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

  @Test
  void emulatorsOfOneSeedHaveOneHistory() {
    assertThat(arnOfTheFirstSecret()).isEqualTo(arnOfTheFirstSecret());
  }

  private static String arnOfTheFirstSecret() {
    var settings =
        SecretsEmulator.builder().randomSeed(42).frozenAt(Instant.parse("2026-01-01T00:00:00Z"));
    try (var aws = settings.build()) {
      return Clients.of(aws).secretsManager().createSecret(r -> r.name("prod/db")).arn();
    }
  }

  @Test
  void replicasAreStaleMeanwhile() {
    var settings = SecretsEmulator.builder().replicationLag("eu-west-1", Duration.ofSeconds(10));
    try (var aws = settings.build()) {
      var secrets = Clients.of(aws).secretsManager();
      var replica = Clients.of(aws).in(Region.EU_WEST_1).secretsManager();
      var ireland = ReplicaRegionType.builder().region("eu-west-1").build();
      secrets.createSecret(r -> r.name("prod/db").secretString("one").addReplicaRegions(ireland));
      aws.clock().advance(Duration.ofSeconds(10));

      secrets.putSecretValue(r -> r.secretId("prod/db").secretString("two"));

      assertThat(new Checkout(replica).password()).isEqualTo("one");
      aws.clock().advance(Duration.ofSeconds(10));
      assertThat(new Checkout(replica).password()).isEqualTo("two");
    }
  }
}

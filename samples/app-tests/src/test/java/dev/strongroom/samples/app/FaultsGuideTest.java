package dev.strongroom.samples.app;

import static dev.strongroom.assertj.StrongroomAssertions.assertThat;
import static dev.strongroom.assertj.StrongroomAssertions.assertThatThrownBy;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.fault.Quotas;
import dev.strongroom.junit.Secret;
import dev.strongroom.junit.SecretsManagerTest;
import dev.strongroom.junit.Throttled;
import dev.strongroom.sdk.Clients;
import dev.strongroom.sdk.Transports;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.DecryptionFailureException;
import software.amazon.awssdk.services.sts.StsClient;

/** The examples of {@code docs/guides/faults.md}. */
@SecretsManagerTest
@Secret(name = "prod/db", json = "{\"username\":\"app\",\"password\":\"one\"}")
class FaultsGuideTest {

  @Test
  void theSdksRetriesSurviveTwoThrottles(SecretsEmulator aws) {
    var secrets = Clients.of(aws).real().secretsManager();
    var fault = aws.faults().on("GetSecretValue").first(2).throttle();

    assertThat(secrets.getSecretValue(r -> r.secretId("prod/db")).secretString()).contains("one");

    assertThat(fault.struck()).isEqualTo(2);
  }

  @Test
  @Throttled(value = "GetSecretValue", times = 2)
  void throttlingDeclaredByAnAnnotation(SecretsManagerClient secrets) {
    assertThat(new Checkout(secrets).password()).contains("one");
  }

  @Test
  void yourOwnBuildersRetriesRunWithoutWaiting(SecretsEmulator aws) {
    var builder = SecretsManagerClient.builder();

    Transports.attach(builder, aws);
    Transports.withoutWaiting(builder);

    var fault = aws.faults().on("GetSecretValue").first(2).throttle();
    try (var secrets = builder.build()) {
      assertThat(new Checkout(secrets).password()).contains("one");
    }
    assertThat(fault).struck(2);
  }

  @Test
  void lostAnswerMeansThatTheWriteHappened(SecretsEmulator aws) {
    var secrets = Clients.of(aws).real().secretsManager();
    aws.faults().on("PutSecretValue").first(1).loseAnswer();

    secrets.putSecretValue(r -> r.secretId("prod/db").secretString("two"));

    assertThat(aws).secret("prod/db").hasVersions(2).hasValue("two"); // and not a third version
  }

  @Test
  void applicationSeesAnOldValueAfterAWrite(SecretsEmulator aws, SecretsManagerClient secrets) {
    aws.faults().on("GetSecretValue").staleReads(1);
    secrets.putSecretValue(r -> r.secretId("prod/db").secretString("two"));

    assertThat(new Checkout(secrets).password()).contains("one");
    assertThat(new Checkout(secrets).password()).isEqualTo("two");
  }

  @Test
  void regionIsDown(SecretsEmulator aws) {
    aws.faults().region("us-east-1").down();

    assertThatThrownBy(() -> Clients.of(aws).secretsManager().listSecrets())
        .isInstanceOf(SdkClientException.class);
  }

  @Test
  void kmsIsDown(SecretsEmulator aws, SecretsManagerClient secrets) {
    aws.faults().kms().on("Decrypt").down();

    assertThatThrownBy(() -> new Checkout(secrets).password())
        .isInstanceOf(DecryptionFailureException.class);
  }

  @Test
  void stsIsDown(SecretsEmulator aws, StsClient sts) {
    aws.faults().service("sts").down();

    assertThatThrownBy(sts::getCallerIdentity).isInstanceOf(SdkClientException.class);
  }

  @Test
  void quotasThrottleAsAwsDoes() {
    var settings = SecretsEmulator.builder().quotas(Quotas.aws().rate("ListSecrets", 1));
    try (var aws = settings.build()) {
      var secrets = Clients.of(aws).secretsManager();
      secrets.listSecrets();

      assertThatThrownBy(secrets::listSecrets).hasMessageContaining("Rate exceeded");
      aws.clock().advance(Duration.ofSeconds(1));
      secrets.listSecrets();
    }
  }

  @Test
  void faultThatNeverStruckFailsTheTest(SecretsEmulator aws) {
    aws.faults().on("GetSecretValue").throttle();

    assertThatThrownBy(() -> aws.faults().requireAllStruck())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("ThrottlingException on GetSecretValue: struck 0");
  }
}

package dev.strongroom.samples.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.junit.Secret;
import dev.strongroom.junit.SecretsManagerTest;
import dev.strongroom.sdk.Clients;
import dev.strongroom.sdk.Transports;
import dev.strongroom.wire.CloudTrail;
import dev.strongroom.wire.Endpoint;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.DecryptionFailureException;

/** Calls that the documents mention without an example. */
@SecretsManagerTest
@Secret(name = "prod/db", string = "one", kmsKey = "alias/shop")
class MentionedCallsTest {

  @Test
  void keyThatIsDisabledOpensNothing(SecretsManagerClient secrets, SecretsEmulator aws) {
    var kms = Clients.of(aws).client(KmsClient.class);
    var keyId = kms.describeKey(r -> r.keyId("alias/shop")).keyMetadata().keyId();

    kms.disableKey(r -> r.keyId(keyId));

    assertThatThrownBy(() -> new Checkout(secrets).password())
        .isInstanceOf(DecryptionFailureException.class);
  }

  @Test
  void cloudTrailTellsCallsAndNoValues(SecretsManagerClient secrets, SecretsEmulator aws) {
    secrets.putSecretValue(r -> r.secretId("prod/db").secretString("battery-staple"));

    assertThat(CloudTrail.json(aws.audit()))
        .contains("PutSecretValue")
        .doesNotContain("battery-staple");
  }

  @Test
  void faultThatNeverStruckFailsTheTest(SecretsEmulator aws) {
    aws.faults().on("GetSecretValue").throttle();

    assertThatThrownBy(() -> aws.faults().requireAllStruck())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("ThrottlingException on GetSecretValue: struck 0");
  }

  @Test
  void transportGoesIntoTheApplicationsOwnBuilder(SecretsEmulator aws) {
    var builder = SecretsManagerClient.builder();

    Transports.attach(builder, aws);
    Transports.withoutWaiting(builder);

    var fault = aws.faults().on("GetSecretValue").first(2).throttle();
    try (var secrets = builder.build()) {
      assertThat(new Checkout(secrets).password()).isEqualTo("one");
    }
    assertThat(fault.struck()).isEqualTo(2);
  }

  @Test
  void endpointHasAUrl(SecretsEmulator aws) throws IOException {
    try (var endpoint = Endpoint.start(aws, 0)) {
      assertThat(endpoint.uri().toString()).startsWith("http://127.0.0.1:");
    }
  }

  @Test
  void snapshotCanBeRestored(SecretsManagerClient secrets, SecretsEmulator aws) {
    var snapshot = aws.snapshot();
    secrets.deleteSecret(r -> r.secretId("prod/db"));

    aws.restore(snapshot);

    assertThat(new Checkout(secrets).password()).isEqualTo("one");
  }
}

package dev.strongroom.samples.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.junit.Secret;
import dev.strongroom.junit.SecretsManagerTest;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.lambda.powertools.parameters.secrets.SecretsProvider;

/** Powertools for AWS Lambda, given the handler's client. */
@SecretsManagerTest
@Secret(name = "prod/partner-key", string = "k-123-4567")
class PowertoolsTest {

  @Test
  void asksOnceInAnHour(SecretsManagerClient client, SecretsEmulator aws) {
    var secrets = SecretsProvider.builder().withClient(client).build();

    for (int invocation = 0; invocation < 3; invocation++) {
      assertThat(secrets.withMaxAge(1, ChronoUnit.HOURS).get("prod/partner-key"))
          .isEqualTo("k-123-4567");
    }

    assertThat(aws.audit().of("GetSecretValue").on("prod/partner-key")).hasSize(1);
  }
}

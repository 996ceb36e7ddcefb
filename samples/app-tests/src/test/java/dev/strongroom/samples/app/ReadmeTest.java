package dev.strongroom.samples.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.junit.Secret;
import dev.strongroom.junit.SecretsManagerTest;
import dev.strongroom.time.VirtualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

@SecretsManagerTest
@Secret(name = "prod/db", json = "{\"username\":\"app\",\"password\":\"one\"}")
class ReadmeTest {

  @Test
  void deletedSecretBlocksItsNameForThirtyDays(SecretsManagerClient secrets, VirtualClock clock) {
    secrets.deleteSecret(r -> r.secretId("prod/db"));
    assertThatThrownBy(() -> secrets.createSecret(r -> r.name("prod/db")))
        .hasMessageContaining("already scheduled for deletion");

    clock.advance(Duration.ofDays(30));

    assertThat(secrets.createSecret(r -> r.name("prod/db")).name()).isEqualTo("prod/db");
  }
}

package dev.strongroom.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.time.VirtualClock;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** An application's test as its authors would write it. */
@SecretsManagerTest
@Secret(name = "prod/db", json = "{\"username\":\"app\",\"password\":\"one\"}")
class CheckoutTest {

  @Test
  void readsItsPassword(SecretsManagerClient secrets) {
    assertThat(new Checkout(secrets).login()).contains("\"password\":\"one\"");
  }

  @Test
  void picksUpAChangedPassword(SecretsManagerClient secrets) {
    var checkout = new Checkout(secrets);

    secrets.putSecretValue(r -> r.secretId("prod/db").secretString("{\"password\":\"two\"}"));

    assertThat(checkout.login()).isEqualTo("{\"password\":\"two\"}");
  }

  @Test
  void readsItsPasswordOnceAStart(SecretsManagerClient secrets, SecretsEmulator aws) {
    new Checkout(secrets).login();

    assertThat(aws.audit().of("GetSecretValue")).hasSize(1);
  }

  @Test
  void staysDownWhileItsSecretIsScheduledForDeletion(SecretsManagerClient secrets) {
    secrets.deleteSecret(r -> r.secretId("prod/db"));

    assertThatThrownBy(() -> new Checkout(secrets).login())
        .isInstanceOf(InvalidRequestException.class);
  }

  @Test
  void findsNothingAfterThirtyDays(SecretsManagerClient secrets, VirtualClock clock) {
    secrets.deleteSecret(r -> r.secretId("prod/db"));

    clock.advance(Duration.ofDays(30));

    assertThatThrownBy(() -> new Checkout(secrets).login())
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  @Secret(name = "prod/partner-key", string = "k-123", tags = "team=payments")
  void seesTheSecretOfItsMethod(SecretsManagerAsyncClient secrets) {
    var read = secrets.getSecretValue(r -> r.secretId("prod/partner-key")).join();

    assertThat(read.secretString()).isEqualTo("k-123");
  }

  @ParameterizedTest
  @ValueSource(strings = {"two", "three"})
  void takesAnyPassword(String password, SecretsManagerClient secrets) {
    secrets.putSecretValue(r -> r.secretId("prod/db").secretString(password));

    assertThat(new Checkout(secrets).login()).isEqualTo(password);
  }

  @Nested
  @Secret(name = "prod/replica-db", string = "replica")
  class WithAReplica {

    @Test
    void seesBothSecrets(SecretsManagerClient secrets) {
      assertThat(Kit.names(secrets)).containsExactly("prod/db", "prod/replica-db");
    }
  }

  private record Checkout(SecretsManagerClient secrets) {

    String login() {
      return Kit.value(secrets, "prod/db");
    }
  }
}

package dev.strongroom.samples.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.junit.Secret;
import dev.strongroom.junit.SecretsManagerTest;
import dev.strongroom.sdk.Clients;
import dev.strongroom.seed.Seed;
import dev.strongroom.time.VirtualClock;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/** A hand-written fake, the emulator in its place, and the emulator without JUnit's help. */
class PlainJUnitTest {

  @Nested
  class Before {

    private final SecretsManagerClient secrets =
        new SecretsManagerClient() {
          @Override
          public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
            return GetSecretValueResponse.builder().secretString("one").build();
          }

          @Override
          public String serviceName() {
            return "secretsmanager";
          }

          @Override
          public void close() {}
        };

    @Test
    void readsThePassword() {
      assertThat(new Checkout(secrets).password()).isEqualTo("one");
    }
  }

  @Nested
  @SecretsManagerTest
  @Secret(name = "prod/db", string = "one")
  class After {

    private final Checkout checkout;

    After(SecretsManagerClient secrets) {
      checkout = new Checkout(secrets);
    }

    @Test
    void readsThePassword() {
      assertThat(checkout.password()).isEqualTo("one");
    }

    @Test
    void readsThePasswordThatWasRestored(SecretsManagerClient secrets, VirtualClock clock) {
      secrets.deleteSecret(r -> r.secretId("prod/db"));
      clock.advance(Duration.ofDays(29));
      secrets.restoreSecret(r -> r.secretId("prod/db"));

      assertThat(checkout.password()).isEqualTo("one");
    }
  }

  @Nested
  class WithoutJUnit {

    private static final SecretsEmulator SEEDED =
        SecretsEmulator.builder().secret(Seed.secret("prod/db").string("one")).build();

    private final SecretsEmulator aws = SEEDED.fork();

    @Test
    public void readsThePassword() {
      var secrets = Clients.of(aws).secretsManager();

      assertThat(new Checkout(secrets).password()).isEqualTo("one");
      assertThat(aws.audit().of("GetSecretValue").on("prod/db")).hasSize(1);
    }

    @Test
    void changesTheForkOnly() {
      Clients.of(aws).secretsManager().deleteSecret(r -> r.secretId("prod/db"));

      assertThat(new Checkout(Clients.of(SEEDED).secretsManager()).ping()).isTrue();
    }
  }

  /** The README's. */
  @Test
  void emulatorIsAnObject() {
    try (var aws = SecretsEmulator.create()) {
      var secrets = Clients.of(aws).secretsManager();
      secrets.createSecret(r -> r.name("prod/db").secretString("one"));
    }
  }
}

package dev.strongroom.samples.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.junit.Secret;
import dev.strongroom.junit.SecretsManagerTest;
import dev.strongroom.wire.Endpoint;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;

/** A client, or an endpoint, in place of a container. */
class FromContainersTest {

  @Nested
  @SecretsManagerTest
  @Secret(name = "prod/db", string = "one")
  class CheckoutTest {

    @Test
    void readsThePassword(SecretsManagerClient secrets) {
      assertThat(new Checkout(secrets).password()).isEqualTo("one");
    }

    @Test
    void readsTheNewPassword(SecretsManagerClient secrets) {
      secrets.putSecretValue(r -> r.secretId("prod/db").secretString("two"));

      assertThat(new Checkout(secrets).password()).isEqualTo("two");
    }
  }

  @Nested
  @SecretsManagerTest
  @Secret(name = "prod/db", string = "one")
  class ByUrl {

    @Test
    void readsThePasswordOverHttp(SecretsEmulator aws) throws IOException {
      try (var endpoint = Endpoint.start(aws, 0);
          var secrets = clientFor(endpoint.uri())) {
        assertThat(new Checkout(secrets).password()).isEqualTo("one");
      }
    }

    @Test
    void nameOfADeletedSecretIsNotFree(SecretsManagerClient secrets) {
      secrets.deleteSecret(r -> r.secretId("prod/db"));

      assertThatThrownBy(() -> secrets.createSecret(r -> r.name("prod/db")))
          .isInstanceOf(InvalidRequestException.class);
      secrets.restoreSecret(r -> r.secretId("prod/db"));
      secrets.deleteSecret(r -> r.secretId("prod/db").forceDeleteWithoutRecovery(true));
      secrets.createSecret(r -> r.name("prod/db").secretString("two"));

      assertThat(new Checkout(secrets).password()).isEqualTo("two");
    }

    private static SecretsManagerClient clientFor(URI endpoint) {
      return SecretsManagerClient.builder()
          .endpointOverride(endpoint)
          .region(Region.US_EAST_1)
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
          .build();
    }
  }
}

package dev.strongroom.samples.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.junit.Secret;
import dev.strongroom.junit.SecretsManagerTest;
import dev.strongroom.sdk.Transports;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient;

/** Further examples of {@code docs/guides/clients.md}. */
@SecretsManagerTest
@Secret(name = "prod/db", string = "one")
class ClientsGuideTest {

  @Test
  void asynchronousBuilderTakesATransportToo(SecretsEmulator aws) {
    try (var secrets =
        SecretsManagerAsyncClient.builder()
            .httpClient(Transports.async(aws))
            .region(Region.US_EAST_1)
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .build()) {
      assertThat(secrets.getSecretValue(r -> r.secretId("prod/db")).join().secretString())
          .isEqualTo("one");
    }
  }
}

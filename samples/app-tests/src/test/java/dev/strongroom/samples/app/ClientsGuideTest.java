package dev.strongroom.samples.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.junit.Secret;
import dev.strongroom.junit.SecretsManagerTest;
import dev.strongroom.sdk.Transports;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Further examples of {@code docs/guides/clients.md}. */
@SecretsManagerTest
@Secret(name = "prod/db", string = "one")
class ClientsGuideTest {

  private static final AwsCredentialsProvider NOBODY = AnonymousCredentialsProvider.create();

  @Test
  void httpClientsAreThereByThemselves(SecretsEmulator aws) {
    var region = Region.US_EAST_1;
    var builder = SecretsManagerClient.builder().region(region).credentialsProvider(NOBODY);
    builder.httpClient(Transports.of(aws));
    var asyncBuilder = SecretsManagerAsyncClient.builder().region(region);
    asyncBuilder.credentialsProvider(NOBODY).httpClient(Transports.async(aws));

    try (var secrets = builder.build();
        var async = asyncBuilder.build()) {
      assertThat(new Checkout(secrets).password()).isEqualTo("one");
      assertThat(async.getSecretValue(r -> r.secretId("prod/db")).join().secretString())
          .isEqualTo("one");
    }
  }

  @Test
  void asynchronousBuilderTakesATransportToo(SecretsEmulator aws) {
    try (var secrets = Transports.attach(SecretsManagerAsyncClient.builder(), aws).build()) {
      assertThat(secrets.getSecretValue(r -> r.secretId("prod/db")).join().secretString())
          .isEqualTo("one");
    }
  }
}

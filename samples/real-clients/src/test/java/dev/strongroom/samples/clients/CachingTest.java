package dev.strongroom.samples.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.secretsmanager.caching.SecretCache;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.junit.RedirectAwsClients;
import dev.strongroom.junit.Secret;
import dev.strongroom.junit.SecretsManagerTest;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** AWS's caching library with its default client: {@code new SecretCache()}. */
@SecretsManagerTest
@RedirectAwsClients
@Secret(name = "prod/partner-key", string = "k-123-4567")
class CachingTest {

  @Test
  void asksOnceAndRemembers(SecretsEmulator aws) {
    try (var cache = new SecretCache()) {
      assertThat(cache.getSecretString("prod/partner-key")).isEqualTo("k-123-4567");
      assertThat(cache.getSecretString("prod/partner-key")).isEqualTo("k-123-4567");
    }

    assertThat(aws.audit().of("DescribeSecret").on("prod/partner-key")).hasSize(1);
    assertThat(aws.audit().of("GetSecretValue").on("prod/partner-key")).hasSize(1);
  }

  @Test
  void remembersThatThereIsNoSuchSecretToo(SecretsEmulator aws) {
    try (var cache = new SecretCache()) {
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> cache.getSecretString("prod/typo"))
            .isInstanceOf(ResourceNotFoundException.class);
      }
    }

    assertThat(aws.audit().failedWith("ResourceNotFoundException")).hasSize(1);
  }
}

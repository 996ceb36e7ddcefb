package dev.strongroom.samples.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.junit.Secret;
import dev.strongroom.junit.SecretsManagerTest;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

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

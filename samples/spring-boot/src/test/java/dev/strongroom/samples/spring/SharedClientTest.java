package dev.strongroom.samples.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.junit.As;
import dev.strongroom.junit.Secret;
import dev.strongroom.junit.SecretsManagerTest;
import dev.strongroom.junit.SharedClient;
import dev.strongroom.junit.SharedClients;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The application's client as a bean of the test, without the zero-change switch. */
@SecretsManagerTest
@SharedClient("shop")
@Secret(name = "partner-key", string = "first-partner-key")
@SpringBootTest(properties = {"spring.config.name=none", "database.password=unused"})
class SharedClientTest {

  @TestConfiguration
  static class TestClients {

    @Bean
    SecretsManagerClient secretsManager() {
      return SharedClients.of("shop").secretsManager();
    }
  }

  @Autowired private Shop shop;

  @Test
  void readsWhatTheTestHas(SecretsManagerClient secrets) {
    secrets.putSecretValue(r -> r.secretId("partner-key").secretString("second-partner-key"));

    assertThat(shop.partnerKey()).isEqualTo("second-partner-key");
  }

  @Test
  void readsNothingOfOtherTests() {
    assertThat(shop.partnerKey()).isEqualTo("first-partner-key");
  }

  @Test
  @As("role/nobody")
  void asksAsSomebodyWhoMayNotRead() {
    assertThatThrownBy(shop::partnerKey).hasMessageContaining("role/nobody is not authorized");
  }
}

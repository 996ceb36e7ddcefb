package dev.strongroom.samples.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.SecretsEmulator;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Strongroom.class)
class ShopTest {

  @Inject Shop shop;

  SecretsEmulator aws; // set by Strongroom

  @Test
  void readsItsSecret() {
    assertThat(shop.partnerKey()).isEqualTo("k-123");

    assertThat(aws.audit().of("GetSecretValue").on("partner-key")).hasSize(1);
  }
}

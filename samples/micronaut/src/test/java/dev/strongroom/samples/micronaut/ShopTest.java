package dev.strongroom.samples.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.seed.Seed;
import dev.strongroom.wire.Endpoint;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.test.support.TestPropertyProvider;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A Micronaut application whose client, as the module makes it, calls an endpoint of the test. */
@MicronautTest(startApplication = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShopTest implements TestPropertyProvider {

  private final SecretsEmulator aws =
      SecretsEmulator.builder().secret(Seed.secret("partner-key").string("k-123")).build();
  private Endpoint endpoint;

  @Inject Shop shop;

  @Override
  public Map<String, String> getProperties() {
    try {
      endpoint = Endpoint.start(aws, 0);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return Map.of(
        "aws.services.secretsmanager.endpoint-override", endpoint.uri().toString(),
        "aws.region", "us-east-1",
        "aws.access-key-id", "test",
        "aws.secret-key", "test");
  }

  @AfterAll
  void close() {
    endpoint.close();
    aws.close();
  }

  @Test
  void readsItsSecret() {
    assertThat(shop.partnerKey()).isEqualTo("k-123");

    assertThat(aws.audit().of("GetSecretValue").on("partner-key")).hasSize(1);
  }
}

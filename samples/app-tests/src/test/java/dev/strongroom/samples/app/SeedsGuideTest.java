package dev.strongroom.samples.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.junit.As;
import dev.strongroom.junit.SecretsManagerTest;
import dev.strongroom.junit.SeedFile;
import dev.strongroom.sdk.Clients;
import dev.strongroom.seed.Seed;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The examples of {@code docs/guides/seeds.md}. */
class SeedsGuideTest {

  @SecretsManagerTest
  @SeedFile("src/test/resources/shop.yaml")
  void roleOfTheSeedReadsItsSecrets(@As("role/app") SecretsManagerClient secrets) {
    assertThat(secrets.getSecretValue(r -> r.secretId("prod/api")).secretString()).hasSize(40);
  }

  @Test
  void emulatorStartsWithASeed() throws IOException {
    var seed = Seed.load(Path.of("src/test/resources/shop.yaml")).and(Seed.secret("prod/more"));
    var aws = SecretsEmulator.builder().seed(seed).build();

    var secrets = Clients.of(aws).secretsManager();
    assertThat(secrets.listSecrets().secretList()).hasSize(3);
  }
}

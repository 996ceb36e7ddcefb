package dev.strongroom.samples.app;

import static dev.strongroom.assertj.StrongroomAssertions.assertThat;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.junit.FrozenAt;
import dev.strongroom.junit.Secret;
import dev.strongroom.junit.SecretsManagerTest;
import dev.strongroom.sdk.Clients;
import dev.strongroom.time.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The examples of {@code docs/guides/clock.md}. */
class ClockGuideTest {

  @Test
  @SecretsManagerTest
  @FrozenAt("2026-01-01T00:00:00Z")
  @Secret(name = "prod/db", string = "one")
  void recoveryWindowEndsToTheSecond(
      SecretsManagerClient secrets, VirtualClock clock, SecretsEmulator aws) {
    var deletion = secrets.deleteSecret(r -> r.secretId("prod/db").recoveryWindowInDays(7L));
    assertThat(deletion.deletionDate()).isEqualTo("2026-01-08T00:00:00Z");

    clock.advance(Duration.ofDays(7).minusSeconds(1));
    assertThat(aws).secret("prod/db").isScheduledForDeletion();
    clock.advance(Duration.ofSeconds(1));
    assertThat(aws).secret("prod/db").doesNotExist();
  }

  @Test
  void emulatorsOfOneSeedHaveOneHistory() {
    assertThat(arnOfTheFirstSecret()).isEqualTo(arnOfTheFirstSecret());
  }

  private static String arnOfTheFirstSecret() {
    var settings =
        SecretsEmulator.builder().randomSeed(42).frozenAt(Instant.parse("2026-01-01T00:00:00Z"));
    try (var aws = settings.build()) {
      return Clients.of(aws).secretsManager().createSecret(r -> r.name("prod/db")).arn();
    }
  }
}

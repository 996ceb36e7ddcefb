package dev.strongroom.samples.app;

import static dev.strongroom.assertj.StrongroomAssertions.assertThat;
import static dev.strongroom.assertj.StrongroomAssertions.assertThatThrownBy;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.junit.FrozenAt;
import dev.strongroom.junit.MaxCost;
import dev.strongroom.junit.Secret;
import dev.strongroom.junit.SecretsManagerTest;
import dev.strongroom.report.Bill;
import dev.strongroom.report.ConfigRule;
import dev.strongroom.report.Monitoring;
import dev.strongroom.report.Usage;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The examples of {@code docs/guides/costs.md}. */
@SecretsManagerTest
@FrozenAt("2026-01-01T00:00:00Z")
@Secret(name = "prod/db", json = "{\"username\":\"app\",\"password\":\"one\"}")
class CostsGuideTest {

  @Test
  void aMonthOfOneSecretCosts40Cents(SecretsEmulator aws, SecretsManagerClient secrets) {
    new Checkout(secrets).password();
    aws.clock().advance(Duration.ofDays(30));

    assertThat(aws).costsAtMost(0.41);
    assertThat(Bill.of(aws).toString()).contains("720 hours of secrets");
  }

  @Test
  @MaxCost(value = 5.00, times = 1_000_000)
  void aMillionOrdersCostAtMost5Dollars(SecretsManagerClient secrets) {
    new Checkout(secrets).password();
  }

  @Test
  void planOfAMonthHasItsPrice(SecretsEmulator aws, SecretsManagerClient secrets) {
    new Checkout(secrets).password();

    var plan = Usage.of(aws).repeated(50_000 * 30).withSecrets(20);

    assertThat(plan.bill().total()).isEqualByComparingTo("15.50");
  }

  @Test
  void secretThatNobodyReadsIsFound(SecretsEmulator aws) {
    aws.clock().advance(Duration.ofDays(91));

    assertThat(ConfigRule.unused(90).evaluate(aws))
        .extracting(ConfigRule.Evaluation::compliance)
        .containsExactly(ConfigRule.Compliance.NON_COMPLIANT);
  }

  @Test
  void readOfADeletedSecretIsFound(SecretsEmulator aws, SecretsManagerClient secrets) {
    secrets.deleteSecret(r -> r.secretId("prod/db"));

    assertThatThrownBy(() -> new Checkout(secrets).password()).isNotNull();

    assertThat(Monitoring.readsOfDeletedSecrets(aws.audit())).hasSize(1);
    assertThat(Monitoring.resourceCount(aws)).isEqualTo(1);
    assertThat(Monitoring.failedRotations(aws.audit())).isEmpty();
  }
}

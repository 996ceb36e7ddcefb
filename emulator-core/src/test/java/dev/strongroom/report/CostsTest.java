package dev.strongroom.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.DeleteSecret;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.RemoveRegionsFromReplication;
import dev.strongroom.api.ReplicaRegion;
import dev.strongroom.api.ReplicateSecretToRegions;
import dev.strongroom.api.RestoreSecret;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceClient;
import dev.strongroom.api.kms.CreateKey;
import dev.strongroom.api.kms.ScheduleKeyDeletion;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What AWS would charge. */
class CostsTest {

  private static final Duration MONTH = Duration.ofDays(30);

  private final SecretsEmulator aws =
      SecretsEmulator.builder()
          .frozenAt(Instant.parse("2026-01-01T00:00:00Z"))
          .randomSeed(1)
          .auditCapacity(50_000)
          .build();
  private final ServiceClient service = aws.as(aws.administrator());

  private void create(String name) {
    service.call(
        CreateSecret.of(name, aws.newClientRequestToken())
            .withSecretString(SecretValue.ofText("a-secret-value")));
  }

  /** The costs of storage alone. */
  private BigDecimal stored() {
    return Usage.of(aws).withCalls(0).withKeyRequests(0).bill().total();
  }

  @Test
  @DisplayName("COST-1: a secret is $0.40 a month of 720 hours, by the hour")
  void secretIsChargedByTheHour() {
    create("prod/db");
    assertThat(stored()).isEqualByComparingTo("0");

    aws.clock().advance(Duration.ofHours(12));
    assertThat(stored()).isEqualByComparingTo("0.006666666667");

    aws.clock().advance(MONTH.minusHours(12));
    assertThat(stored()).isEqualByComparingTo("0.40");
  }

  @Test
  @DisplayName("COST-1: an hour that has begun counts")
  void begunHourCounts() {
    create("prod/db");
    aws.clock().advance(Duration.ofMinutes(61));

    assertThat(Usage.of(aws).secretHours()).isEqualTo(2);
  }

  @Test
  @DisplayName("COST-1: a replica is one more secret")
  void replicaIsOneMoreSecret() {
    create("prod/db");
    service.call(
        new ReplicateSecretToRegions(
            "prod/db",
            List.of(ReplicaRegion.of("eu-west-1"), ReplicaRegion.of("eu-west-2")),
            null));
    aws.clock().advance(MONTH);

    assertThat(Usage.of(aws).replicaHours()).isEqualTo(2 * 720);
    assertThat(stored()).isEqualByComparingTo("1.20");
  }

  @Test
  @DisplayName("COST-1: a replica is charged from its replication to its removal")
  void replicaIsChargedWhileItIsThere() {
    create("prod/db");
    aws.clock().advance(Duration.ofHours(10));
    service.call(
        new ReplicateSecretToRegions("prod/db", List.of(ReplicaRegion.of("eu-west-1")), null));
    aws.clock().advance(Duration.ofHours(5));
    service.call(new RemoveRegionsFromReplication("prod/db", List.of("eu-west-1")));
    aws.clock().advance(Duration.ofHours(10));

    assertThat(Usage.of(aws).replicaHours()).isEqualTo(5);
    assertThat(Usage.of(aws).secretHours()).isEqualTo(25);
  }

  @Test
  @DisplayName(
      "COST-1: a secret that is marked for deletion costs nothing, and again once restored")
  void markedSecretIsFree() {
    create("prod/db");
    aws.clock().advance(Duration.ofHours(10));
    service.call(DeleteSecret.of("prod/db"));
    aws.clock().advance(Duration.ofDays(7));
    assertThat(Usage.of(aws).secretHours()).isEqualTo(10);

    service.call(new RestoreSecret("prod/db"));
    aws.clock().advance(Duration.ofHours(3));
    assertThat(Usage.of(aws).secretHours()).isEqualTo(13);
  }

  @Test
  void secretThatIsGoneHasCostWhatItWasThereFor() {
    create("prod/db");
    aws.clock().advance(Duration.ofHours(10));
    service.call(DeleteSecret.of("prod/db").withForceDeleteWithoutRecovery(true));
    aws.clock().advance(Duration.ofDays(60));
    create("prod/db");
    aws.clock().advance(Duration.ofHours(1));

    assertThat(Usage.of(aws).secretHours()).isEqualTo(11);
  }

  @Test
  void forkCountsWhatIsStoredFromItsCreation() {
    create("prod/db");
    aws.clock().advance(Duration.ofHours(10));

    assertThat(Usage.of(aws.fork()).secretHours()).isEqualTo(10);
    assertThat(Usage.of(aws.fork()).calls()).isZero();
    assertThat(Usage.of(aws.fork(), aws.audit()).calls()).isEqualTo(1);
  }

  @Test
  void restoredSnapshotTakesLaterSecretsBack() {
    var empty = aws.snapshot();
    create("prod/db");
    aws.clock().advance(Duration.ofHours(10));
    aws.restore(empty);
    aws.clock().advance(Duration.ofHours(10));

    assertThat(Usage.of(aws).secretHours()).isZero();
  }

  @Test
  @DisplayName("COST-1: versions are not charged for")
  void versionsAreFree() {
    create("prod/db");
    for (int i = 0; i < 50; i++) {
      service.call(
          PutSecretValue.of("prod/db", aws.newClientRequestToken())
              .withSecretString(SecretValue.ofText("another-value-" + i)));
    }
    aws.clock().advance(MONTH);

    assertThat(stored()).isEqualByComparingTo("0.40");
  }

  @Test
  @DisplayName("COST-1: 10,000 calls are $0.05, refused ones included")
  void callsAreChargedBy10000() {
    create("prod/db");
    for (int i = 1; i < 9_999; i++) {
      service.call(GetSecretValue.of("prod/db"));
    }
    assertThatThrownBy(() -> service.call(GetSecretValue.of("prod/none"))).isNotNull();

    assertThat(Usage.of(aws).calls()).isEqualTo(10_000);
    assertThat(Bill.of(aws).total()).isEqualByComparingTo("0.05");
  }

  @Test
  @DisplayName("COST-3: a customer key is $1 a month, until its deletion is scheduled")
  void customerKeyIsChargedByTheHour() {
    var key = service.call(CreateKey.DEFAULT).keyMetadata().arn();
    aws.clock().advance(MONTH);
    assertThat(stored()).isEqualByComparingTo("1");

    service.call(new ScheduleKeyDeletion(key, null));
    aws.clock().advance(Duration.ofDays(5));
    assertThat(stored()).isEqualByComparingTo("1");
  }

  @Test
  @DisplayName(
      "COST-3: requests on aws/secretsmanager are free, those on a customer key are counted")
  void onlyRequestsOnCustomerKeysCount() {
    create("prod/db");
    service.call(GetSecretValue.of("prod/db"));
    assertThat(Usage.of(aws).keyRequests()).isZero();

    var key = service.call(CreateKey.DEFAULT).keyMetadata().arn();
    service.call(
        CreateSecret.of("own", aws.newClientRequestToken())
            .withSecretString(SecretValue.ofText("a-secret-value"))
            .withKmsKeyId(key));
    long before = Usage.of(aws).keyRequests();
    service.call(GetSecretValue.of("own"));
    assertThat(Usage.of(aws).keyRequests()).isEqualTo(before + 1);
  }

  @ParameterizedTest(name = "{0} requests in {1} months: {2}")
  @DisplayName("COST-3: 20,000 requests of KMS a month are free, then 10,000 are $0.03")
  @CsvSource({"20000, 1, 0", "30000, 1, 0.03", "30000, 2, 0", "120000, 1, 0.30"})
  void first20000RequestsAreFree(long requests, long months, String dollars) {
    var usage = new Usage(0, 0, 0, 0, requests, 0, months);

    assertThat(usage.bill().total()).isEqualByComparingTo(dollars);
  }

  @ParameterizedTest(name = "{0} secrets, {1} calls: {2}")
  @DisplayName("COST-1: plans of a month")
  @CsvSource({"2, 30000, 0.95", "20, 1500000, 15.50", "100, 15000000, 115.00"})
  void planOfAMonthHasItsPrice(long secrets, long calls, String dollars) {
    assertThat(Usage.NONE.withSecrets(secrets).withCalls(calls).bill().total())
        .isEqualByComparingTo(dollars);
  }

  @Test
  @DisplayName("COST-3: an advanced parameter is $0.05 a month, a standard one nothing")
  void advancedParametersAreCharged() {
    assertThat(Usage.NONE.withAdvancedParameters(100).bill().total()).isEqualByComparingTo("5");
  }

  @Test
  void usageOfATestIsRepeatedForAPlan() {
    create("prod/db");
    service.call(GetSecretValue.of("prod/db"));

    var plan = Usage.of(aws).repeated(10_000).withSecrets(1);

    assertThat(plan.calls()).isEqualTo(20_000);
    assertThat(plan.bill().total()).isEqualByComparingTo("0.50");
  }

  @Test
  void usageSinceAnEarlierOneIsTheDifference() {
    create("prod/db");
    aws.clock().advance(Duration.ofHours(10));
    var earlier = Usage.of(aws);
    service.call(GetSecretValue.of("prod/db"));
    aws.clock().advance(Duration.ofHours(2));

    assertThat(Usage.of(aws).since(earlier)).isEqualTo(new Usage(2, 0, 1, 0, 0, 0, 1));
    assertThat(earlier.since(Usage.of(aws))).isEqualTo(Usage.NONE);
  }

  @Test
  void billIsATable() {
    assertThat(Usage.NONE.withSecrets(2).withReplicas(1).withCalls(30_001).bill())
        .hasToString(
            """
            1,440 hours of secrets                   $0.40 a month             $0.80
            720 hours of replicas                    $0.40 a month             $0.40
            30,001 calls of Secrets Manager          $0.05 for 10,000          $0.15
            Total                                                              $1.35""");
    assertThat(Usage.NONE.withCalls(1).bill().toString()).endsWith("$0.000005");
    assertThat(Usage.NONE.bill().toString()).endsWith("$0.00");
  }

  @Test
  void logThatDroppedRecordsIsRefused() {
    var small = SecretsEmulator.builder().auditCapacity(1).build();
    small.as(small.administrator()).call(CreateSecret.of("a", small.newClientRequestToken()));
    small.as(small.administrator()).call(CreateSecret.of("b", small.newClientRequestToken()));

    assertThatThrownBy(() -> Bill.of(small))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("dropped its")
        .hasMessageContaining("auditCapacity");
  }

  @Test
  void impossibleUsageIsRefused() {
    assertThatThrownBy(() -> Usage.NONE.withCalls(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("calls=-1");
  }
}

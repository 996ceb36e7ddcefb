package dev.strongroom.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.BatchGetSecretValue;
import dev.strongroom.api.Caller;
import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.ServiceError;
import dev.strongroom.contract.Requests;
import dev.strongroom.contract.Secrets;
import dev.strongroom.seed.Seed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Request rates, on a clock that stands still until it is advanced. */
class QuotasTest {

  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

  /** So many calls at a moment after the start, and how many of them were accepted. */
  private record Row(long millis, int calls, int accepted) {}

  private static SecretsEmulator emulator(Quotas quotas) {
    return SecretsEmulator.builder().frozenAt(START).randomSeed(1).quotas(quotas).build();
  }

  static Stream<Arguments> rates() {
    return Stream.of(
        Arguments.of(
            "QUO-1: a second's worth at once, then a call each 20 ms",
            "ListSecretVersionIds",
            Quotas.aws(),
            List.of(
                new Row(0, 60, 50),
                new Row(19, 3, 0),
                new Row(20, 3, 1),
                new Row(39, 1, 0),
                new Row(40, 1, 1),
                new Row(140, 9, 5),
                new Row(1140, 70, 50))),
        Arguments.of(
            "QUO-1: what is not used is kept up to a second's worth",
            "ListSecrets",
            Quotas.aws(),
            List.of(new Row(0, 30, 30), new Row(100, 0, 0), new Row(86_400_000, 150, 100))),
        Arguments.of(
            "a rate that was adjusted",
            "GetSecretValue",
            Quotas.aws().rate("GetSecretValue", 1),
            List.of(
                new Row(0, 2, 1), new Row(999, 2, 0), new Row(1000, 2, 1), new Row(5000, 9, 1))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rates")
  void callsBeyondTheRateAreThrottled(
      String rule, String operation, Quotas quotas, List<Row> rows) {
    var aws = emulator(quotas);
    var secrets = Doors.administrator(aws);
    secrets.create("a", Secrets.token(1), "one");

    for (var row : rows) {
      aws.clock().advanceTo(START.plusMillis(row.millis()));

      assertThat(accepted(aws, aws.administrator(), operation, row.calls()))
          .as("%s accepted after %s ms", operation, row.millis())
          .isEqualTo(row.accepted());
    }
  }

  @Test
  @DisplayName("QUO-1: each account and each Region has its own allowance")
  void placesAreApart() {
    var aws = emulator(Quotas.aws().rate("ListSecrets", 2));
    var other = aws.account("222222222222").administrator();

    assertThat(accepted(aws, aws.administrator(), "ListSecrets", 3)).isEqualTo(2);
    assertThat(accepted(aws, aws.administrator().in("eu-west-1"), "ListSecrets", 3)).isEqualTo(2);
    assertThat(accepted(aws, other, "ListSecrets", 3)).isEqualTo(2);
  }

  @Test
  @DisplayName("QUO-1: a call to another account's secret counts on the caller's account")
  void callersAccountPays() {
    var aws = emulator(Quotas.aws().rate("DescribeSecret", 1));
    var owner = Doors.administrator(aws);
    var arn = owner.create("a", Secrets.token(1), "one").arn();
    var stranger = Doors.of(aws, aws.account("222222222222").administrator());

    assertThatThrownBy(() -> stranger.describe(arn)).hasMessageContaining("not authorized");

    assertThatThrownBy(() -> stranger.describe(arn)).hasMessage("Rate exceeded");
    assertThat(owner.describe(arn).name()).isEqualTo("a");
  }

  @Test
  @DisplayName("QUO-3: a throttled call is a ThrottlingException, on record, and changes nothing")
  void throttledCallChangesNothing() {
    var aws = emulator(Quotas.aws().rate("PutSecretValue", 1));
    var secrets = Doors.administrator(aws);
    var arn = secrets.create("a", Secrets.token(1), "one").arn();
    secrets.put("a", Secrets.token(2), "two");
    var before = aws.snapshot();

    assertThatThrownBy(() -> secrets.put("a", Secrets.token(3), "three"))
        .isInstanceOfSatisfying(
            ServiceError.class,
            throttled -> {
              assertThat(throttled.code()).isEqualTo(ErrorCode.THROTTLING);
              assertThat(throttled.code().httpStatus()).isEqualTo(400);
              assertThat(throttled.text()).isEqualTo("Rate exceeded");
              assertThat(throttled.requestId()).isNotNull();
            });

    assertThat(aws.snapshot()).isEqualTo(before);
    assertThat(aws.audit().last().errorCode()).isEqualTo(ErrorCode.THROTTLING);
    assertThat(aws.audit().last().secretArn()).isEqualTo(arn);
    assertThat(aws.counters().of("PutSecretValue").on("a").failed().count()).isEqualTo(1);
  }

  @Test
  void throttledCallCostsNothingAndRefusedRequestsDoNotCount() {
    var aws = emulator(Quotas.aws().rate("GetSecretValue", 2));
    var secrets = Doors.administrator(aws);
    secrets.create("a", Secrets.token(1), "one");

    assertThatThrownBy(() -> secrets.get("not a name")).hasMessageContaining("Invalid name");
    assertThat(accepted(aws, aws.administrator(), "GetSecretValue", 50)).isEqualTo(2);
    aws.clock().advance(Duration.ofMillis(500));

    assertThat(secrets.get("a")).isEqualTo("one");
  }

  @Test
  void readsOfABatchCountAsTheOneBatch() {
    var aws = emulator(Quotas.aws().rate("GetSecretValue", 1));
    var secrets = Doors.administrator(aws);
    secrets.create("a", Secrets.token(1), "one");
    secrets.create("b", Secrets.token(2), "two");

    var batch = secrets.call(BatchGetSecretValue.of(List.of("a", "b")));

    assertThat(batch.secretValues()).hasSize(2);
    assertThat(secrets.get("a")).isEqualTo("one");
  }

  @Test
  void quotasAreOffByDefault() {
    var aws = SecretsEmulator.builder().frozenAt(START).build();

    assertThat(accepted(aws, aws.administrator(), "ListSecrets", 1000)).isEqualTo(1000);
    assertThat(aws.faults().whyNotDirect()).isNull();
  }

  @Test
  void aSeedIsNoTraffic() {
    var builder = SecretsEmulator.builder().frozenAt(START).quotas(Quotas.aws());
    for (int i = 0; i < 60; i++) {
      builder.secret(Seed.secret("seeded/" + i).string("value"));
    }

    try (var aws = builder.build()) {
      assertThat(accepted(aws, aws.administrator(), "CreateSecret", 1)).isEqualTo(1);
    }
  }

  @Test
  void aForkHasTheSameRatesAndFullAllowances() {
    var aws = emulator(Quotas.aws().rate("ListSecrets", 2));
    accepted(aws, aws.administrator(), "ListSecrets", 2);

    var fork = aws.fork();

    assertThat(accepted(fork, fork.administrator(), "ListSecrets", 5)).isEqualTo(2);
    assertThat(accepted(aws, aws.administrator(), "ListSecrets", 5)).isZero();
  }

  @Test
  void misuseIsRefusedWithTheRemedy() {
    var misspelt = SecretsEmulator.builder().quotas(Quotas.aws().rate("GetSecretValues", 5));
    assertThatThrownBy(misspelt::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'GetSecretValues'; did you mean GetSecretValue");
    assertThatThrownBy(() -> Quotas.aws().rate("GetSecretValue", 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("GetSecretValue was to be 0");
    assertThatThrownBy(() -> Quotas.off().rate("GetSecretValue", 5))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Quotas.aws()");
    assertThat(Quotas.aws().rate("PutSecretValue", 7))
        .hasToString("Quotas[AWS, PutSecretValue=7 a second]");
  }

  @Test
  void quotasNeedATransport() {
    var aws = emulator(Quotas.aws());

    assertThat(aws.faults().whyNotDirect()).startsWith("Quotas are on: ").contains("DIRECT");
  }

  private static int accepted(SecretsEmulator aws, Caller caller, String operation, int calls) {
    int accepted = 0;
    for (int i = 0; i < calls; i++) {
      try {
        Doors.execute(aws, caller, Requests.of(operation, "a"));
        accepted++;
      } catch (ServiceError refusal) {
        assertThat(refusal.text()).isEqualTo("Rate exceeded");
      }
    }
    return accepted;
  }
}

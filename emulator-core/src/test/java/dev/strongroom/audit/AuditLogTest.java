package dev.strongroom.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.BatchGetSecretValue;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.contract.Secrets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The audit as a value: what is in it, in which order, and how it is asked. */
class AuditLogTest extends AuditedContract {

  @Test
  void everyCallIsRecordedInEveryOutcome() {
    var created = secrets.create("prod/db", Secrets.token(1), "one");
    as(ANN).get("prod/db");
    isRefused(() -> secrets.get("absent"));
    isRefused(() -> secrets.get("not a name"));
    isRefused(() -> as(STRANGER).get(created.arn()));

    assertThat(aws.audit().from(AuditRecord.SERVICE))
        .extracting(AuditRecord::operation, AuditRecord::secretId, AuditRecord::errorCode)
        .containsExactly(
            tuple("CreateSecret", "prod/db", null),
            tuple("GetSecretValue", "prod/db", null),
            tuple("GetSecretValue", "absent", ErrorCode.RESOURCE_NOT_FOUND),
            tuple("GetSecretValue", null, ErrorCode.VALIDATION),
            tuple("GetSecretValue", created.arn(), ErrorCode.ACCESS_DENIED));
  }

  @Test
  void questionsCanBeChained() {
    var arn = secrets.create("prod/db", Secrets.token(1), "one").arn();
    secrets.create("prod/db-2", Secrets.token(2), "two");
    as(ANN).get("prod/db");
    aws.clock().advance(Duration.ofMinutes(1));
    as(ANN).get(arn);
    as(ANN).get(arn.substring(0, arn.length() - 7)); // ID-3
    isRefused(() -> as(STRANGER).get(arn));
    var log = aws.audit().from(AuditRecord.SERVICE);

    assertThat(log.of("GetSecretValue").by(ANN.principalArn()).on("prod/db")).hasSize(3);
    assertThat(log.on(arn)).hasSize(5);
    assertThat(log.on(arn.substring(0, arn.length() - 7))).hasSize(5);
    assertThat(log.on("db").isEmpty()).isTrue();
    assertThat(log.on("prod/db").failedWith("AccessDeniedException")).hasSize(1);
    assertThat(log.failedWith("AccessDenied").first()).isEqualTo(log.last());
    assertThat(log.failed().size() + log.succeeded().size()).isEqualTo(log.size());
    assertThat(log.since(START.plusSeconds(60))).hasSize(3);
    assertThat(log.before(START.plusSeconds(60))).hasSize(3);
  }

  @Test
  void noRecordOfThatKindIsSaidSo() {
    assertThatThrownBy(() -> aws.audit().of("GetSecretValue").last())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("There is no such record");
  }

  @Test
  @DisplayName("AUD-4: a batch is recorded, and a GetSecretValue for each secret in it")
  void batchIsRecordedWithEachOfItsReads() {
    secrets.create("a", Secrets.token(1), "one");
    secrets.create("b", Secrets.token(2), "two");

    secrets.call(BatchGetSecretValue.of(List.of("a", "b", "absent")));

    assertThat(aws.audit().of("GetSecretValue").on("a").succeeded()).hasSize(1);
    assertThat(aws.audit().of("GetSecretValue").on("b").succeeded()).hasSize(1);
    assertThat(aws.audit().of("GetSecretValue").on("absent").failed()).hasSize(1);
    assertThat(aws.audit().of("BatchGetSecretValue").last().requestParameters())
        .containsEntry("secretIdList", List.of("a", "b", "absent"));
  }

  @Test
  @DisplayName(
      "AUD-4: a refused read of a secret marked for deletion says what AWS's alarm looks for")
  void readOfMarkedSecretCanBeAlarmedOn() {
    secrets.create("a", Secrets.token(1), "one");
    secrets.delete("a");

    isRefused(() -> secrets.get("a"));

    assertThat(aws.audit().of("GetSecretValue").last().errorMessage())
        .contains("secret because it was marked for deletion");
  }

  @Test
  void tenThousandRecordsAreKeptAndTheNextDropsTheFirst() {
    secrets.create("a", Secrets.token(1), "one");
    for (int i = 0; i < 10_000; i++) {
      secrets.describe("a");
    }

    var log = aws.audit();

    assertThat(log.size()).isEqualTo(10_000);
    assertThat(log.dropped()).isEqualTo(2); // CreateSecret, and GenerateDataKey for it
    assertThat(log.toString())
        .startsWith("AuditLog[10000 records; the log dropped its 2 oldest]")
        .hasLineCount(21);
    assertThat(log.of("CreateSecret")).isEmpty();
    assertThat(aws.counters().of("CreateSecret").on("a").count()).isEqualTo(1);
  }

  @Test
  void howManyAreKeptCanBeChosenAndForksKeepAsMany() {
    var small = emulator().auditCapacity(2).build();
    var fork = small.fork();
    for (var emulator : List.of(small, fork)) {
      for (int i = 0; i < 3; i++) {
        isRefused(() -> emulator.execute(emulator.administrator(), new DescribeSecret("absent")));
      }
    }

    assertThat(small.audit().size()).isEqualTo(2);
    assertThat(fork.audit()).hasSize(2);
    assertThatThrownBy(() -> SecretsEmulator.builder().auditCapacity(0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void requestIsKeptAsItWasSent() {
    secrets.create("a", Secrets.token(1), "one");

    secrets.getVersion("a", null, "AWSCURRENT");

    assertThat(aws.audit().last().request())
        .isEqualTo(GetSecretValue.of("a").withVersionStage("AWSCURRENT"));
  }
}

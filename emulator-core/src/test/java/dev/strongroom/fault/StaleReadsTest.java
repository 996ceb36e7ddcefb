package dev.strongroom.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.BatchGetSecretValue;
import dev.strongroom.api.Filter;
import dev.strongroom.api.ListSecretVersionIds;
import dev.strongroom.api.ListSecrets;
import dev.strongroom.contract.Secrets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Eventual consistency: reads that do not see a write yet. */
class StaleReadsTest {

  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

  private final SecretsEmulator aws =
      SecretsEmulator.builder().frozenAt(START).randomSeed(1).build();
  private final Secrets secrets = Doors.administrator(aws);

  @Test
  void soManyReadsAfterAWriteSeeTheStateBeforeIt() {
    secrets.create("a", Secrets.token(1), "one");
    var fault = aws.faults().onAnyOperation().secret("a").staleReads(2);

    secrets.put("a", Secrets.token(2), "two");

    assertThat(List.of(secrets.get("a"), secrets.get("a"), secrets.get("a")))
        .containsExactly("one", "one", "two");
    assertThat(fault.struck()).isEqualTo(2);
    assertThat(fault).hasToString("stale reads (2 a write) on any operation of a: struck 2");
  }

  @Test
  void readsAreStaleForADuration() {
    secrets.create("a", Secrets.token(1), "one");
    aws.faults().onAnyOperation().staleReads(Duration.ofSeconds(3));

    secrets.put("a", Secrets.token(2), "two");
    aws.clock().advance(Duration.ofSeconds(2));
    secrets.put("a", Secrets.token(3), "three");

    assertThat(secrets.get("a")).isEqualTo("one");
    aws.clock().advance(Duration.ofSeconds(1));
    assertThat(secrets.get("a")).as("the second write is a second old").isEqualTo("two");
    aws.clock().advance(Duration.ofSeconds(2));
    assertThat(secrets.get("a")).isEqualTo("three");
  }

  @Test
  void eachWriteIsHiddenFromTheFirstReadsAfterIt() {
    secrets.create("a", Secrets.token(1), "one");
    aws.faults().onAnyOperation().staleReads(2);

    secrets.put("a", Secrets.token(2), "two");
    var first = secrets.get("a");
    secrets.put("a", Secrets.token(3), "three");
    secrets.put("a", Secrets.token(4), "four");

    assertThat(first).isEqualTo("one");
    assertThat(List.of(secrets.get("a"), secrets.get("a"), secrets.get("a")))
        .containsExactly("one", "two", "four");
  }

  @Test
  void readRightAfterTheCreationDoesNotFindTheSecret() {
    aws.faults().on("GetSecretValue").staleReads(1);

    secrets.create("a", Secrets.token(1), "one");

    assertThatThrownBy(() -> secrets.get("a")).hasMessageContaining("can't find");
    assertThat(secrets.get("a")).isEqualTo("one");
  }

  @Test
  void forceDeletedSecretIsStillThere() {
    secrets.create("a", Secrets.token(1), "one");
    aws.faults().onAnyOperation().staleReads(1);

    secrets.forceDelete("a");

    assertThat(secrets.get("a")).isEqualTo("one");
    assertThatThrownBy(() -> secrets.get("a")).hasMessageContaining("can't find");
  }

  @Test
  void recreatedSecretIsFirstTheOldOne() {
    var old = secrets.create("a", Secrets.token(1), "one").arn();
    aws.faults().onAnyOperation().staleReads(1);

    secrets.forceDelete("a");
    var next = secrets.create("a", Secrets.token(2), "two").arn();

    assertThat(secrets.describe("a").arn()).isEqualTo(old).isNotEqualTo(next);
    assertThat(secrets.describe("a").arn()).isEqualTo(next);
  }

  @Test
  void everyReadOfTheSecretCanBeStale() {
    secrets.create("a", Secrets.token(1), "one");
    aws.faults().onAnyOperation().staleReads(Duration.ofSeconds(1));

    secrets.put("a", Secrets.token(2), "two");

    assertThat(secrets.stages("a")).containsOnlyKeys(Secrets.token(1));
    assertThat(secrets.versions("a")).hasSize(1);
    assertThat(batch("a")).containsExactly("one");
    assertThat(secrets.call(ListSecretVersionIds.of("a")).versions()).hasSize(1);
    assertThat(listed()).containsExactly("a");
  }

  @Test
  void listDoesNotHaveANewSecretYet() {
    secrets.create("a", Secrets.token(1), "one");
    var fault = aws.faults().on("ListSecrets").staleReads(1);

    secrets.create("b", Secrets.token(2), "two");
    secrets.create("c", Secrets.token(3), "three");

    assertThat(listed()).containsExactly("a");
    assertThat(listed()).containsExactly("a", "b", "c");
    assertThat(fault.struck()).as("one list, whatever number of secrets").isEqualTo(1);
  }

  @Test
  void batchReadsTheStateOfOneMoment() {
    secrets.create("a", Secrets.token(1), "one");
    aws.faults().on("BatchGetSecretValue").staleReads(1);
    secrets.put("a", Secrets.token(2), "two");
    secrets.create("b", Secrets.token(3), "three");

    var filters = List.of(new Filter("name", List.of("a", "b")));
    var first = secrets.call(BatchGetSecretValue.matching(filters));

    assertThat(first.secretValues())
        .extracting(value -> value.secretString().text())
        .containsExactly("one");
    assertThat(batch("a", "b")).containsExactly("two", "three");
  }

  @Test
  void onlyTheReadsThatAreSelectedAreStaleAndOnlyTheyCount() {
    secrets.create("a", Secrets.token(1), "one");
    var reader = aws.account(aws.administrator().accountId()).role("reader");
    reader.allow("secretsmanager:*", "*").allow("kms:*", "*");
    aws.faults().on("GetSecretValue").by("*:role/reader").staleReads(1);

    secrets.put("a", Secrets.token(2), "two");

    assertThat(secrets.get("a")).isEqualTo("two");
    assertThat(secrets.stages("a")).hasSize(2);
    assertThat(Doors.of(aws, reader.caller()).get("a")).isEqualTo("one");
    assertThat(Doors.of(aws, reader.caller()).get("a")).isEqualTo("two");
  }

  @Test
  void otherSecretsAndRegionsAreUpToDate() {
    secrets.create("a", Secrets.token(1), "one");
    secrets.create("b", Secrets.token(2), "one");
    var elsewhere = Doors.of(aws, aws.administrator().in("eu-west-1"));
    elsewhere.create("a", Secrets.token(3), "one");
    aws.faults().onAnyOperation().in("us-east-1").secret("a").staleReads(5);

    secrets.put("a", Secrets.token(4), "two");
    secrets.put("b", Secrets.token(5), "two");
    elsewhere.put("a", Secrets.token(6), "two");

    assertThat(secrets.get("a")).isEqualTo("one");
    assertThat(secrets.get("b")).isEqualTo("two");
    assertThat(elsewhere.get("a")).isEqualTo("two");
  }

  @Test
  void writesSeeEverythingAndReadsChangeNothing() {
    secrets.create("a", Secrets.token(1), "one");
    secrets.get("a"); // the day of the last access is noted
    aws.faults().onAnyOperation().staleReads(10);
    secrets.put("a", Secrets.token(2), "two");
    secrets.put("a", Secrets.token(2), "two"); // a replay: it writes nothing
    var snapshot = aws.snapshot();

    secrets.get("a");
    secrets.describe("a");
    listed();

    assertThat(aws.snapshot()).isEqualTo(snapshot);
    aws.faults().removeAll();
    assertThat(secrets.stages("a")).hasSize(2);
    assertThat(secrets.get("a")).isEqualTo("two");
  }

  @Test
  void refusedWriteAndReplayHideNothing() {
    secrets.create("a", Secrets.token(1), "one");
    var fault = aws.faults().onAnyOperation().staleReads(10);

    assertThatThrownBy(() -> secrets.put("a", Secrets.token(1), "two"))
        .hasMessageContaining("already in use");
    secrets.put("a", Secrets.token(1), "one");

    assertThat(secrets.get("a")).isEqualTo("one");
    assertThat(fault.struck()).isZero();
  }

  @Test
  void restoringLeavesNothingStale() {
    secrets.create("a", Secrets.token(1), "one");
    var snapshot = aws.snapshot();
    var fault = aws.faults().onAnyOperation().staleReads(10);
    secrets.forceDelete("a");

    aws.restore(snapshot);
    secrets.put("a", Secrets.token(2), "two");

    assertThat(secrets.get("a")).isEqualTo("one");
    fault.remove();
    assertThat(secrets.get("a")).isEqualTo("two");
  }

  private List<String> listed() {
    return secrets.call(ListSecrets.all()).secretList().stream()
        .map(ListSecrets.Entry::name)
        .toList();
  }

  private List<String> batch(String... ids) {
    return secrets.call(BatchGetSecretValue.of(List.of(ids))).secretValues().stream()
        .map(value -> value.secretString().text())
        .toList();
  }
}

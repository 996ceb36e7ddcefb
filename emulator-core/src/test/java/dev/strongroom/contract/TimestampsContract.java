package dev.strongroom.contract;

import static dev.strongroom.api.ErrorCode.RESOURCE_NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Request;
import dev.strongroom.api.UpdateSecret;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a secret and its versions were created, changed, read and deleted. */
public abstract class TimestampsContract extends Contract {

  private static final Instant TODAY = START.truncatedTo(ChronoUnit.DAYS);
  private static final String V1 = Secrets.token(1);
  private static final String V2 = Secrets.token(2);

  @Test
  @DisplayName("TS-1: creation sets both dates")
  void creationSetsBothDates() {
    secrets.create("a", V1, "one");

    assertThat(secrets.describe("a").createdDate()).isEqualTo(START);
    assertThat(secrets.describe("a").lastChangedDate()).isEqualTo(START);
  }

  @ParameterizedTest(name = "TS-2, US-7: {0} changes the secret")
  @ValueSource(
      strings = {
        "DeleteSecret",
        "PutSecretValue",
        "TagResource",
        "UntagResource",
        "UpdateSecret",
        "UpdateSecretVersionStage"
      })
  void changeMovesLastChangedDate(String operation) {
    secrets.create("a", V1, "one");
    secrets.tag("a", "key", "to be removed or replaced");
    aws.clock().advance(Duration.ofMinutes(1));

    secrets.call(Requests.of(operation, "a"));

    assertThat(secrets.describe("a").lastChangedDate())
        .isEqualTo(START.plus(Duration.ofMinutes(1)));
    assertThat(secrets.describe("a").createdDate()).isEqualTo(START);
  }

  @Test
  @DisplayName("TS-2, RS-1: a restored secret was changed")
  void restoringMovesLastChangedDate() {
    secrets.create("a", V1, "one");
    secrets.delete("a");
    aws.clock().advance(Duration.ofMinutes(1));

    secrets.restore("a");

    assertThat(secrets.describe("a").lastChangedDate())
        .isEqualTo(START.plus(Duration.ofMinutes(1)));
  }

  @Test
  @DisplayName("TS-2, US-7, IDEM-10: an update of the same value, and one of nothing, is a change")
  void everyUpdateIsAChange() {
    secrets.create("a", V1, "one");
    aws.clock().advance(Duration.ofMinutes(1));

    secrets.update("a", V2, "one");
    assertThat(secrets.describe("a").lastChangedDate())
        .isEqualTo(START.plus(Duration.ofMinutes(1)));

    aws.clock().advance(Duration.ofMinutes(1));
    secrets.call(UpdateSecret.of("a", V2));
    assertThat(secrets.describe("a").lastChangedDate())
        .isEqualTo(START.plus(Duration.ofMinutes(2)));
  }

  @Test
  @DisplayName("TS-2: while time passes by itself each update has a later date")
  void lastChangedDateGrows() {
    var ticking = new Secrets(open(SecretsEmulator.create()));
    ticking.create("a", V1, "one");

    for (int i = 0; i < 100; i++) {
      var before = ticking.describe("a").lastChangedDate();

      ticking.call(UpdateSecret.of("a", V1));

      assertThat(ticking.describe("a").lastChangedDate()).isAfter(before);
    }
  }

  static Iterable<Request<?>> reads() {
    return List.of(
        Requests.of("BatchGetSecretValue", "a"),
        Requests.of("DescribeSecret", "a"),
        Requests.of("GetSecretValue", "a"),
        Requests.of("ListSecretVersionIds", "a"),
        Requests.of("ListSecrets", "a"));
  }

  @ParameterizedTest(name = "TS-2: {0} is no change")
  @MethodSource("reads")
  void readIsNoChange(Request<?> read) {
    secrets.create("a", V1, "one");
    aws.clock().advance(Duration.ofMinutes(1));

    secrets.call(read);

    assertThat(secrets.describe("a").lastChangedDate()).isEqualTo(START);
  }

  @Test
  @DisplayName("TS-3, TS-4, GSV-8: LastAccessedDate is the day of the last read; none before it")
  void lastAccessedDateIsADay() {
    secrets.create("a", V1, "one");
    secrets.describe("a");
    assertThat(secrets.describe("a").lastAccessedDate()).isNull();
    assertThat(secrets.versions("a").get(0).lastAccessedDate()).isNull();

    secrets.get("a");
    assertThat(secrets.describe("a").lastAccessedDate()).isEqualTo(TODAY);
    assertThat(secrets.versions("a").get(0).lastAccessedDate()).isEqualTo(TODAY);

    aws.clock().advanceTo(TODAY.plus(Duration.ofDays(1)).minusMillis(1));
    var before = aws.snapshot();
    secrets.get("a");
    assertThat(aws.snapshot()).as("a second read on the same day").isEqualTo(before);

    aws.clock().advance(Duration.ofMillis(1));
    secrets.get("a");
    assertThat(secrets.describe("a").lastAccessedDate()).isEqualTo(TODAY.plus(Duration.ofDays(1)));
  }

  @Test
  @DisplayName("TS-4: a version keeps its own LastAccessedDate when labels move")
  void versionKeepsItsLastAccessedDate() {
    secrets.create("a", V1, "one");
    secrets.get("a");

    secrets.put("a", V2, "two");

    assertThat(secrets.versions("a"))
        .extracting(version -> version.versionId() + " " + version.lastAccessedDate())
        .containsExactlyInAnyOrder(V1 + " " + TODAY, V2 + " null");
  }

  @Test
  @DisplayName("GSV-8, TS-3: a read that is refused leaves no date")
  void refusedReadLeavesNoDate() {
    secrets.create("a", V1, "one");

    refusal(aws, RESOURCE_NOT_FOUND, () -> secrets.getVersion("a", null, "nowhere"));

    assertThat(secrets.describe("a").lastAccessedDate()).isNull();
  }

  @Test
  @DisplayName("TS-5: each version has its own date of creation")
  void versionHasItsOwnDate() {
    secrets.create("a", V1, "one");
    aws.clock().advance(Duration.ofMinutes(1));
    secrets.put("a", V2, "two");

    assertThat(secrets.getVersion("a", V1, null).createdDate()).isEqualTo(START);
    assertThat(secrets.getVersion("a", V2, null).createdDate())
        .isEqualTo(START.plus(Duration.ofMinutes(1)));
    assertThat(secrets.versions("a"))
        .extracting(version -> version.createdDate())
        .containsExactlyInAnyOrder(START, START.plus(Duration.ofMinutes(1)));
  }

  @Test
  @DisplayName("TS-7: DeletedDate is there while the secret is scheduled")
  void deletedDateIsThereWhileScheduled() {
    secrets.create("a", V1, "one");
    assertThat(secrets.describe("a").deletedDate()).isNull();

    secrets.delete("a");
    assertThat(secrets.describe("a").deletedDate()).isNotNull();

    secrets.restore("a");
    assertThat(secrets.describe("a").deletedDate()).isNull();
  }

  @Test
  @DisplayName("TS-9: a batch read sets LastAccessedDate, of those that it could read")
  void batchSetsLastAccessedDate() {
    secrets.create("a", V1, "one");
    secrets.createEmpty("b", V2);

    secrets.batch("a", "b");

    assertThat(secrets.describe("a").lastAccessedDate()).isEqualTo(TODAY);
    assertThat(secrets.describe("b").lastAccessedDate()).isNull();
  }
}

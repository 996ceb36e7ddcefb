package dev.strongroom.contract;

import static dev.strongroom.api.ErrorCode.INVALID_PARAMETER;
import static dev.strongroom.api.ErrorCode.INVALID_REQUEST;
import static dev.strongroom.api.ErrorCode.RESOURCE_NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.DeleteSecret;
import dev.strongroom.api.RestoreSecret;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** DeleteSecret and RestoreSecret: recovery windows, the end of them, and forced deletion. */
public abstract class DeletionContract extends Contract {

  @Test
  @DisplayName("DEL-1, TS-6: the recovery window is 30 days unless told otherwise")
  void windowIsThirtyDays() {
    secrets.create("a", Secrets.token(1), "one");

    var deleted = secrets.delete("a");

    assertThat(deleted.deletionDate()).isEqualTo(START.plus(Duration.ofDays(30)));
    assertThat(secrets.describe("a").deletedDate()).isEqualTo(deleted.deletionDate());
  }

  @ParameterizedTest(name = "DEL-2: {0} days")
  @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 6, 31, Long.MAX_VALUE})
  void windowOutsideSevenToThirtyDaysIsRefused(long days) {
    secrets.create("a", Secrets.token(1), "one");

    refused(
        INVALID_PARAMETER,
        "The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).",
        () -> secrets.call(DeleteSecret.of("a").withRecoveryWindowInDays(days)));
  }

  @Test
  @DisplayName(
      "DEL-10, MD-1, ID-2, ID-9: name and ARN are free at the deletion date, not a millisecond before")
  void secretIsGoneAtItsDeletionDate() {
    var first = secrets.create("a", Secrets.token(1), "one");
    secrets.delete("a");

    aws.clock().advance(Duration.ofDays(30).minusMillis(1));
    refused(INVALID_REQUEST, ALREADY_SCHEDULED, () -> secrets.create("a", Secrets.token(2), "two"));
    aws.clock().advance(Duration.ofMillis(1));
    var second = secrets.create("a", Secrets.token(2), "two");

    assertThat(second.arn()).isNotEqualTo(first.arn());
    refused(RESOURCE_NOT_FOUND, NOT_FOUND, () -> secrets.get(first.arn()));
  }

  @ParameterizedTest(name = "DEL-1, TS-6: {0} days")
  @ValueSource(longs = {7, 8, 29, 30})
  void windowIsAsLongAsAskedFor(long days) {
    var arn = secrets.create("a", Secrets.token(1), "one").arn();

    var deleted = secrets.call(DeleteSecret.of("a").withRecoveryWindowInDays(days));

    assertThat(deleted)
        .isEqualTo(new DeleteSecret.Result(arn, "a", START.plus(Duration.ofDays(days))));
  }

  @Test
  @DisplayName("DEL-3: a window and force exclude each other; the window's range comes first")
  void forceWithWindowIsRefused() {
    secrets.create("a", Secrets.token(1), "one");

    refused(
        INVALID_PARAMETER,
        "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.",
        () -> secrets.call(new DeleteSecret("a", 7L, true)));
    refused(
        INVALID_PARAMETER,
        "The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).",
        () -> secrets.call(new DeleteSecret("a", 6L, true)));
  }

  @Test
  @DisplayName("DEL-4: force=false goes with a window")
  void noForceGoesWithWindow() {
    secrets.create("a", Secrets.token(1), "one");

    var deleted = secrets.call(new DeleteSecret("a", 7L, false));

    assertThat(deleted.deletionDate()).isEqualTo(START.plus(Duration.ofDays(7)));
  }

  @Test
  @DisplayName("DEL-5, RS-3, ID-10: an unknown secret is neither deleted nor restored")
  void unknownSecretIsNotFound() {
    refused(RESOURCE_NOT_FOUND, NOT_FOUND, () -> secrets.delete("a"));
    refused(RESOURCE_NOT_FOUND, NOT_FOUND, () -> secrets.call(new DeleteSecret("a", 7L, false)));
    refused(RESOURCE_NOT_FOUND, NOT_FOUND, () -> secrets.restore("a"));
  }

  @Test
  @DisplayName("DEL-6: a forced deletion of an unknown secret succeeds and changes nothing")
  void forcedDeletionOfUnknownSecretSucceeds() {
    var before = aws.snapshot();

    var deleted = secrets.forceDelete("a");

    assertThat(deleted.name()).isEqualTo("a");
    assertThat(deleted.arn())
        .matches("arn:aws:secretsmanager:us-east-1:123456789012:secret:a-[A-Za-z0-9]{6}");
    assertThat(deleted.deletionDate()).isEqualTo(START);
    assertThat(aws.snapshot()).isEqualTo(before);
  }

  @Test
  @DisplayName("DEL-6: a forced deletion by an ARN that isn't there tells that ARN")
  void forcedDeletionByUnknownArnTellsIt() {
    var arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:a-AbCdEf";

    assertThat(secrets.forceDelete(arn).arn()).isEqualTo(arn);
  }

  @Test
  @DisplayName("TS-6, ID-9: a forced deletion acts at once")
  void forcedDeletionActsAtOnce() {
    var created = secrets.create("a", Secrets.token(1), "one");

    var deleted = secrets.forceDelete("a");

    assertThat(deleted).isEqualTo(new DeleteSecret.Result(created.arn(), "a", START));
    refused(RESOURCE_NOT_FOUND, NOT_FOUND, () -> secrets.describe("a"));
    refused(RESOURCE_NOT_FOUND, NOT_FOUND, () -> secrets.restore(created.arn()));
    assertThat(secrets.create("a", Secrets.token(1), "two").arn()).isNotEqualTo(created.arn());
  }

  @Test
  @DisplayName("DEL-7, MD-12: a scheduled secret can be deleted by force")
  void scheduledSecretCanBeForceDeleted() {
    secrets.create("a", Secrets.token(1), "one");
    secrets.delete("a");

    secrets.forceDelete("a");

    refused(RESOURCE_NOT_FOUND, NOT_FOUND, () -> secrets.describe("a"));
  }

  @Test
  @DisplayName("DEL-8, MD-11: a second deletion is refused, whatever its window")
  void secondDeletionIsRefused() {
    secrets.create("a", Secrets.token(1), "one");
    secrets.delete("a");

    refused(INVALID_REQUEST, MARKED, () -> secrets.delete("a"));
    refused(
        INVALID_REQUEST,
        MARKED,
        () -> secrets.call(DeleteSecret.of("a").withRecoveryWindowInDays(7L)));
  }

  @Test
  @DisplayName("MD-2, MD-3, MD-4, MD-5: a scheduled secret is neither read nor changed")
  void scheduledSecretIsNeitherReadNorChanged() {
    secrets.create("a", Secrets.token(1), "one");
    secrets.delete("a");
    var marked =
        List.of(
            "GetSecretValue",
            "PutSecretValue",
            "TagResource",
            "UntagResource",
            "UpdateSecret",
            "UpdateSecretVersionStage");

    for (var operation : marked) {
      refused(INVALID_REQUEST, MARKED, () -> secrets.call(Requests.of(operation, "a")));
    }
  }

  @Test
  @DisplayName("MD-13, RS-1, DEL-10: until its last millisecond a secret is restored as it was")
  void restoredSecretIsAsItWas() {
    var arn = secrets.create("a", Secrets.token(1), "one").arn();
    secrets.put("a", Secrets.token(2), "two", "x");
    secrets.tag("a", "key", "value");
    var before = secrets.describe("a");
    var versions = secrets.versions("a");
    secrets.delete("a");
    aws.clock().advance(Duration.ofDays(30).minusMillis(1));

    var restored = secrets.call(new RestoreSecret("a"));

    assertThat(restored).isEqualTo(new RestoreSecret.Result(arn, "a"));
    assertThat(secrets.describe("a"))
        .usingRecursiveComparison()
        .ignoringFields("lastChangedDate")
        .isEqualTo(before);
    assertThat(secrets.versions("a")).isEqualTo(versions);
    assertThat(secrets.get("a")).isEqualTo("one");
  }

  @Test
  @DisplayName("RS-1: a restored secret outlives the date it was scheduled for")
  void restoredSecretStays() {
    secrets.create("a", Secrets.token(1), "one");
    secrets.delete("a");
    secrets.restore("a");

    aws.clock().advance(Duration.ofDays(31));

    assertThat(secrets.get("a")).isEqualTo("one");
  }

  @Test
  @DisplayName("RS-2: to restore a live secret is harmless")
  void restoringLiveSecretIsHarmless() {
    secrets.create("a", Secrets.token(1), "one");
    var before = aws.snapshot();

    secrets.restore("a");

    assertThat(aws.snapshot()).isEqualTo(before);
  }

  @Test
  @DisplayName("RS-3: at its deletion date a secret can't be restored any more")
  void goneSecretCannotBeRestored() {
    secrets.create("a", Secrets.token(1), "one");
    secrets.delete("a");
    aws.clock().advance(Duration.ofDays(30));

    refused(RESOURCE_NOT_FOUND, NOT_FOUND, () -> secrets.restore("a"));
  }

  @Test
  @DisplayName(
      "DEL-10: with a purge delay an expired secret keeps its name until the delay is over")
  void purgeDelayKeepsTheName() {
    var slow = emulator().purgeDelay(Duration.ofHours(5)).build();
    var secretsOfSlow = new Secrets(open(slow));
    secretsOfSlow.create("a", Secrets.token(1), "one");
    var date = secretsOfSlow.delete("a").deletionDate();
    slow.clock().advance(Duration.ofDays(30).plusHours(5).minusMillis(1));

    assertThat(secretsOfSlow.describe("a").deletedDate()).isEqualTo(date);
    refusedBy(
        slow,
        INVALID_REQUEST,
        ALREADY_SCHEDULED,
        () -> secretsOfSlow.create("a", Secrets.token(2), "two"));
    slow.clock().advance(Duration.ofMillis(1));
    refusedBy(slow, RESOURCE_NOT_FOUND, NOT_FOUND, () -> secretsOfSlow.describe("a"));
  }

  @Test
  @DisplayName("MD-14, MD-1, MD-2: with a lag a force-deleted secret shows as scheduled, for good")
  void lagShowsForceDeletedSecretAsScheduled() {
    var slow = emulator().forceDeleteLag(Duration.ofSeconds(10)).build();
    var secretsOfSlow = new Secrets(open(slow));
    secretsOfSlow.create("a", Secrets.token(1), "one");

    var date = secretsOfSlow.forceDelete("a").deletionDate();

    assertThat(date).isEqualTo(START);
    assertThat(secretsOfSlow.describe("a").deletedDate()).isNotNull();
    refusedBy(slow, INVALID_REQUEST, MARKED, () -> secretsOfSlow.get("a"));
    refusedBy(
        slow,
        INVALID_REQUEST,
        ALREADY_SCHEDULED,
        () -> secretsOfSlow.create("a", Secrets.token(2), "two"));
    refusedBy(
        slow,
        INVALID_REQUEST,
        "You can't perform this operation on the secret because it was deleted.",
        () -> secretsOfSlow.restore("a"));
    slow.clock().advance(Duration.ofSeconds(10));
    refusedBy(slow, RESOURCE_NOT_FOUND, NOT_FOUND, () -> secretsOfSlow.describe("a"));
  }
}

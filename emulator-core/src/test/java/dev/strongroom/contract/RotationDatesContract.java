package dev.strongroom.contract;

import static dev.strongroom.contract.Secrets.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.RotationRules;
import dev.strongroom.api.RotationStep;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a secret is rotated next, and what its deletion does to that. */
public abstract class RotationDatesContract extends RotationFixture {

  @ParameterizedTest(name = "ROT-6: {0} shows as every {1} days")
  @CsvSource({"rate(10 hours), 1", "rate(10 days), 10", "cron(0 8 1 * ? *), 31"})
  void expressionShowsTheDaysItComesTo(String expression, long days) {
    secrets.create("a", token(1), "one");

    rotate(2, lambda(), RotationRules.schedule(expression));

    assertThat(secrets.describe("a").rotationRules())
        .isEqualTo(new RotationRules(days, null, expression));
  }

  @Test
  @DisplayName("ROT-38, ROT-39: a value by hand puts the next date off, not the last one back")
  void valueByHandPutsTheNextRotationOff() {
    secrets.create("a", token(1), "one");
    aws.clock().advanceTo(Instant.parse("2026-02-02T17:16:00Z"));
    rotate(2, lambda(), RotationRules.days(30));
    aws.clock().advanceTo(Instant.parse("2026-02-03T09:00:00Z"));

    secrets.put("a", token(3), "three");

    var described = secrets.describe("a");
    assertThat(described.lastRotatedDate()).isEqualTo("2026-02-02T17:16:00Z");
    assertThat(described.nextRotationDate()).isEqualTo("2026-03-05T23:59:59Z");
  }

  @Test
  @DisplayName("ROT-39: a schedule expression isn't put off by a value by hand")
  void expressionIsNotPutOff() {
    secrets.create("a", token(1), "one");
    rotate(2, lambda(), RotationRules.schedule("rate(30 days)"));
    aws.clock().advance(Duration.ofDays(3));

    secrets.put("a", token(3), "three");

    assertThat(secrets.describe("a").nextRotationDate()).isEqualTo("2026-01-31T23:59:59Z");
  }

  @Test
  @DisplayName("a rotation of a secret marked for deletion stands still until it is restored")
  void deletionStopsTheRotationUntilTheRestore() {
    secrets.create("a", token(1), "one");
    rotate(2, idle(), null);
    lambda();
    secrets.delete("a");

    aws.clock().advance(Duration.ofDays(1));
    assertThat(events()).containsExactly("RotationStarted", "RotationFailed");
    secrets.restore("a");
    assertThat(secrets.stages("a")).isEqualTo(pending(2));
    aws.clock().advance(Duration.ZERO);

    assertThat(secrets.stages("a")).isEqualTo(rotated(1, 2));
    assertThat(secrets.describe("a").lastRotatedDate()).isEqualTo("2026-01-02T10:15:30.123Z");
  }

  @Test
  @DisplayName("a paused rotation can be resumed after deletion and restore")
  void pausedRotationSurvivesDeletionAndRestore() {
    secrets.create("a", token(1), "one");
    aws.rotation("a").pauseAfter(RotationStep.SET_SECRET);
    rotate(2, lambda(), null);
    secrets.delete("a");
    secrets.restore("a");

    aws.rotation("a").resume();

    assertThat(secrets.stages("a")).isEqualTo(rotated(1, 2));
  }

  @Test
  @DisplayName("ROT-38: a window that went by while the secret was deleted isn't made up for")
  void restoreLooksForANewWindow() {
    secrets.create("a", token(1), "one");
    rotate(2, lambda(), RotationRules.days(10));
    secrets.delete("a");
    aws.clock().advance(Duration.ofDays(22));

    secrets.restore("a");
    aws.clock().advance(Duration.ZERO);

    assertThat(secrets.describe("a").nextRotationDate()).isEqualTo("2026-01-31T23:59:59Z");
    assertThat(events()).containsExactly("RotationStarted", "RotationSucceeded");
  }

  @Test
  @DisplayName("a secret that is gone has no rotation left, even if its name is taken again")
  void rotationEndsWithItsSecret() {
    secrets.create("a", token(1), "one");
    aws.rotation("a").pauseBefore(RotationStep.SET_SECRET);
    rotate(2, lambda(), null);
    secrets.forceDelete("a");
    secrets.create("a", token(1), "again");

    aws.clock().advance(Duration.ofDays(1));

    assertThat(aws.rotation("a").isPaused()).isFalse();
    assertThat(secrets.stages("a")).isEqualTo(beforeAnyRotation());
  }
}

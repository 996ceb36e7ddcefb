package dev.strongroom.contract;

import static dev.strongroom.api.ErrorCode.INVALID_REQUEST;
import static dev.strongroom.contract.Secrets.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.api.CancelRotateSecret;
import dev.strongroom.api.RotateSecret;
import dev.strongroom.api.RotationRules;
import dev.strongroom.api.RotationStep;
import dev.strongroom.audit.AuditRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rotations that fail: their attempts, and the ways to end them, CancelRotateSecret among them. */
public abstract class FailedRotationContract extends RotationFixture {

  @Test
  @DisplayName("ROT-11, ROT-12, ROT-33: a cancel alone leaves it stuck; then the label must go")
  void cancelAloneIsNoWayOut() {
    secrets.create("a", token(1), "one");
    rotate(2, idle(), null);

    secrets.call(new CancelRotateSecret("a"));
    refused(INVALID_REQUEST, STUCK, () -> rotateAgain(3));
    secrets.remove("a", "AWSPENDING", token(2));
    rotate(3, lambda(), null);

    assertThat(secrets.stages("a")).isEqualTo(rotated(1, 3));
  }

  @Test
  @DisplayName("ROT-12: the label's removal is a way out of its own, and ends what was retried")
  void removalOfTheLabelIsAWayOut() {
    secrets.create("a", token(1), "one");
    rotate(2, idle(), null);

    secrets.remove("a", "AWSPENDING", token(2));
    rotate(3, lambda(), null);

    assertThat(secrets.stages("a")).isEqualTo(rotated(1, 3));
    assertThat(events())
        .containsExactly(
            "RotationStarted",
            "RotationFailed",
            "RotationAbandoned",
            "RotationStarted",
            "RotationSucceeded");
    aws.clock().advance(GAP.multipliedBy(6));
    assertThat(events()).as("nothing of the first is left").hasSize(5);
  }

  @Test
  @DisplayName("ROT-12: a function that is repaired gets the same token again")
  void repairedFunctionGetsTheSameToken() {
    secrets.create("a", token(1), "one");
    rotate(2, idle(), null);

    lambda();
    aws.clock().advance(GAP);

    assertThat(secrets.stages("a")).isEqualTo(rotated(1, 2));
    assertThat(secrets.describe("a").lastRotatedDate()).isEqualTo(START.plus(GAP));
  }

  @Test
  @DisplayName("ROT-31: all steps are tried again on the clock, with the same token, then no more")
  void failedRotationIsTriedAgain() {
    secrets.create("a", token(1), "one");
    var tokens = new ArrayList<String>();
    var lambda =
        aws.rotation("a")
            .with(
                (event, service) -> {
                  tokens.add(event.step() + " " + event.clientRequestToken());
                  throw new IllegalStateException("no");
                })
            .lambdaArn();

    rotate(2, lambda, null);
    aws.clock().advance(Duration.ofDays(30));

    assertThat(tokens).hasSize(5).containsOnly("CREATE_SECRET " + token(2));
    assertThat(aws.audit().of("RotationFailed"))
        .extracting(AuditRecord::time)
        .containsExactly(
            START,
            START.plus(GAP),
            START.plus(GAP.multipliedBy(2)),
            START.plus(GAP.multipliedBy(3)),
            START.plus(GAP.multipliedBy(4)));
    assertThat(secrets.stages("a")).as("ROT-32").isEqualTo(pending(2));
    assertThat(secrets.describe("a").lastRotatedDate()).isNull();
  }

  @Test
  @DisplayName("ROT-31: number and distance of attempts are the emulator's")
  void attemptsAreASetting() {
    var own = emulator().rotationAttempts(2, Duration.ofHours(1)).build();
    var mine = new Secrets(open(own));
    mine.create("a", token(1), "one");
    var lambda = own.rotation("a").with((event, service) -> {}).lambdaArn();

    mine.call(RotateSecret.of("a", token(2)).withRotationLambdaARN(lambda));
    own.clock().advance(Duration.ofDays(1));

    assertThat(own.audit().of("RotationFailed"))
        .extracting(AuditRecord::time)
        .containsExactly(START, START.plus(Duration.ofHours(1)));
  }

  @Test
  @DisplayName("ROT-31: a value put by hand abandons the rotation, so that later ones work")
  void putByHandAbandonsTheRotation() {
    secrets.create("a", token(1), "one");
    aws.rotation("a").pauseBefore(RotationStep.SET_SECRET);
    rotate(2, lambda(), null);

    secrets.put("a", token(3), "three");

    assertThat(secrets.stages("a"))
        .isEqualTo(Map.of(token(1), List.of("AWSPREVIOUS"), token(3), List.of("AWSCURRENT")));
    assertThat(events()).containsExactly("RotationStarted", "RotationAbandoned");
    assertThatThrownBy(() -> aws.rotation("a").resume())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The rotation of 'a' is not paused, so that it can't be resumed");
    rotateAgain(4);
    assertThat(secrets.stages("a")).isEqualTo(rotated(3, 4));
  }

  @Test
  @DisplayName(
      "ROT-31: so does an update with a value, while a rotation waits for its next attempt")
  void updateByHandAbandonsTheRotation() {
    secrets.create("a", token(1), "one");
    rotate(2, idle(), null);

    secrets.update("a", token(3), "three");
    aws.clock().advance(Duration.ofDays(1));

    assertThat(events()).containsExactly("RotationStarted", "RotationFailed", "RotationAbandoned");
    assertThat(secrets.stages("a"))
        .isEqualTo(Map.of(token(1), List.of("AWSPREVIOUS"), token(3), List.of("AWSCURRENT")));
  }

  @ParameterizedTest(name = "ROT-31, ROT-32: what {0} leaves when it fails, and that it is retried")
  @EnumSource
  void labelsAfterAFailure(RotationStep step) {
    secrets.create("a", token(1), "one");
    aws.rotation("a").failAt(step).before();

    rotate(2, lambda(), null);

    assertThat(secrets.stages("a")).isEqualTo(pending(2));
    assertThat(secrets.get("a")).isEqualTo("one");
    assertThat(aws.audit().of("RotationFailed").last().errorMessage())
        .isEqualTo(
            "Error when executing lambda " + lambda() + " during " + step.wireName() + " step");
    aws.clock().advance(GAP);
    assertThat(secrets.stages("a")).isEqualTo(rotated(1, 2));
  }

  @Test
  @DisplayName("ROT-33: a cancel ends what runs and what is planned; labels and settings stay")
  void cancelKeepsLabelsAndSettings() {
    var arn = secrets.create("a", token(1), "one").arn();
    aws.rotation("a").pauseBefore(RotationStep.SET_SECRET);
    rotate(2, lambda(), RotationRules.days(30));

    var answer = secrets.call(new CancelRotateSecret("a"));

    assertThat(answer).isEqualTo(new CancelRotateSecret.Result(arn, "a", token(2)));
    assertThat(secrets.stages("a")).isEqualTo(pending(2));
    var described = secrets.describe("a");
    assertThat(described.rotationEnabled()).isFalse();
    assertThat(described.rotationLambdaARN()).isEqualTo(lambda());
    assertThat(described.rotationRules()).isEqualTo(RotationRules.days(30));
    assertThat(described.nextRotationDate()).isNull();
    assertThat(aws.rotation("a").isPaused()).isFalse();
    assertThat(secrets.call(new CancelRotateSecret("a")).versionId()).isNull();
    aws.clock().advance(Duration.ofDays(60));
    assertThat(events()).containsExactly("RotationStarted");
  }

  @Test
  @DisplayName("ROT-33: RotateSecret without arguments enables rotation again")
  void rotationIsEnabledAgainWithoutArguments() {
    secrets.create("a", token(1), "one");
    rotate(2, lambda(), RotationRules.days(30));
    secrets.call(new CancelRotateSecret("a"));

    rotateAgain(3);

    var described = secrets.describe("a");
    assertThat(described.rotationEnabled()).isTrue();
    assertThat(described.nextRotationDate()).isEqualTo("2026-01-31T23:59:59Z");
    assertThat(secrets.get("a")).isEqualTo("new-" + token(3));
  }

  @Test
  @DisplayName("ROT-33: a pause that a cancelled rotation came to doesn't stop the next one")
  void cancelUsesThePauseUp() {
    secrets.create("a", token(1), "one");
    aws.rotation("a").pauseBefore(RotationStep.CREATE_SECRET);
    rotate(2, lambda(), null);
    secrets.call(new CancelRotateSecret("a"));
    secrets.remove("a", "AWSPENDING", token(2));

    rotateAgain(3);

    assertThat(aws.rotation("a").isPaused()).isFalse();
    assertThat(secrets.get("a")).isEqualTo("new-" + token(3));
  }

  @Test
  @DisplayName("ROT-33: of a secret that never was rotated there is nothing to cancel")
  void cancelWithoutRotationChangesNothing() {
    var arn = secrets.create("a", token(1), "one").arn();
    var before = aws.snapshot();

    assertThat(secrets.call(new CancelRotateSecret("a")))
        .isEqualTo(new CancelRotateSecret.Result(arn, "a", null));
    assertThat(aws.snapshot()).isEqualTo(before);
  }
}

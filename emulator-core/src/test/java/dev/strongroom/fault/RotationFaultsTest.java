package dev.strongroom.fault;

import static dev.strongroom.api.RotationStep.CREATE_SECRET;
import static dev.strongroom.api.RotationStep.SET_SECRET;
import static dev.strongroom.api.RotationStep.TEST_SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.Rotation;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.CancelRotateSecret;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.RotateSecret;
import dev.strongroom.contract.Secrets;
import dev.strongroom.fault.RotationFailure.How;
import dev.strongroom.rotation.PasswordRotation;
import dev.strongroom.rotation.RotationTimeline;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults at rotation steps: selected, counted, listed and removed like any other. */
class RotationFaultsTest {

  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration GAP = Duration.ofMinutes(10);

  private final SecretsEmulator aws =
      SecretsEmulator.builder().frozenAt(START).randomSeed(1).build();
  private final Secrets secrets = Doors.administrator(aws);
  private final Rotation rotation = rotated("prod/db");

  @Test
  void stepFailsSoOftenAndTheFaultCountsIt() {
    var fault = aws.faults().rotation().at(TEST_SECRET).secret("prod/*").first(2).before();

    rotate("prod/db");

    assertThat(aws.faults().all()).containsExactly(fault);
    assertThat(fault).hasToString("THROW before its work on testSecret of prod/*: struck 1 of 2");

    aws.clock().advance(GAP.multipliedBy(3));

    assertThat(names(rotation.timeline())).isEqualTo("Started Failed Failed Succeeded");
    assertThat(fault.struck()).isEqualTo(2);
    assertThatCode(() -> aws.faults().requireAllStruck()).doesNotThrowAnyException();
  }

  @Test
  void failureTheHandleScriptsIsOneOfTheFaults() {
    rotation.failAt(SET_SECRET).times(2).after(How.TIME_OUT);

    assertThat(aws.faults().all())
        .singleElement()
        .hasToString(
            "TIME_OUT after its work on setSecret of arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/db-??????: struck 0 of 2");
    assertThatThrownBy(() -> aws.faults().requireAllStruck())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("TIME_OUT after its work on setSecret");

    rotate("prod/db");
    aws.faults().removeAll();
    aws.clock().advance(GAP);

    assertThat(names(rotation.timeline())).isEqualTo("Started Failed Succeeded");
  }

  @Test
  void handleMeansItsOwnSecretOnly() {
    var other = rotated("prod/db-backup");
    rotation.failAt(CREATE_SECRET).before();

    rotate("prod/db-backup");

    assertThat(names(other.timeline())).isEqualTo("Started Succeeded");
    assertThat(aws.faults().unused()).hasSize(1);
  }

  @Test
  void removedFaultStrikesNoMore() {
    var fault = aws.faults().rotation().before();
    fault.remove();

    rotate("prod/db");

    assertThat(names(rotation.timeline())).isEqualTo("Started Succeeded");
    assertThat(fault).hasToString("THROW before its work on any rotation step: struck 0");
  }

  @Test
  void everyOtherAttemptInOneRegionMayFail() {
    var elsewhere = aws.faults().rotation().at(SET_SECRET).in("eu-west-1").before();
    var second = aws.faults().rotation().at(SET_SECRET).every(2).before();

    rotate("prod/db");
    rotate("prod/db");
    aws.clock().advance(GAP);

    assertThat(names(rotation.timeline())).isEqualTo("Started Succeeded Started Failed Succeeded");
    assertThat(elsewhere.struck()).isZero();
    assertThat(second.struck()).isEqualTo(1);
  }

  @Test
  void stepThatIsDelayedTakesItsTimeOnTheVirtualClock() {
    aws.faults().rotation().at(SET_SECRET).first(1).delay(Duration.ofSeconds(90));

    rotate("prod/db");

    assertThat(aws.clock().instant()).isEqualTo(START.plusSeconds(90));
    assertThat(names(rotation.timeline())).isEqualTo("Started Succeeded");
  }

  @Test
  void delayAndFailureOfOneStepAddUp() {
    var delay = aws.faults().rotation().at(SET_SECRET).first(1).delay(Duration.ofSeconds(90));
    var failure = aws.faults().rotation().at(SET_SECRET).first(1).before(How.TIME_OUT);

    rotate("prod/db");

    assertThat(delay.struck()).isEqualTo(1);
    assertThat(failure.struck()).isEqualTo(1);
    assertThat(names(rotation.timeline())).isEqualTo("Started Failed");
  }

  @Test
  void callsAreNoSteps() {
    var steps = aws.faults().rotation().before();

    secrets.call(GetSecretValue.of("prod/db"));
    secrets.call(new CancelRotateSecret("prod/db"));

    assertThat(aws.faults().unused()).containsExactly(steps);
  }

  @Test
  void stepsAreNoCalls() {
    var somebodyElses = aws.faults().onAnyOperation().by("*:user/nobody").cutConnection();

    rotate("prod/db");

    assertThat(aws.faults().unused()).containsExactly(somebodyElses);
    assertThat(names(rotation.timeline())).isEqualTo("Started Succeeded");
  }

  @ParameterizedTest
  @ValueSource(strings = {"prod/*", "prod/d?", "arn:aws:secretsmanager:x", " "})
  void handleIsOfOneName(String other) {
    assertThatThrownBy(() -> aws.rotation(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rotation(...) takes the name of one secret, but this is '" + other + "'");
  }

  private Rotation rotated(String name) {
    secrets.create(name, Secrets.token(1), "one");
    return aws.rotation(name).with(new PasswordRotation());
  }

  private void rotate(String name) {
    secrets.call(
        RotateSecret.of(name, aws.newClientRequestToken())
            .withRotationLambdaARN(aws.rotation(name).lambdaArn()));
  }

  /** The names of the events among what happened, without the word that they begin with. */
  private static String names(RotationTimeline timeline) {
    return String.join(
        " ",
        timeline.names().stream()
            .filter(name -> name.startsWith("Rotation"))
            .map(name -> name.substring("Rotation".length()))
            .toList());
  }
}

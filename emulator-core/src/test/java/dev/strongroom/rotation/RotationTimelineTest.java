package dev.strongroom.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.CancelRotateSecret;
import dev.strongroom.api.RotateSecret;
import dev.strongroom.api.RotationStep;
import dev.strongroom.contract.Secrets;
import dev.strongroom.fault.RotationFailure.How;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a rotation's timeline tells afterwards, as a value and as a table. */
class RotationTimelineTest {

  private static final String OLD = "01d00000-0000-0000-0000-000000000001";
  private static final String NEW = "9e300000-0000-0000-0000-000000000002";

  private final SecretsEmulator aws =
      SecretsEmulator.builder()
          .frozenAt(Instant.parse("2026-01-01T10:15:30.123Z"))
          .randomSeed(1)
          .build();
  private final Secrets secrets = new Secrets(aws.as(aws.administrator())::call);
  private final Database database = new Database("app", "one");

  private String failedAndRepaired() {
    var arn = secrets.create("db", OLD, Database.secret("app", "one")).arn();
    var rotation = aws.rotation("db").with(new SingleUser(database)).logins(database);
    rotation.failAt(RotationStep.SET_SECRET).after(How.TIME_OUT);
    rotation.pauseBefore(RotationStep.FINISH_SECRET);
    secrets.call(RotateSecret.of("db", NEW).withRotationLambdaARN(rotation.lambdaArn()));
    aws.clock().advance(Duration.ofMinutes(10));
    aws.clock().advance(Duration.ofMinutes(5));
    rotation.resume();
    return arn;
  }

  @Test
  void tableOfARotationThatFailedAndWasRepaired() throws Exception {
    failedAndRepaired();

    try (var table = getClass().getResourceAsStream("/rotation-timeline.txt")) {
      assertThat(aws.rotation("db").timeline().toString().lines())
          .containsExactlyElementsOf(
              new String(table.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    }
  }

  @Test
  void timelineIsAValue() {
    var arn = failedAndRepaired();

    var timeline = aws.rotation("db").timeline();

    assertThat(timeline.secretArn()).isEqualTo(arn);
    assertThat(timeline.names())
        .containsExactly(
            "RotationStarted",
            "createSecret",
            "setSecret",
            "RotationFailed",
            "createSecret",
            "setSecret",
            "testSecret",
            "finishSecret",
            "RotationSucceeded");
    assertThat(timeline.entries())
        .extracting(RotationTimeline.Entry::attempt)
        .containsExactly(0, 1, 1, 0, 2, 2, 2, 2, 0);
    assertThat(timeline.entries().get(2).failure())
        .isInstanceOf(TimeoutException.class)
        .hasMessage("Task timed out after its work, as scripted");
    assertThat(aws.rotations()).containsExactly(timeline);
    assertThat(aws.rotation("db")).hasToString(timeline.toString());
  }

  @Test
  void failuresNameTheStepAndItsReason() {
    secrets.create("db", OLD, Database.secret("app", "one"));
    var lambda =
        aws.rotation("db")
            .with(
                (event, service) -> {
                  throw new IllegalStateException("no route to the database");
                })
            .lambdaArn();

    secrets.call(RotateSecret.of("db", NEW).withRotationLambdaARN(lambda));

    assertThat(aws.rotation("db").timeline().failures())
        .containsExactly(
            "createSecret of attempt 1 failed: java.lang.IllegalStateException: no route to the"
                + " database");
  }

  @Test
  @DisplayName("ROT-12: a rotation whose last step moved nothing says so")
  void failureOfAFunctionThatMovesNothing() {
    secrets.create("db", OLD, Database.secret("app", "one"));
    var rotation = aws.rotation("db").with((event, service) -> {});

    secrets.call(RotateSecret.of("db", NEW).withRotationLambdaARN(rotation.lambdaArn()));

    assertThat(rotation.timeline().failures())
        .containsExactly("during finishSecret step: it ended, but AWSCURRENT did not move");
    assertThat(rotation.timeline().toString())
        .contains("during finishSecret step: it ended, but AWSCURRENT did not move");
  }

  @Test
  void stepsOfARotationThatEndedMeanwhileAreToldAsSuch() {
    secrets.create("db", OLD, Database.secret("app", "one"));
    var lambda =
        aws.rotation("db")
            .with((event, service) -> service.call(new CancelRotateSecret("db")))
            .lambdaArn();

    secrets.call(RotateSecret.of("db", NEW).withRotationLambdaARN(lambda));

    assertThat(aws.rotation("db").timeline().entries())
        .extracting(RotationTimeline.Entry::outcome)
        .containsExactly("", "succeeded, in a rotation that had ended");
  }

  @Test
  void timelineOfASecretThatIsNotThereIsEmpty() {
    assertThat(aws.rotation("nothing").timeline().entries()).isEmpty();
    assertThat(aws.rotations()).isEmpty();
  }

  @Test
  void timelineKeepsTheLatestTwoHundredEntries() {
    secrets.create("db", OLD, Database.secret("app", "one"));
    var lambda = aws.rotation("db").with(new SingleUser(database)).lambdaArn();
    for (int i = 100; i < 150; i++) {
      secrets.call(RotateSecret.of("db", Secrets.token(i)).withRotationLambdaARN(lambda));
    }

    var entries = aws.rotation("db").timeline().entries();

    assertThat(entries).hasSize(200);
    assertThat(entries.get(199).labelsAfter()).containsKey(Secrets.token(149));
  }
}

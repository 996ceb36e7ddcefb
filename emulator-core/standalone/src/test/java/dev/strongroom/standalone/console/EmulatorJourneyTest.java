package dev.strongroom.standalone.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.SecretValue;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rotations, replicas and snapshots, as people watch and change them in the console. */
class EmulatorJourneyTest extends ConsoleFixture {

  private List<String> steps() {
    return aws.rotation("prod/db").timeline().names();
  }

  private String current(String region) {
    return String.valueOf(
        aws.as(aws.administrator().in(region))
            .call(GetSecretValue.of("prod/db"))
            .secretString()
            .text());
  }

  @Test
  void rotationFailsIsRepairedAndTriedAgain() {
    var before = current("us-east-1");
    page.open("rotations/prod%2Fdb").click("Fail the next step");
    page.fill("Step", "setSecret").fill("How often", "2").click("Make it fail").seesNoDialog();
    page.sees("THROW before its work on setSecret").click("Rotate now").sees("Retrying");
    var failed = steps();

    page.click("Remove").sees("No step is made to fail.").settled();
    page.click("Advance to attempt 2").sees("Succeeded");

    assertThat(failed).endsWith("createSecret", "setSecret", "RotationFailed");
    assertThat(steps())
        .endsWith("createSecret", "setSecret", "testSecret", "finishSecret", "RotationSucceeded");
    assertThat(current("us-east-1")).isNotEqualTo(before);
    assertThat(aws.clock().instant())
        .isEqualTo(Shop.NOON.minus(Duration.ofHours(6)).plusSeconds(600));
  }

  @Test
  void rotationIsPausedAndResumed() {
    page.open("rotations/prod%2Fdb").fill("Step", "setSecret").click("Pause after");
    page.sees("The next rotation pauses after setSecret").click("Rotate now").sees("Paused");
    var paused = steps();

    page.click("Resume").sees("Succeeded");

    assertThat(paused).endsWith("createSecret", "setSecret");
    assertThat(steps()).endsWith("testSecret", "finishSecret", "RotationSucceeded");
  }

  @Test
  void matrixShowsWhichValueLogsInAfterEachStep() {
    aws.rotation("prod/db").logins(value -> value.text().contains("one"));
    page.open("rotations/prod%2Fdb").click("Rotate now").sees("Succeeded");

    page.sees("✓ logs in").sees("✕ no login");
  }

  @Test
  void valuesAreTriedWhenItIsAskedFor() {
    page.open("rotations/prod%2Fdb").sees("Nobody looks").seesNo("Log in with each value");
    aws.rotation("prod/db").logins(value -> value.text().contains("one"));
    page.open("rotations").open("rotations/prod%2Fdb").sees("No step has run yet");

    page.click("Log in with each value").sees("Now").sees("✓ logs in");

    assertThat(page.text()).doesNotContain("\"one\"");
    assertThat(steps()).isEmpty();
  }

  @Test
  void staleReplicaIsSeenAndPromoted() {
    aws.replicationLag("eu-west-1", Duration.ofMinutes(5));
    call(
        PutSecretValue.of("prod/db", aws.newClientRequestToken())
            .withSecretString(SecretValue.ofText("two")));
    page.open("replicas").sees("stale").sees("5 min to go").settled();

    page.click("Promote").click("Promote").seesNoDialog().sees("No secret has a replica");

    var promoted = aws.as(aws.administrator().in("eu-west-1")).call(new DescribeSecret("prod/db"));
    assertThat(promoted.primaryRegion()).isNull();
    assertThat(current("eu-west-1")).isNotEqualTo("two");
    assertThat(call(new DescribeSecret("prod/db")).replicationStatus()).isNullOrEmpty();
  }

  @Test
  void replicationIsMadeToTakeItsTime() {
    page.open("replicas").sees("No time: a replica has each change").fill("Seconds", "300");
    page.click("Set").sees("eu-west-1: 5 minutes").settled();
    call(
        PutSecretValue.of("prod/db", aws.newClientRequestToken())
            .withSecretString(SecretValue.ofText("two")));

    page.sees("5 min to go");
    assertThat(current("eu-west-1")).contains("one");
    page.click("No time to eu-west-1").sees("No time: a replica has each change");
  }

  @Test
  void replicaThatLagsIsReplicatedAsTheClockAdvances() {
    aws.replicationLag("eu-west-1", Duration.ofMinutes(5));
    call(
        PutSecretValue.of("prod/db", aws.newClientRequestToken())
            .withSecretString(SecretValue.ofText("two")));
    page.open("replicas").sees("stale").settled().click("Advance until it is replicated");

    page.sees("fresh").settled().click("Read in all Regions").sees("same as the primary");

    assertThat(current("eu-west-1")).isEqualTo("two");
  }

  @Test
  void snapshotIsTakenComparedAndRestored() {
    page.open("snapshots").fill("Name", "before").click("Take a snapshot").sees("before is taken");
    call(
        PutSecretValue.of("prod/signing", aws.newClientRequestToken())
            .withSecretString(SecretValue.ofText("s2")));

    page.settled().click("Compare with now").sees("prod/signing").sees("1 thing differs");
    page.click("Restore").click("Restore").seesNoDialog().sees("Nothing differs");

    assertThat(call(GetSecretValue.of("prod/signing")).secretString().text()).isEqualTo("s1");
  }

  @Test
  void emulatorIsResetToItsSeed() {
    aws.clock().advance(Duration.ofDays(30));
    page.open("snapshots").click("Reset to the seed").click("Reset").seesNoDialog();

    assertThat(aws.clock().instant()).isEqualTo(Shop.NOON.minus(Duration.ofHours(6)));
    page.open("rotations").sees("Never rotated");
  }
}

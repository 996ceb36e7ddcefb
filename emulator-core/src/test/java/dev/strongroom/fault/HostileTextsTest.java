package dev.strongroom.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.ReplicaRegion;
import dev.strongroom.api.ReplicateSecretToRegions;
import dev.strongroom.api.RotateSecret;
import dev.strongroom.api.RotationStep;
import dev.strongroom.contract.Secrets;
import dev.strongroom.fault.RotationFailure.How;
import dev.strongroom.rotation.PasswordRotation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that once took seconds or overflowed the stack. */
class HostileTextsTest {

  private static final String LONG = "a".repeat(400);
  private static final String MANY_PARTS = "a-".repeat(5_000);

  private final SecretsEmulator aws = SecretsEmulator.builder().randomSeed(1).build();
  private final Secrets secrets = Doors.administrator(aws);

  @Test
  @DisplayName("A3: a fault's wildcard with many stars took 15 seconds on 400 letters")
  void manyStarsDoNotHoldACall() {
    secrets.create(LONG, Secrets.token(1), "one");
    var fault = aws.faults().on("GetSecretValue").secret("*a*a*a*a*a*a*b").throttle();

    var outcome =
        assertTimeoutPreemptively(
            Duration.ofSeconds(5), () -> Doors.outcome(aws, GetSecretValue.of(LONG)));

    assertThat(outcome).isEqualTo("ok");
    assertThat(fault.struck()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "1",
        "eu-",
        "eu-west",
        "eu--west-1",
        "EU-west-1",
        "eu-west-1 ",
        "eu-west-1a",
        "eu-west-1-1",
        "-eu-west-1",
        "eu-west-",
        "eu1-west-1"
      })
  void nameThatIsSpelledUnlikeARegionIsNone(String name) {
    assertThat(Caller.isRegion(name)).isFalse();
  }

  @Test
  @DisplayName("A1: a Region of 5,000 parts overflowed the stack")
  void longRegionIsRefusedBeforeAnyPattern() {
    assertThat(Caller.isRegion(MANY_PARTS + "1")).isFalse();
    assertThat(Caller.isRegion("a-".repeat(63) + "a-1")).isFalse(); // 129 characters
    assertThat(Caller.isRegion("a-".repeat(63) + "-1")).isFalse();
    assertThat(Caller.isRegion("a-".repeat(63) + "12")).isTrue();
    assertThatThrownBy(() -> aws.faults().on("GetSecretValue").in(MANY_PARTS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("A Region looks like 'us-east-1'");
    assertThatThrownBy(() -> aws.replicationLag(MANY_PARTS, Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @DisplayName("A1: AddReplicaRegions with such a Region is a ValidationException")
  void longReplicaRegionIsRefused() {
    secrets.create("a", Secrets.token(1), "one");
    var before = aws.snapshot();

    var outcome =
        Doors.outcome(
            aws, ReplicateSecretToRegions.of("a", List.of(new ReplicaRegion(MANY_PARTS, null))));

    assertThat(outcome).isEqualTo("ValidationException");
    assertThat(aws.snapshot()).isEqualTo(before);
  }

  @Test
  @DisplayName("A2: WRONG_VALUE overflowed the stack on a password of 5,000 letters")
  void wrongValueTakesThePlaceOfALongPassword() {
    secrets.create("db", Secrets.token(1), "{\"password\":\"" + "\\\\".repeat(5_000) + "\"}");
    var rotation = aws.rotation("db").with(new PasswordRotation());
    rotation.failAt(RotationStep.CREATE_SECRET).before(How.WRONG_VALUE);

    secrets.call(
        RotateSecret.of("db", Secrets.token(2)).withRotationLambdaARN(rotation.lambdaArn()));

    assertThat(secrets.getVersion("db", null, "AWSPENDING").secretString().text())
        .isEqualTo("{\"password\":\"wrong-" + Secrets.token(2) + "\"}");
  }
}

package dev.strongroom.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.RotateSecret;
import dev.strongroom.api.RotationStep;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceError;
import dev.strongroom.contract.Requests;
import dev.strongroom.contract.Secrets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a struck call leaves behind: in the state, in the audit, and with its caller. */
class StruckCallsTest {

  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

  private final SecretsEmulator aws =
      SecretsEmulator.builder().frozenAt(START).randomSeed(1).build();
  private final Secrets secrets = Doors.administrator(aws);
  private final String arn = secrets.create("a", Secrets.token(1), "one").arn();

  static Stream<Arguments> before() {
    return Stream.of(
        kind("throttle", calls -> calls.throttle(), "ThrottlingException", true),
        kind(
            "fail",
            calls -> calls.fail(ErrorCode.INTERNAL_SERVICE_ERROR, "Oops."),
            "InternalServiceError",
            true),
        kind(
            "fail as denied",
            c -> c.fail(ErrorCode.ACCESS_DENIED, "No."),
            "AccessDeniedException",
            true),
        kind("cutConnection", calls -> calls.cutConnection(), "CUT", false),
        kind("timeOut", calls -> calls.timeOut(), "TIMED_OUT", false),
        kind("down", calls -> calls.down(), "CUT", false));
  }

  private static Arguments kind(
      String name, Function<Selection.OfCalls, Fault> effect, String outcome, boolean audited) {
    return Arguments.of(name, effect, outcome, audited);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("before")
  void faultBeforeTheCallChangesNothing(
      String name, Function<Selection.OfCalls, Fault> effect, String outcome, boolean audited) {
    var snapshot = aws.snapshot();
    int records = aws.audit().size();
    var fault = effect.apply(aws.faults().onAnyOperation());
    var requests = Requests.all("a", "other");

    for (var request : requests) {
      assertThat(Doors.outcome(aws, request)).as("%s", request).isEqualTo(outcome);
    }

    assertThat(aws.snapshot()).isEqualTo(snapshot);
    assertThat(fault.struck()).isEqualTo(requests.size());
    assertThat(aws.audit().size() - records).isEqualTo(audited ? requests.size() : 0);
    if (audited) {
      assertThat(aws.audit().failedWith(outcome).size()).isEqualTo(requests.size());
      assertThat(aws.audit().of("GetSecretValue").last().secretArn()).isEqualTo(arn);
    }
  }

  @Test
  void refusalBeforeTheCallShiftsNoArnOfLaterOnes() {
    var twin = aws.fork();
    aws.faults().on("CreateSecret").first(1).throttle();

    assertThatThrownBy(() -> secrets.create("b", Secrets.token(2), "two"))
        .hasMessage("Rate exceeded");

    assertThat(secrets.create("b", Secrets.token(2), "two").arn())
        .isEqualTo(Doors.administrator(twin).create("b", Secrets.token(2), "two").arn());
    assertThat(aws.snapshot()).isEqualTo(twin.snapshot());
  }

  @Test
  void validationComesBeforeFaults() {
    var fault = aws.faults().onAnyOperation().throttle();

    assertThatThrownBy(() -> secrets.get("not a name")).hasMessageContaining("Invalid name");

    assertThat(fault.struck()).isZero();
  }

  @Test
  @DisplayName("POL-18: a throttle comes before access is decided")
  void faultsComeBeforeAccess() {
    var nobody = aws.account(aws.administrator().accountId()).role("nobody").caller();
    aws.faults().onAnyOperation().first(1).throttle();

    assertThat(Doors.outcome(aws, nobody, GetSecretValue.of("a"))).isEqualTo("ThrottlingException");
    assertThat(Doors.outcome(aws, nobody, GetSecretValue.of("a")))
        .isEqualTo("AccessDeniedException");
  }

  @Test
  void lostAnswerLeavesTheChangeAndASuccessfulRecord() {
    var fault = aws.faults().on("PutSecretValue").secret("a*").first(1).loseAnswer();

    assertThatThrownBy(() -> secrets.put("a", Secrets.token(2), "two"))
        .isInstanceOfSatisfying(
            ConnectionFailure.class,
            failure -> assertThat(failure.kind()).isEqualTo(ConnectionFailure.Kind.ANSWER_LOST))
        .hasMessageContaining("PutSecretValue was carried out, but its answer was lost");

    assertThat(secrets.get("a")).isEqualTo("two");
    var record = aws.audit().of("PutSecretValue").last();
    assertThat(record.succeeded()).isTrue();
    assertThat(record.response()).isNotNull();
    assertThat(fault.struck()).isEqualTo(1);
  }

  @Test
  @DisplayName("IDEM-4: the same token after a lost answer makes one version")
  void sameTokenAfterALostAnswerMakesOneVersion() {
    aws.faults().on("PutSecretValue").first(1).loseAnswer();
    var put = PutSecretValue.of("a", Secrets.token(2)).withSecretString(SecretValue.ofText("two"));

    assertThat(Doors.outcome(aws, put)).isEqualTo("ANSWER_LOST");
    var committed = aws.snapshot();
    assertThat(Doors.outcome(aws, put)).isEqualTo("ok");

    assertThat(aws.snapshot()).isEqualTo(committed);
    assertThat(secrets.versions("a")).hasSize(2);
  }

  @Test
  @DisplayName("IDEM-4: two tokens make two versions, one of which nobody knows of")
  void anotherTokenAfterALostAnswerMakesAnotherVersion() {
    aws.faults().on("PutSecretValue").first(1).loseAnswer();

    assertThatThrownBy(() -> secrets.put("a", Secrets.token(2), "two"))
        .isInstanceOf(ConnectionFailure.class);
    secrets.put("a", Secrets.token(3), "two");

    assertThat(secrets.versions("a")).hasSize(3);
  }

  @Test
  @DisplayName("ROT-17: a rotation whose answer got lost is carried through all the same")
  void rotationGoesOnWhenItsAnswerIsLost() {
    var steps = new ArrayList<RotationStep>();
    var rotation = aws.rotation("a").with((event, service) -> steps.add(event.step()));
    aws.faults().on("RotateSecret").loseAnswer();

    var outcome =
        Doors.outcome(
            aws,
            RotateSecret.of("a", Secrets.token(2)).withRotationLambdaARN(rotation.lambdaArn()));

    assertThat(outcome).isEqualTo("ANSWER_LOST");
    assertThat(steps).containsExactly(RotationStep.values());
  }

  @Test
  void rotationFunctionIsACallerLikeAnyOther() {
    var outcomes = new ArrayList<String>();
    var rotation =
        aws.rotation("a")
            .with(
                (event, service) -> {
                  try {
                    service.call(GetSecretValue.of("a"));
                    outcomes.add("ok");
                  } catch (ServiceError refusal) {
                    outcomes.add(refusal.text());
                  }
                });
    aws.faults().on("GetSecretValue").first(1).throttle();

    Doors.outcome(
        aws, RotateSecret.of("a", Secrets.token(2)).withRotationLambdaARN(rotation.lambdaArn()));

    assertThat(outcomes).containsExactly("Rate exceeded", "ok", "ok", "ok");
  }

  @Test
  void refusedCallKeepsItsAnswer() {
    var fault = aws.faults().onAnyOperation().loseAnswer();

    assertThatThrownBy(() -> secrets.get("absent")).hasMessageContaining("can't find");

    assertThat(fault.struck()).isZero();
  }

  @Test
  void delayPassesInTheEmulatorsTimeBeforeTheCallIsServed() {
    aws.faults().on("PutSecretValue").first(1).delay(Duration.ofSeconds(2));

    secrets.put("a", Secrets.token(2), "two");
    secrets.put("a", Secrets.token(3), "three");

    assertThat(aws.clock().instant()).isEqualTo(START.plusSeconds(2));
    assertThat(secrets.getVersion("a", Secrets.token(2), null).createdDate())
        .isEqualTo(START.plusSeconds(2));
    assertThat(aws.audit().of("PutSecretValue").first().time()).isEqualTo(START.plusSeconds(2));
  }

  @Test
  void readSeesTheStateAfterItsDelay() {
    secrets.delete("a");
    aws.faults().on("DescribeSecret").delay(Duration.ofDays(31));

    assertThatThrownBy(() -> secrets.describe("a")).hasMessageContaining("can't find");
  }

  @Test
  void delayIsFollowedByWhateverStrikesNext() {
    aws.faults().on("GetSecretValue").delay(Duration.ofSeconds(5));
    aws.faults().on("GetSecretValue").timeOut();

    assertThat(Doors.outcome(aws, GetSecretValue.of("a"))).isEqualTo("TIMED_OUT");
    assertThat(aws.clock().instant()).isEqualTo(START.plusSeconds(5));
  }

  @Test
  void realDelayLeavesTheEmulatorsTimeAlone() {
    var fault = aws.faults().on("GetSecretValue").delayInRealTime(Duration.ofMillis(1));

    assertThat(secrets.get("a")).isEqualTo("one");

    assertThat(aws.clock().instant()).isEqualTo(START);
    assertThat(fault.struck()).isEqualTo(1);
  }

  @Test
  void interruptedCallerHasGivenUpAndNothingHappened() {
    var snapshot = aws.snapshot();
    aws.faults().on("PutSecretValue").delayInRealTime(Duration.ofDays(1));
    var put = PutSecretValue.of("a", Secrets.token(2)).withSecretString(SecretValue.ofText("two"));

    Thread.currentThread().interrupt();
    var outcome = Doors.outcome(aws, put);

    assertThat(Thread.interrupted()).as("still interrupted").isTrue();
    assertThat(outcome).isEqualTo("TIMED_OUT");
    assertThat(aws.snapshot()).isEqualTo(snapshot);
  }

  @Test
  void failureNamesTheFaultAndNoValue() {
    aws.faults().on("PutSecretValue").loseAnswer();

    assertThatThrownBy(() -> secrets.put("a", Secrets.token(2), "s3cr3t"))
        .hasMessageContaining("(a fault: lost answer on PutSecretValue: struck 1)")
        .hasMessageNotContaining("s3cr3t");
  }
}

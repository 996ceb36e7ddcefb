package dev.strongroom.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.Services;
import dev.strongroom.api.DeleteResourcePolicy;
import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.GetResourcePolicy;
import dev.strongroom.api.PutResourcePolicy;
import dev.strongroom.api.RemoveRegionsFromReplication;
import dev.strongroom.api.ReplicaRegion;
import dev.strongroom.api.ReplicateSecretToRegions;
import dev.strongroom.api.Request;
import dev.strongroom.api.StopReplicationToReplica;
import dev.strongroom.api.ValidateResourcePolicy;
import dev.strongroom.contract.Requests;
import dev.strongroom.fault.RotationFailure.How;
import dev.strongroom.seed.Seed;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** How faults are declared, counted and removed, and what their misuse says. */
class FaultsTest extends FaultFixture {

  @Test
  void faultStrikesSoOftenAndIsCounted() {
    var fault = aws.faults().on("GetSecretValue").first(2).throttle();

    assertThat(outcomes(4))
        .containsExactly("ThrottlingException", "ThrottlingException", "ok", "ok");
    assertThat(fault.struck()).isEqualTo(2);
    assertThat(fault.limit()).hasValue(2);
    assertThat(fault.remaining()).hasValue(0);
    assertThat(fault).hasToString("ThrottlingException on GetSecretValue: struck 2 of 2");
    assertThat(aws.faults().all()).containsExactly(fault);
  }

  @Test
  void faultWithoutLimitGoesOnUntilItIsRemoved() {
    var fault = aws.faults().onAnyOperation().fail(ErrorCode.INTERNAL_SERVICE_ERROR, "Oops.");

    assertThat(outcomes(3)).containsOnly("InternalServiceError");
    fault.remove();

    assertThat(outcomes(1)).containsExactly("ok");
    assertThat(fault.limit()).isEmpty();
    assertThat(fault.remaining()).isEmpty();
    assertThat(fault.struck()).isEqualTo(3);
    assertThat(aws.faults().all()).isEmpty();
  }

  @Test
  void faultsInARowAreAScript() {
    aws.faults().on("GetSecretValue").first(2).throttle();
    aws.faults().on("GetSecretValue").first(1).fail(ErrorCode.INTERNAL_SERVICE_ERROR, "Oops.");
    aws.faults().on("GetSecretValue").first(1).cutConnection();

    assertThat(outcomes(5))
        .containsExactly(
            "ThrottlingException", "ThrottlingException", "InternalServiceError", "CUT", "ok");
  }

  @Test
  void faultThatNeverStruckFailsTheTest() {
    aws.faults().on("GetSecretValue").throttle();
    var unused = aws.faults().on("GetSecretValue").secret("prod/bd").throttle();
    Doors.outcome(aws, GET);

    assertThat(aws.faults().unused()).containsExactly(unused);
    assertThatThrownBy(() -> aws.faults().requireAllStruck())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("ThrottlingException on GetSecretValue of prod/bd: struck 0");

    unused.remove();
    assertThatCode(() -> aws.faults().requireAllStruck()).doesNotThrowAnyException();
  }

  @Test
  void faultsAreNoPartOfTheState() {
    var fault = aws.faults().on("GetSecretValue").first(2).throttle();
    var snapshot = aws.snapshot();
    Doors.outcome(aws, GET);

    aws.restore(snapshot);

    assertThat(fault.struck()).isEqualTo(1);
    assertThat(aws.faults().all()).containsExactly(fault);
    assertThat(aws.fork().faults().all()).isEmpty();
  }

  @Test
  void seedIsNoTraffic() {
    var fault = aws.faults().onAnyOperation().cutConnection();

    aws.seed(Seed.of(Seed.secret("seeded").string("value")));

    assertThat(fault.struck()).isZero();
    aws.faults().removeAll();
    assertThat(secrets.get("seeded")).isEqualTo("value");
  }

  @Test
  void questionIsNoCall() {
    var fault = aws.faults().onAnyOperation().throttle();
    var kms = aws.faults().kms().down();

    assertThat(aws.explain(aws.administrator(), GET).allowed()).isTrue();

    assertThat(fault.struck()).isZero();
    assertThat(kms.struck()).isZero();
  }

  @Test
  void severalThreadsAreStruckExactlySoOften() throws Exception {
    var fault = aws.faults().on("GetSecretValue").first(2).throttle();
    var threads = Executors.newFixedThreadPool(8);
    try {
      Callable<Long> reader =
          () -> outcomes(50).stream().filter("ThrottlingException"::equals).count();
      long throttled = 0;
      for (var result : threads.invokeAll(Collections.nCopies(8, reader))) {
        throttled += result.get();
      }

      assertThat(throttled).isEqualTo(2);
      assertThat(fault.struck()).isEqualTo(2);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void faultsOfTheConnectionNeedATransportAndSayWhy() {
    var calls = aws.faults().on("GetSecretValue");
    var needing =
        List.of(
            calls.throttle(),
            calls.loseAnswer(),
            calls.delay(Duration.ofSeconds(1)),
            calls.delayInRealTime(Duration.ofSeconds(1)),
            calls.cutConnection(),
            calls.timeOut(),
            aws.faults().region("eu-west-1").down());

    assertThat(needing).allMatch(Fault::needsTransport);
    assertThat(aws.faults().whyNotDirect())
        .startsWith("ThrottlingException on GetSecretValue: struck 0; lost answer on")
        .contains("retries and time-outs of the application's own client", "DIRECT");
  }

  @Test
  void otherFaultsNeedNoTransport() {
    var calls = aws.faults().onAnyOperation();
    calls.fail(ErrorCode.INTERNAL_SERVICE_ERROR, "Oops.");
    calls.staleReads(1);
    calls.shortPages(1);
    aws.faults().kms().throttle();
    aws.faults().replication().fail("no");
    aws.faults().rotation().after(How.TIME_OUT);
    aws.faults().rotation().delay(Duration.ofSeconds(1));

    assertThat(aws.faults().all()).noneMatch(Fault::needsTransport);
    assertThat(aws.faults().whyNotDirect()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GetSecretsValue     | did you mean GetSecretValue or PutSecretValue?",
        "getsecretvalue      | did you mean GetSecretValue",
        "Batch               | did you mean BatchGetSecretValue?",
        "Frobnicate          | Secrets Manager has no operation 'Frobnicate'",
        "GenerateDataKey     | kms().on(\"GenerateDataKey\")",
        "''                  | no operation ''",
      })
  void unknownOperationIsRefusedAndTheNearestAreNamed(String operation, String message) {
    assertThatThrownBy(() -> aws.faults().on(operation))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void unknownOperationOfKmsIsRefused() {
    assertThatThrownBy(() -> aws.faults().kms().on("GenerateDatakey"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "KMS has no operation 'GenerateDatakey'; did you mean GenerateDataKey");
  }

  static Stream<Request<?>> everyOperation() {
    var id = "prod/db";
    return Stream.concat(
        Requests.all(id, "value").stream(),
        Stream.of(
            new DeleteResourcePolicy(id),
            new GetResourcePolicy(id),
            PutResourcePolicy.of(id, "{}"),
            new RemoveRegionsFromReplication(id, List.of("eu-west-1")),
            ReplicateSecretToRegions.of(id, List.of(new ReplicaRegion("eu-west-1", null))),
            new StopReplicationToReplica(id),
            new ValidateResourcePolicy(id, "{}")));
  }

  @ParameterizedTest
  @MethodSource("everyOperation")
  void everyOperationCanBeStruck(Request<?> request) {
    var before = aws.snapshot();
    aws.faults().on(request.operation()).throttle();

    assertThat(Doors.outcome(aws, request)).isEqualTo("ThrottlingException");
    assertThat(aws.snapshot()).isEqualTo(before);
  }

  @Test
  void noOperationIsLeftOut() {
    assertThat(everyOperation().map(Request::getClass))
        .containsExactlyInAnyOrderElementsOf(Services.requests("secretsmanager").toList());
  }

  @Test
  void misuseIsRefusedNamingTheValue() {
    var calls = aws.faults().on("PutSecretValue");

    refuses(() -> calls.first(0), "first(...)", "0");
    refuses(() -> calls.every(-1), "every(...)", "-1");
    refuses(() -> calls.between(START, START), START.toString());
    refuses(() -> calls.withProbability(0, 1), "0.0");
    refuses(() -> calls.withProbability(Double.NaN, 1), "NaN");
    refuses(() -> calls.withProbability(1.1, 1), "1.1");
    refuses(() -> calls.delay(Duration.ZERO), "delay(...)", "PT0S");
    refuses(() -> calls.delayInRealTime(Duration.ofSeconds(-1)), "PT-1S");
    refuses(() -> calls.in("us-est"), "'us-est'");
    refuses(() -> aws.faults().region("here"), "'here'");
    refuses(() -> calls.secret(" "), "blank");
    refuses(() -> calls.by(""), "blank");
    refuses(() -> calls.staleReads(1), "PutSecretValue is no read", "DescribeSecret");
    refuses(() -> aws.faults().rotation().delay(Duration.ZERO), "delay(...)", "PT0S");
    refuses(() -> aws.faults().rotation().before(How.LOST_ANSWER), "LOST_ANSWER", "after()");
    refuses(() -> calls.shortPages(2), "PutSecretValue has no pages", "ListSecrets");
    refuses(() -> calls.emptyPages(), "PutSecretValue has no pages");
    refuses(() -> aws.faults().onAnyOperation().staleReads(0), "staleReads(...)", "0");
    refuses(() -> aws.faults().onAnyOperation().shortPages(0), "shortPages(...)", "0");
    assertThat(aws.faults().all()).isEmpty();
  }

  private static void refuses(ThrowingCallable misuse, String... parts) {
    assertThatThrownBy(misuse)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(parts);
  }
}

package dev.strongroom.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.Services;
import dev.strongroom.api.BatchGetSecretValue;
import dev.strongroom.api.Caller;
import dev.strongroom.api.DeleteResourcePolicy;
import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.GetResourcePolicy;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.PutResourcePolicy;
import dev.strongroom.api.RemoveRegionsFromReplication;
import dev.strongroom.api.ReplicaRegion;
import dev.strongroom.api.ReplicateSecretToRegions;
import dev.strongroom.api.Request;
import dev.strongroom.api.StopReplicationToReplica;
import dev.strongroom.api.ValidateResourcePolicy;
import dev.strongroom.api.kms.ListKeys;
import dev.strongroom.contract.Requests;
import dev.strongroom.contract.Secrets;
import dev.strongroom.fault.RotationFailure.How;
import dev.strongroom.seed.Seed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** How faults are declared, which calls they select, and how they are counted. */
class FaultsTest {

  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
  private static final GetSecretValue GET = GetSecretValue.of("prod/db");

  private final SecretsEmulator aws =
      SecretsEmulator.builder().frozenAt(START).randomSeed(1).build();
  private final Secrets secrets = Doors.administrator(aws);
  private final String arn = secrets.create("prod/db", Secrets.token(1), "one").arn();

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

  static Stream<Arguments> limits() {
    Function<Selection.OfCalls, Selection.OfCalls> all = calls -> calls;
    return Stream.of(
        Arguments.of("every call", all, "xxxxxxxxx"),
        Arguments.of("first(2)", of(calls -> calls.first(2)), "xx......."),
        Arguments.of("every(3)", of(calls -> calls.every(3)), "..x..x..x"),
        Arguments.of("every(3).first(2)", of(calls -> calls.every(3).first(2)), "..x..x..."),
        Arguments.of(
            "between, a call a second",
            of(calls -> calls.between(START.plusSeconds(2), START.plusSeconds(5))),
            "..xxx...."),
        Arguments.of(
            "every(2) between",
            of(calls -> calls.every(2).between(START.plusSeconds(2), START.plusSeconds(7))),
            "...x.x..."),
        Arguments.of("probability 1", of(calls -> calls.withProbability(1, 7)), "xxxxxxxxx"));
  }

  private static Function<Selection.OfCalls, Selection.OfCalls> of(
      Function<Selection.OfCalls, Selection.OfCalls> limit) {
    return limit;
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("limits")
  void limitsSayWhichOfTheCallsAreStruck(
      String name, Function<Selection.OfCalls, Selection.OfCalls> limit, String expected) {
    limit.apply(aws.faults().on("GetSecretValue")).throttle();

    assertThat(pattern(expected.length())).isEqualTo(expected);
  }

  @Test
  void probabilityReplaysWithItsSeedAndDiffersWithout() {
    var patterns = new ArrayList<String>();
    for (long seed : List.of(7L, 7L, 8L)) {
      var fault = aws.faults().on("GetSecretValue").withProbability(0.3, seed).throttle();
      patterns.add(pattern(1000));
      assertThat(fault.struck()).isBetween(250L, 350L);
      fault.remove();
    }

    assertThat(patterns.get(0)).isEqualTo(patterns.get(1)).isNotEqualTo(patterns.get(2));
  }

  @ParameterizedTest
  @CsvSource({
    "prod/db,                                                       struck",
    "prod/*,                                                        struck",
    "prod/d?,                                                       struck",
    "*,                                                             struck",
    "arn:aws:secretsmanager:us-east-1:*:secret:prod/*,              struck",
    "prod,                                                          spared",
    "prod/d,                                                        spared",
    "prod?db?,                                                      spared",
    "PROD/db,                                                       spared",
    "prod.db,                                                       spared",
    "arn:aws:secretsmanager:eu-west-1:*:secret:prod/*,              spared",
  })
  void secretIsSelectedByNameOrArn(String pattern, String expected) {
    var fault = aws.faults().on("GetSecretValue").secret(pattern).throttle();

    secretsByNameAndArn();

    assertThat(fault.struck()).isEqualTo(expected.equals("struck") ? 2 : 0);
  }

  private void secretsByNameAndArn() {
    Doors.outcome(aws, GET);
    Doors.outcome(aws, GetSecretValue.of(arn));
  }

  @Test
  void secretThatIsNotThereIsSelectedByTheNameInTheRequest() {
    var created = aws.faults().on("CreateSecret").secret("new/*").throttle();
    var absent = aws.faults().on("GetSecretValue").secret("absent").throttle();

    assertThatThrownBy(() -> secrets.create("new/a", Secrets.token(2), "one"))
        .hasMessage("Rate exceeded");
    assertThatThrownBy(() -> secrets.get("absent")).hasMessage("Rate exceeded");
    secrets.create("other", Secrets.token(2), "one");

    assertThat(created.struck()).isEqualTo(1);
    assertThat(absent.struck()).isEqualTo(1);
  }

  @Test
  void callerIsSelectedByArnAndASessionByItsRole() {
    var account = aws.administrator().accountId();
    var role = "arn:aws:iam::" + account + ":role/app";
    var session =
        new Caller(
            account, "us-east-1", "arn:aws:sts::" + account + ":assumed-role/app/s1", Map.of());
    aws.faults().onAnyOperation().by(role).throttle();

    assertThat(Doors.outcome(aws, session, GET)).isEqualTo("ThrottlingException");
    assertThat(Doors.outcome(aws, aws.administrator(), GET)).isEqualTo("ok");

    aws.faults().removeAll();
    aws.faults().onAnyOperation().by("*:assumed-role/app/s?").throttle();
    assertThat(Doors.outcome(aws, session, GET)).isEqualTo("ThrottlingException");
  }

  @Test
  void regionIsSelectedAndCanBeDown() {
    aws.faults().region("eu-west-1").down();
    var there = aws.administrator().in("eu-west-1");

    assertThat(Doors.outcome(aws, there, GET)).isEqualTo("CUT");
    assertThat(Doors.outcome(aws, there, new ListKeys(null, null))).isEqualTo("CUT");
    assertThat(Doors.outcome(aws, GET)).isEqualTo("ok");
    assertThat(aws.faults().all().get(0))
        .hasToString("outage on everything in eu-west-1: struck 2");
  }

  @Test
  void selectionTellsAllThatItSelects() {
    var fault =
        aws.faults()
            .on("PutSecretValue")
            .secret("prod/*")
            .by("*:role/app")
            .in("eu-west-1")
            .every(3)
            .between(START, START.plusSeconds(1))
            .withProbability(0.5, 1)
            .first(4)
            .loseAnswer();

    assertThat(fault)
        .hasToString(
            "lost answer on PutSecretValue of prod/* by *:role/app in eu-west-1, every 3rd call, from 2026-01-01T12:00:00Z until 2026-01-01T12:00:01Z, with probability 0.5: struck 0 of 4");
  }

  @Test
  void selectionIsAValueThatCanBeUsedAgain() {
    var calls = aws.faults().on("GetSecretValue");
    calls.first(1).throttle();
    var other = calls.cutConnection();

    assertThat(outcomes(3)).containsExactly("ThrottlingException", "CUT", "CUT");
    assertThat(other.limit()).isEmpty();
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
  void readsOfABatchAreStruckByRefusalsOnly() {
    secrets.create("other", Secrets.token(2), "two");
    aws.faults().on("GetSecretValue").cutConnection();
    aws.faults().on("GetSecretValue").loseAnswer();
    aws.faults()
        .on("GetSecretValue")
        .secret("other")
        .fail(ErrorCode.INTERNAL_SERVICE_ERROR, "Oops.");

    var batch = secrets.call(BatchGetSecretValue.of(List.of("prod/db", "other")));

    assertThat(batch.secretValues()).hasSize(1);
    assertThat(batch.errors())
        .singleElement()
        .isEqualTo(new BatchGetSecretValue.ApiError("other", "InternalServiceError", "Oops."));
  }

  @Test
  void batchIsSelectedByAnyOfItsSecrets() {
    var fault = aws.faults().on("BatchGetSecretValue").secret("prod/*").throttle();
    var batch = BatchGetSecretValue.of(List.of("other", "not a name", arn));

    assertThat(Doors.outcome(aws, batch)).isEqualTo("ThrottlingException");
    assertThat(fault.struck()).isEqualTo(1);
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
    assertThat(aws.faults().needTransport()).isTrue();
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
    assertThat(aws.faults().needTransport()).isFalse();
    assertThatThrownBy(() -> aws.faults().whyNotDirect())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("direct client will do");
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

  private List<String> outcomes(int calls) {
    var outcomes = new ArrayList<String>();
    for (int i = 0; i < calls; i++) {
      outcomes.add(Doors.outcome(aws, GET));
    }
    return outcomes;
  }

  /** A call a second: {@code x} where it was struck. */
  private String pattern(int calls) {
    var pattern = new StringBuilder();
    for (int i = 0; i < calls; i++) {
      pattern.append(outcomes(1).get(0).equals("ok") ? '.' : 'x');
      aws.clock().advance(Duration.ofSeconds(1));
    }
    return pattern.toString();
  }
}

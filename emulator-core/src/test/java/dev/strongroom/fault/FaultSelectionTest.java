package dev.strongroom.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.api.BatchGetSecretValue;
import dev.strongroom.api.Caller;
import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.kms.ListKeys;
import dev.strongroom.contract.Secrets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which calls a fault selects: by secret, caller, Region, count, time and probability. */
class FaultSelectionTest extends FaultFixture {

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
    assertThat(Doors.outcome(aws, there, ListKeys.all())).isEqualTo("CUT");
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

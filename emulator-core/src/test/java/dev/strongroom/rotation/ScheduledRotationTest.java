package dev.strongroom.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.CancelRotateSecret;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.RotateSecret;
import dev.strongroom.api.RotationRules;
import dev.strongroom.api.RotationStep;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceClient;
import dev.strongroom.api.UpdateSecretVersionStage;
import dev.strongroom.audit.AuditRecord;
import dev.strongroom.contract.Secrets;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rotations that the schedule begins, as the clock is advanced. */
class ScheduledRotationTest {

  private static final int MANY = 200;
  private static final Instant START = Instant.parse("2026-01-01T10:15:30.123Z");
  private static final Duration YEAR = Duration.ofDays(365);

  private static final List<RotationRules> RULES =
      List.of(
          RotationRules.days(30),
          RotationRules.days(45),
          RotationRules.days(90).withDuration("3h"),
          RotationRules.days(1000),
          RotationRules.schedule("rate(60 days)"),
          RotationRules.schedule("rate(1000 hours)"),
          RotationRules.schedule("cron(0 8 1 * ? *)"),
          RotationRules.schedule("cron(0 22 ? * 6#2 *)").withDuration("2h"));

  private final SecretsEmulator aws = emulator();
  private final Secrets secrets = secrets(aws);

  private static SecretsEmulator emulator() {
    return SecretsEmulator.builder().frozenAt(START).randomSeed(4).auditCapacity(200_000).build();
  }

  private static Secrets secrets(SecretsEmulator emulator) {
    return new Secrets(emulator.as(emulator.administrator())::call);
  }

  /** Does the least that a rotation needs, without asking what there is. */
  private static void rotate(RotationEvent event, ServiceClient service) {
    var id = event.secretId();
    var token = event.clientRequestToken();
    if (event.step() == RotationStep.CREATE_SECRET) {
      var value = SecretValue.ofText("value of " + token);
      service.call(
          PutSecretValue.of(id, token)
              .withSecretString(value)
              .withVersionStages(List.of("AWSPENDING")));
    } else if (event.step() == RotationStep.FINISH_SECRET) {
      service.call(new UpdateSecretVersionStage(id, "AWSCURRENT", current(id, service), token));
    }
  }

  private static String current(String id, ServiceClient service) {
    return service.call(GetSecretValue.of(id)).versionId();
  }

  private void schedule(String name, RotationRules rules) {
    secrets.create(name, Secrets.token(1), "one");
    var lambda = aws.rotation(name).with(ScheduledRotationTest::rotate).lambdaArn();
    secrets.call(
        RotateSecret.of(name, Secrets.token(2))
            .withRotationLambdaARN(lambda)
            .withRotationRules(rules));
  }

  private List<String> times(String event) {
    return aws.audit().of(event).records().stream()
        .map(record -> record.time().toString())
        .toList();
  }

  @ParameterizedTest(name = "ROT-35, ROT-36, ROT-38: {0} for {1}: next {2}, then at {3}, {4}")
  @CsvSource({
    "30, , 2026-01-31T23:59:59Z, 2026-01-31T00:00:00Z, 2026-03-02T00:00:00Z",
    "30, 3h, 2026-01-31T02:59:59Z, 2026-01-31T00:00:00Z, 2026-03-02T00:00:00Z",
    "1, , 2026-01-02T23:59:59Z, 2026-01-02T00:00:00Z, 2026-01-03T00:00:00Z",
    "rate(10 days), , 2026-01-11T23:59:59Z, 2026-01-11T00:00:00Z, 2026-01-21T00:00:00Z",
    "rate(4 hours), , 2026-01-01T14:59:59Z, 2026-01-01T14:00:00Z, 2026-01-01T18:00:00Z",
    "rate(10 hours), 2h, 2026-01-01T21:59:59Z, 2026-01-01T20:00:00Z, 2026-01-02T06:00:00Z",
    "cron(0 8 1 * ? *), , 2026-02-01T23:59:59Z, 2026-02-01T08:00:00Z, 2026-03-01T08:00:00Z",
    "cron(0 16 ? * SUNL *), 4h, 2026-01-25T19:59:59Z, 2026-01-25T16:00:00Z, 2026-02-22T16:00:00Z",
    "cron(0 8/8 * * ? *), , 2026-01-01T16:59:59Z, 2026-01-01T16:00:00Z, 2026-01-02T08:00:00Z",
  })
  void rotatesAtTheOpeningOfEachWindow(
      String rule, String duration, Instant next, String first, String second) {
    var rules =
        Character.isDigit(rule.charAt(0))
            ? RotationRules.days(Long.valueOf(rule)).withDuration(duration)
            : RotationRules.schedule(rule).withDuration(duration);
    schedule("a", rules);

    assertThat(secrets.describe("a").nextRotationDate()).isEqualTo(next);
    aws.clock().advance(Duration.ofDays(70));

    assertThat(times("RotationStarted").subList(0, 3))
        .containsExactly(START.toString(), first, second);
    assertThat(times("RotationSucceeded")).isEqualTo(times("RotationStarted"));
    var described = secrets.describe("a");
    assertThat(described.lastRotatedDate())
        .isEqualTo(aws.audit().of("RotationSucceeded").last().time());
    assertThat(described.nextRotationDate()).isAfter(aws.clock().instant());
  }

  @Test
  void whoHearsOfARotationMayCancelItBeforeItsFirstStep() {
    var steps = new ArrayList<RotationStep>();
    secrets.create("a", Secrets.token(1), "one");
    var rotation = aws.rotation("a").with((event, service) -> steps.add(event.step()));
    secrets.call(
        RotateSecret.of("a", Secrets.token(2))
            .withRotationLambdaARN(rotation.lambdaArn())
            .withRotationRules(RotationRules.days(30))
            .withRotateImmediately(false));
    steps.clear(); // of the test of the function
    var unused =
        aws.onEvent(
            event -> {
              if ("RotationStarted".equals(event.detail().get("eventName"))) {
                secrets.call(new CancelRotateSecret("a"));
              }
            });

    aws.clock().advance(Duration.ofDays(31));

    assertThat(times("RotationStarted")).hasSize(1);
    assertThat(steps).isEmpty();
  }

  @Test
  @DisplayName("ROT-14: a scheduled rotation has a token and a version of its own")
  void scheduledRotationDrawsAToken() {
    schedule("a", RotationRules.days(30));

    aws.clock().advance(Duration.ofDays(30));

    var current = secrets.getVersion("a", null, null).versionId();
    assertThat(current).isNotEqualTo(Secrets.token(2)).hasSize(36);
    assertThat(secrets.get("a")).isEqualTo("value of " + current);
    assertThat(secrets.stages("a").get(Secrets.token(2))).containsExactly("AWSPREVIOUS");
    assertThat(aws.audit().of("RotationSucceeded").last().requestId())
        .isEqualTo("Rotation-" + secrets.describe("a").arn() + "-" + current);
  }

  @Test
  @DisplayName("ROT-31, ROT-41: a failing scheduled rotation is given up, then taken up again")
  void failingScheduledRotationIsTakenUpAgain() {
    schedule("a", RotationRules.days(30));
    aws.rotation("a").failAt(RotationStep.SET_SECRET).times(7).before();

    aws.clock().advanceTo(Instant.parse("2026-01-31T12:00:00Z"));

    assertThat(times("RotationFailed"))
        .containsExactly(
            "2026-01-31T00:00:00Z",
            "2026-01-31T00:10:00Z",
            "2026-01-31T00:20:00Z",
            "2026-01-31T00:30:00Z",
            "2026-01-31T00:40:00Z");
    assertThat(secrets.describe("a").lastRotatedDate()).isEqualTo(START);
    assertThat(secrets.describe("a").nextRotationDate()).isEqualTo("2026-03-02T23:59:59Z");
    var stuck = aws.audit().of("RotationFailed").first().requestId();
    aws.clock().advanceTo(Instant.parse("2026-03-02T12:00:00Z"));
    assertThat(times("RotationFailed").subList(5, 7))
        .containsExactly("2026-03-02T00:00:00Z", "2026-03-02T00:10:00Z");
    assertThat(times("RotationSucceeded"))
        .containsExactly(START.toString(), "2026-03-02T00:20:00Z");
    assertThat(aws.audit().of("RotationFailed"))
        .extracting(AuditRecord::requestId)
        .as("the token stays the same")
        .containsOnly(stuck);
    assertThat(aws.audit().of("RotationSucceeded").last().requestId()).isEqualTo(stuck);
  }

  @Test
  @DisplayName("ROT-15: settings that aren't applied at once wait for the first window")
  void firstRotationWaitsForItsWindow() {
    secrets.create("a", Secrets.token(1), "one");
    var lambda = aws.rotation("a").with(ScheduledRotationTest::rotate).lambdaArn();
    secrets.call(
        RotateSecret.of("a", Secrets.token(2))
            .withRotationLambdaARN(lambda)
            .withRotationRules(RotationRules.days(10))
            .withRotateImmediately(false));

    aws.clock().advance(Duration.ofDays(10));

    assertThat(times("RotationStarted")).containsExactly("2026-01-11T00:00:00Z");
  }

  @Test
  @DisplayName("ROT-33: after a cancel no window opens, nor while the secret is to be deleted")
  void noWindowOpensAfterACancel() {
    schedule("a", RotationRules.days(10));
    secrets.call(new CancelRotateSecret("a"));
    schedule("b", RotationRules.days(10));
    secrets.delete("b");

    aws.clock().advance(YEAR);

    assertThat(times("RotationStarted")).hasSize(2).containsOnly(START.toString());
  }

  @Test
  @DisplayName("a secret that goes by the way goes at its own instant, between rotations")
  void deletionsAreInOrderWithRotations() {
    schedule("a", RotationRules.days(20));
    secrets.create("b", Secrets.token(1), "one");
    secrets.delete("b");

    aws.clock().advance(Duration.ofDays(45));

    assertThat(
            aws.audit().records().stream()
                .filter(AuditRecord::isServiceEvent)
                .map(record -> record.time().toString().substring(0, 10) + record.operation())
                .skip(2))
        .containsExactly(
            "2026-01-01StartSecretVersionDelete",
            "2026-01-21RotationStarted",
            "2026-01-21RotationSucceeded",
            "2026-01-31EndSecretVersionDelete",
            "2026-02-10RotationStarted",
            "2026-02-10RotationSucceeded");
  }

  /** Everything that can be told of a year in an emulator: its audit, and all secrets after it. */
  private static List<String> history(int number, List<Duration> cuts) {
    var emulator = emulator();
    var client = secrets(emulator);
    var random = new Random(7);
    for (int i = 0; i < number; i++) {
      var name = "secret" + i;
      client.create(name, Secrets.token(1), "one");
      var rotation = emulator.rotation(name).with(ScheduledRotationTest::rotate);
      if (random.nextInt(10) == 0) {
        rotation.failAt(RotationStep.values()[random.nextInt(4)]).times(8).before();
      }
      boolean atOnce = random.nextBoolean();
      var rules = RULES.get(i % RULES.size());
      client.call(
          RotateSecret.of(name, Secrets.token(2))
              .withRotationLambdaARN(rotation.lambdaArn())
              .withRotationRules(rules)
              .withRotateImmediately(atOnce));
      emulator.clock().advance(Duration.ofMinutes(7));
    }
    cuts.forEach(emulator.clock()::advance);

    var history = new ArrayList<String>();
    for (var record : emulator.audit()) {
      history.add(record + " " + record.requestId() + " " + record.eventId());
    }
    IntStream.range(0, number)
        .mapToObj(i -> client.describe("secret" + i) + client.versions("secret" + i).toString())
        .forEach(history::add);
    assertThat(emulator.audit().dropped()).isZero();
    return history;
  }

  private static List<Duration> randomCuts(long seed) {
    var random = new Random(seed);
    var points =
        random
            .longs(20 + random.nextInt(30), 0, YEAR.toMillis())
            .sorted()
            .boxed()
            .collect(Collectors.toCollection(ArrayList::new));
    points.add(YEAR.toMillis());
    var cuts = new ArrayList<Duration>();
    long before = 0;
    for (var point : points) {
      cuts.add(Duration.ofMillis(point - before));
      before = point;
    }
    return cuts;
  }

  @Test
  @DisplayName("a year of 200 secrets is the same however it is cut into pieces")
  @Tag("thorough")
  void yearOfManySecretsIsTheSameInPieces() {
    var threads = ManagementFactory.getThreadMXBean(); // CPU time: others' load doesn't count
    long begun = threads.getCurrentThreadCpuTime();
    var whole = history(MANY, List.of(YEAR));
    System.out.printf(
        "[rotation] a year of %d secrets: %,d records in %d ms of CPU time%n",
        MANY, whole.size() - MANY, (threads.getCurrentThreadCpuTime() - begun) / 1_000_000);

    assertSame(history(MANY, randomCuts(1)), whole);
    assertThat(whole).hasSizeGreaterThan(4_000);
  }

  @ParameterizedTest(name = "cuts {0}")
  @ValueSource(longs = {2, 3, 4, 5, 6})
  @DisplayName("a year of some secrets is the same however it is cut into pieces")
  void yearIsTheSameInPieces(long seed) {
    assertSame(history(24, randomCuts(seed)), Some.IN_ONE_PIECE);
  }

  private static final class Some {
    static final List<String> IN_ONE_PIECE = history(24, List.of(YEAR));
  }

  @Test
  @DisplayName("day by day is the year, too")
  void yearIsTheSameDayByDay() {
    assertSame(
        history(16, IntStream.range(0, 365).mapToObj(day -> Duration.ofDays(1)).toList()),
        history(16, List.of(YEAR)));
  }

  /** The first difference of two long lists, which an assertion on both would bury. */
  private static void assertSame(List<String> pieces, List<String> whole) {
    for (int i = 0; i < Math.min(pieces.size(), whole.size()); i++) {
      assertThat(pieces.get(i)).as("entry %d", i).isEqualTo(whole.get(i));
    }
    assertThat(pieces).hasSameSizeAs(whole);
  }
}

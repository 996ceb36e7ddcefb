package dev.strongroom.rotation;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.strongroom.Rotation;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.RotateSecret;
import dev.strongroom.api.RotationRules;
import dev.strongroom.api.RotationStep;
import dev.strongroom.api.ServiceError;
import dev.strongroom.audit.AuditRecord;
import dev.strongroom.contract.Secrets;
import dev.strongroom.fault.RotationFailure.How;
import dev.strongroom.fault.RotationFailure.When;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * Each step, failing before or after its work in each way: what it leaves, who can still log in to
 * the database, and how the next attempt ends. {@code rotation-failures.csv} is the table, and says
 * how to read it.
 */
class FailingStepsTest {

  private static final Instant START = Instant.parse("2026-01-01T10:15:30.123Z");
  private static final Duration GAP = Duration.ofMinutes(10);
  private static final String OLD = Secrets.token(1);
  private static final String NEW = Secrets.token(2);

  private final SecretsEmulator aws =
      SecretsEmulator.builder().frozenAt(START).randomSeed(1).build();
  private final Secrets secrets = new Secrets(aws.as(aws.administrator())::call);
  private final Database database = new Database("app", "one");
  private final Rotation rotation =
      aws.rotation("db").with(new SingleUser(database)).logins(database);

  @ParameterizedTest(name = "ROT-31, ROT-32, AUD-6: {0} {2} {1}")
  @CsvFileSource(resources = "/rotation-failures.csv", delimiter = '|', quoteCharacter = '`')
  void failure(
      RotationStep step,
      When when,
      How how,
      String labels,
      String current,
      String pending,
      String logsIn,
      String rotated,
      String events,
      String laterLabels,
      String laterCurrent,
      String laterLogsIn,
      String laterRotated,
      String laterEvents) {
    if (labels.startsWith("can't be: ")) {
      var why = labels.substring("can't be: ".length());
      assertThatThrownBy(() -> fail(step, when, how))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(why);
      return;
    }
    secrets.create("db", OLD, Database.secret("app", "one"));
    fail(step, when, how);

    secrets.call(
        RotateSecret.of("db", NEW)
            .withRotationLambdaARN(rotation.lambdaArn())
            .withRotationRules(RotationRules.days(30)));

    assertThat(labels()).as("labels").isEqualTo(labels);
    assertThat(password("AWSCURRENT")).as("current").isEqualTo(current);
    assertThat(password("AWSPENDING")).as("pending").isEqualTo(pending);
    assertThat(logsIn()).as("who logs in").isEqualTo(logsIn);
    assertThat(rotated()).as("last rotated").isEqualTo(rotated);
    assertThat(events()).as("events").isEqualTo(events);
    assertThat(outcomesOf(step)).as("the timeline's words").first(STRING).endsWith(words(how));
    assertDescribed();

    aws.clock().advance(GAP);

    assertThat(labels()).as("labels after the next attempt").isEqualTo(laterLabels);
    assertThat(password("AWSCURRENT")).as("current then").isEqualTo(laterCurrent);
    assertThat(logsIn()).as("who logs in then").isEqualTo(laterLogsIn);
    assertThat(rotated()).as("last rotated then").isEqualTo(laterRotated);
    assertThat(events()).as("events until then").isEqualTo(joined(events, laterEvents));
    assertThat(outcomesOf(step)).filteredOn(outcome -> outcome.endsWith("as scripted")).hasSize(1);
    assertDescribed();
  }

  private List<String> outcomesOf(RotationStep step) {
    return rotation.timeline().entries().stream()
        .filter(entry -> entry.what().equals(step.wireName()))
        .map(RotationTimeline.Entry::outcome)
        .toList();
  }

  private static String words(How how) {
    return switch (how) {
      case FALSE_SUCCESS -> "succeeded without its work, as scripted";
      case WRONG_VALUE -> " with a wrong value, as scripted";
      case TIME_OUT -> "failed: TimeoutException, as scripted";
      default -> "failed: IllegalStateException, as scripted";
    };
  }

  private void fail(RotationStep step, When when, How how) {
    var failing = rotation.failAt(step);
    if (when == When.BEFORE) {
      failing.before(how);
    } else {
      failing.after(how);
    }
  }

  /** What is the same in all cells. */
  private void assertDescribed() {
    var described = secrets.call(new DescribeSecret("db"));
    assertThat(described.rotationEnabled()).isTrue();
    assertThat(described.rotationLambdaARN()).isEqualTo(rotation.lambdaArn());
    assertThat(described.rotationRules()).isEqualTo(RotationRules.days(30));
    assertThat(described.nextRotationDate()).isEqualTo("2026-01-31T23:59:59Z");
  }

  private String labels() {
    var stages = secrets.stages("db");
    return Stream.of("old", "new")
        .flatMap(
            version -> {
              var labels = stages.get(version.equals("old") ? OLD : NEW);
              return labels == null
                  ? Stream.empty()
                  : Stream.of(version + "=" + String.join("+", labels).replace("AWS", ""));
            })
        .collect(joining(" "));
  }

  /** The password that a reader of a label gets; {@code -} if there is none. */
  private String password(String label) {
    try {
      var value = secrets.call(GetSecretValue.of("db").withVersionStage(label)).secretString();
      return Database.parsed(value)
          .required("password")
          .textValue()
          .replace("wrong-" + NEW, "wrong");
    } catch (ServiceError nothing) {
      return "-";
    }
  }

  /** The labels whose values the database takes; and the timeline's last step says the same. */
  private String logsIn() {
    var logsIn =
        Stream.of("AWSCURRENT", "AWSPENDING", "AWSPREVIOUS")
            .filter(label -> password(label).equals(passwordInTheDatabase()))
            .toList();
    var steps =
        rotation.timeline().entries().stream().filter(entry -> entry.attempt() > 0).toList();
    assertThat(steps.get(steps.size() - 1).logins().entrySet().stream().filter(Map.Entry::getValue))
        .extracting(Map.Entry::getKey)
        .containsExactlyElementsOf(logsIn);
    return logsIn.isEmpty() ? "nobody" : joined(logsIn).replace("AWS", "");
  }

  private String passwordInTheDatabase() {
    return database.password("app").replace("wrong-" + NEW, "wrong");
  }

  private String rotated() {
    var date = secrets.call(new DescribeSecret("db")).lastRotatedDate();
    return date == null ? "never" : Duration.between(START, date).toMinutes() + "m";
  }

  /** The events of rotation: {@code Started Failed(testSecret)}; texts and ids to the letter. */
  private String events() {
    var arn = secrets.describe("db").arn();
    return aws.audit().records().stream()
        .filter(AuditRecord::isServiceEvent)
        .map(
            event -> {
              assertThat(event.requestId()).isEqualTo("Rotation-" + arn + "-" + NEW); // AUD-5
              var name = event.operation().replace("Rotation", "");
              return event.errorMessage() == null ? name : name + "(" + step(event) + ")";
            })
        .collect(joining(" "));
  }

  private String step(AuditRecord failed) {
    var before = "Error when executing lambda " + rotation.lambdaArn() + " during ";
    assertThat(failed.errorMessage()).startsWith(before).endsWith(" step"); // AUD-5
    return failed.errorMessage().substring(before.length()).replace(" step", "");
  }

  private static String joined(String... parts) {
    return joined(Stream.of(parts).filter(part -> part != null && !part.equals("none")).toList());
  }

  private static String joined(List<String> parts) {
    return String.join(" ", parts);
  }

  @Test
  void failureOfSeveralAttemptsIsUsedUpOneByOne() {
    secrets.create("db", OLD, Database.secret("app", "one"));
    rotation.failAt(RotationStep.TEST_SECRET).times(2).after(How.TIME_OUT);

    secrets.call(RotateSecret.of("db", NEW).withRotationLambdaARN(rotation.lambdaArn()));
    aws.clock().advance(GAP.multipliedBy(3));

    assertThat(events()).isEqualTo("Started Failed(testSecret) Failed(testSecret) Succeeded");
    assertThat(rotated()).isEqualTo("20m");
  }

  @Test
  void secretWithoutAnyValueCanGetAWrongOneThatCanBeRead() {
    secrets.createEmpty("db", OLD);
    rotation.failAt(RotationStep.CREATE_SECRET).before(How.WRONG_VALUE);

    secrets.call(RotateSecret.of("db", NEW).withRotationLambdaARN(rotation.lambdaArn()));

    assertThat(secrets.getVersion("db", null, "AWSPENDING").secretString().text())
        .isEqualTo("wrong-" + NEW);
  }

  @Test
  void stepFailsAtLeastOnce() {
    assertThatThrownBy(() -> rotation.failAt(RotationStep.SET_SECRET).times(0).before())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A step fails at least once, not 0 times");
  }
}

package dev.strongroom.contract;

import static dev.strongroom.api.ErrorCode.ACCESS_DENIED;
import static dev.strongroom.api.ErrorCode.INVALID_PARAMETER;
import static dev.strongroom.api.ErrorCode.INVALID_REQUEST;
import static dev.strongroom.api.ErrorCode.RESOURCE_NOT_FOUND;
import static dev.strongroom.api.ErrorCode.VALIDATION;
import static dev.strongroom.contract.Secrets.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.CancelRotateSecret;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.ExternalSecretRotationMetadata;
import dev.strongroom.api.Filter;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.RotateSecret;
import dev.strongroom.api.RotationRules;
import dev.strongroom.api.RotationStep;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceClient;
import dev.strongroom.api.Tag;
import dev.strongroom.api.UpdateSecretVersionStage;
import dev.strongroom.audit.AuditRecord;
import dev.strongroom.rotation.RotationEvent;
import dev.strongroom.seed.Seed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** RotateSecret and CancelRotateSecret. */
public abstract class RotationContract extends Contract {

  private static final String STUCK =
      "A previous rotation isn't complete. That rotation will be reattempted.";

  /** A function that stores a value in createSecret and moves AWSCURRENT in finishSecret. */
  static void rotate(RotationEvent event, ServiceClient service) {
    var id = event.secretId();
    var token = event.clientRequestToken();
    switch (event.step()) {
      case CREATE_SECRET ->
          service.call(
              PutSecretValue.of(id, token)
                  .withSecretString(SecretValue.ofText("new-" + token))
                  .withVersionStages(List.of("AWSPENDING")));
      case FINISH_SECRET -> {
        var stages = service.call(new DescribeSecret(id)).versionIdsToStages();
        var current =
            stages.entrySet().stream()
                .filter(entry -> entry.getValue().contains("AWSCURRENT"))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
        service.call(new UpdateSecretVersionStage(id, "AWSCURRENT", current, token));
      }
      default -> {}
    }
  }

  private static final Duration GAP = Duration.ofMinutes(10);

  private String lambda() {
    return aws.rotation("a").with(RotationContract::rotate).lambdaArn();
  }

  /** A function of which no rotation gets anywhere. */
  private String idle() {
    return aws.rotation("a").with((event, service) -> {}).lambdaArn();
  }

  private RotateSecret.Result rotate(int number, String lambdaArn, RotationRules rules) {
    return secrets.call(
        RotateSecret.of("a", token(number))
            .withRotationLambdaARN(lambdaArn)
            .withRotationRules(rules));
  }

  private RotateSecret.Result rotateAgain(int number) {
    return rotate(number, null, null);
  }

  private RotateSecret.Result test(int number, String lambdaArn, RotationRules rules) {
    return secrets.call(
        RotateSecret.of("a", token(number))
            .withRotationLambdaARN(lambdaArn)
            .withRotationRules(rules)
            .withRotateImmediately(false)); // ROT-15
  }

  private Map<String, List<String>> beforeAnyRotation() {
    return Map.of(token(1), List.of("AWSCURRENT"));
  }

  private Map<String, List<String>> pending(int number) {
    return Map.of(token(1), List.of("AWSCURRENT"), token(number), List.of("AWSPENDING"));
  }

  private Map<String, List<String>> rotated(int from, int to) {
    return Map.of(
        token(from), List.of("AWSPREVIOUS"), token(to), List.of("AWSCURRENT", "AWSPENDING"));
  }

  /** What the service told of rotations, in order. */
  private List<String> events() {
    return aws.audit().records().stream()
        .filter(record -> record.isServiceEvent() && record.operation().contains("Rotation"))
        .map(AuditRecord::operation)
        .toList();
  }

  @Test
  @DisplayName("ROT-1, ROT-16, ROT-27, ROT-38: the new version becomes current, keeps AWSPENDING")
  void rotates() {
    var arn = secrets.create("a", token(1), "one").arn();

    var answer = rotate(2, lambda(), RotationRules.days(30));

    assertThat(answer).isEqualTo(new RotateSecret.Result(arn, "a", token(2)));
    assertThat(secrets.get("a")).isEqualTo("new-" + token(2));
    assertThat(secrets.stages("a")).isEqualTo(rotated(1, 2));
    var described = secrets.describe("a");
    assertThat(described.rotationEnabled()).isTrue();
    assertThat(described.rotationLambdaARN()).isEqualTo(lambda());
    assertThat(described.rotationRules()).isEqualTo(RotationRules.days(30));
    assertThat(described.lastRotatedDate()).isEqualTo(START);
    assertThat(described.lastChangedDate()).isEqualTo(START);
    assertThat(described.nextRotationDate()).isEqualTo("2026-01-31T23:59:59Z");
  }

  @Test
  @DisplayName("ROT-16: after a third version the first has no label any more, and vanishes")
  void firstVersionVanishesAfterTheThird() {
    secrets.create("a", token(1), "one");

    rotate(2, lambda(), null);
    rotateAgain(3);

    assertThat(secrets.stages("a")).isEqualTo(rotated(2, 3));
    assertThat(secrets.versions("a")).hasSize(3);
    assertThat(secrets.getVersion("a", token(1), null).secretString().text()).isEqualTo("one");
  }

  @ParameterizedTest(name = "ROT-2, ROT-4: {0} = ''{1}'' is refused by the model''s constraint")
  @CsvSource({
    "days, 0, rotationRules.automaticallyAfterDays",
    "days, 1001, rotationRules.automaticallyAfterDays",
    "duration, 3, rotationRules.duration",
    "duration, 100h, rotationRules.duration",
    "duration, 3m, rotationRules.duration",
    "expression, '', rotationRules.scheduleExpression",
    "expression, rate(5 days);, rotationRules.scheduleExpression",
    "token, short, clientRequestToken",
    "function, 2049, rotationLambdaARN",
    "role, too-short, externalSecretRotationRoleArn",
  })
  void constraintsAreTheModels(String member, String value, String path) {
    secrets.create("a", token(1), "one");
    var lambda = lambda();
    var request =
        switch (member) {
          case "days" ->
              RotateSecret.of("a", token(2))
                  .withRotationLambdaARN(lambda)
                  .withRotationRules(RotationRules.days(Long.parseLong(value)));
          case "duration" ->
              RotateSecret.of("a", token(2))
                  .withRotationLambdaARN(lambda)
                  .withRotationRules(RotationRules.days(5).withDuration(value));
          case "expression" ->
              RotateSecret.of("a", token(2))
                  .withRotationLambdaARN(lambda)
                  .withRotationRules(RotationRules.schedule(value));
          case "token" -> RotateSecret.of("a", value).withRotationLambdaARN(lambda);
          case "function" ->
              RotateSecret.of("a", token(2))
                  .withRotationLambdaARN("f".repeat(Integer.parseInt(value)));
          default ->
              RotateSecret.of("a", token(2))
                  .withRotationLambdaARN(lambda)
                  .withRotateImmediately(true)
                  .withExternalSecretRotationRoleArn(value);
        };

    var refusal = refusal(aws, VALIDATION, () -> secrets.call(request));

    assertThat(refusal.text()).contains(" detected: Value ").contains(path);
  }

  @Test
  @DisplayName("ROT-5: days and an expression exclude each other")
  void daysAndExpressionExcludeEachOther() {
    secrets.create("a", token(1), "one");
    var both = new RotationRules(5L, null, "rate(5 days)");

    refused(
        INVALID_PARAMETER,
        "You cannot specify both rotation frequency and schedule expression together.",
        () -> rotate(2, lambda(), both));
  }

  @ParameterizedTest(name = "ROT-35, ROT-36, ROT-37: ''{0}'' for {1} is refused")
  @CsvSource({
    ",",
    ", 3h",
    "every day,",
    "rate(1 hour),",
    "rate(1000 days),",
    "rate(5 weeks),",
    "cron(15 8 * * ? *),",
    "cron(0 8 1 * 1 *),",
    "cron(0 8 * * ? 2027),",
    "rate(4 hours), 5h",
    "rate(10 days), 25h",
    "rate(10 days), 0h",
  })
  void unknownRulesAreRefused(String expression, String duration) {
    secrets.create("a", token(1), "one");
    var rules = RotationRules.schedule(expression).withDuration(duration);

    var refusal = refusal(aws, INVALID_PARAMETER, () -> rotate(2, lambda(), rules));

    assertThat(refusal.text()).endsWith("(Strongroom's own text)");
  }

  @ParameterizedTest(name = "ROT-6: {0} shows as every {1} days")
  @CsvSource({"rate(10 hours), 1", "rate(10 days), 10", "cron(0 8 1 * ? *), 31"})
  void expressionShowsTheDaysItComesTo(String expression, long days) {
    secrets.create("a", token(1), "one");

    rotate(2, lambda(), RotationRules.schedule(expression));

    assertThat(secrets.describe("a").rotationRules())
        .isEqualTo(new RotationRules(days, null, expression));
  }

  @Test
  @DisplayName("ROT-7: without a function there is nothing to rotate with, and nothing is stored")
  void refusesWithoutFunction() {
    secrets.create("a", token(1), "one");
    var text = "No Lambda rotation function ARN is associated with this secret.";

    refused(INVALID_REQUEST, text, () -> rotate(2, null, RotationRules.days(30)));
    refused(INVALID_REQUEST, text, () -> rotate(2, "", null));
    assertThat(secrets.describe("a").rotationEnabled()).isNull();
    assertThat(secrets.describe("a").rotationRules()).isNull();
  }

  @Test
  @DisplayName("ROT-8: a function that is missing or lets nobody in is refused before all else")
  void refusesFunctionThatCannotBeInvoked() {
    secrets.create("a", token(1), "one");
    var missing = aws.rotation("a").lambdaArn();
    var text =
        "Secrets Manager cannot invoke the specified Lambda function. Ensure that the function"
            + " policy grants access to the principal secretsmanager.amazonaws.com.";

    refused(ACCESS_DENIED, text, () -> rotate(2, missing, null));
    aws.rotation("a").with(RotationContract::rotate).withoutPermission();
    refused(ACCESS_DENIED, text, () -> rotate(2, missing, null));
    assertThat(secrets.describe("a").rotationEnabled()).isNull();
  }

  @Test
  @DisplayName("ROT-9: a secret marked for deletion isn't rotated, nor is a rotation of it ended")
  void refusesSecretMarkedForDeletion() {
    secrets.create("a", token(1), "one");
    secrets.delete("a");

    refused(INVALID_REQUEST, MARKED, () -> rotate(2, lambda(), null));
    refused(INVALID_REQUEST, MARKED, () -> secrets.call(new CancelRotateSecret("a")));
  }

  @Test
  @DisplayName("ROT-10: a second rotation reuses function and rules")
  void secondRotationReusesFunctionAndRules() {
    secrets.create("a", token(1), "one");
    rotate(2, lambda(), RotationRules.days(10).withDuration("3h"));
    var first = secrets.describe("a");

    rotateAgain(3);

    var second = secrets.describe("a");
    assertThat(secrets.get("a")).isEqualTo("new-" + token(3));
    assertThat(second.rotationLambdaARN()).isEqualTo(lambda());
    assertThat(second.rotationRules()).isEqualTo(RotationRules.days(10).withDuration("3h"));
    assertThat(second.nextRotationDate())
        .isEqualTo(first.nextRotationDate())
        .isEqualTo("2026-01-11T02:59:59Z");
  }

  @Test
  @DisplayName("ROT-11: AWSPENDING on another version than AWSCURRENT refuses any RotateSecret")
  void stuckRotationRefusesTheNext() {
    secrets.create("a", token(1), "one");
    rotate(2, idle(), null);

    refused(INVALID_REQUEST, STUCK, () -> rotateAgain(3));
    refused(INVALID_REQUEST, STUCK, () -> rotate(3, idle(), RotationRules.days(30)));
    refused(INVALID_REQUEST, STUCK, () -> test(3, null, null));
  }

  @Test
  @DisplayName("ROT-11: a label that was put by hand counts, with or without a rotation")
  void pendingLabelPutByHandRefuses() {
    secrets.create("a", token(1), "one");
    secrets.put("a", token(2), "two", "AWSPENDING");

    refused(INVALID_REQUEST, STUCK, () -> rotate(3, lambda(), null));
    secrets.move("a", "AWSCURRENT", token(1), token(2));
    rotate(3, lambda(), null); // ROT-12: complete, since both are on one version

    assertThat(secrets.stages("a")).isEqualTo(rotated(2, 3));
  }

  @Test
  @DisplayName("ROT-11, ROT-12, ROT-33: a cancel alone leaves it stuck; then the label must go")
  void cancelAloneIsNoWayOut() {
    secrets.create("a", token(1), "one");
    rotate(2, idle(), null);

    secrets.call(new CancelRotateSecret("a"));
    refused(INVALID_REQUEST, STUCK, () -> rotateAgain(3));
    secrets.remove("a", "AWSPENDING", token(2));
    rotate(3, lambda(), null);

    assertThat(secrets.stages("a")).isEqualTo(rotated(1, 3));
  }

  @Test
  @DisplayName("ROT-12: the label's removal is a way out of its own, and ends what was retried")
  void removalOfTheLabelIsAWayOut() {
    secrets.create("a", token(1), "one");
    rotate(2, idle(), null);

    secrets.remove("a", "AWSPENDING", token(2));
    rotate(3, lambda(), null);

    assertThat(secrets.stages("a")).isEqualTo(rotated(1, 3));
    assertThat(events())
        .containsExactly(
            "RotationStarted",
            "RotationFailed",
            "RotationAbandoned",
            "RotationStarted",
            "RotationSucceeded");
    aws.clock().advance(GAP.multipliedBy(6));
    assertThat(events()).as("nothing of the first is left").hasSize(5);
  }

  @Test
  @DisplayName("ROT-12: a function that is repaired gets the same token again")
  void repairedFunctionGetsTheSameToken() {
    secrets.create("a", token(1), "one");
    rotate(2, idle(), null);

    lambda();
    aws.clock().advance(GAP);

    assertThat(secrets.stages("a")).isEqualTo(rotated(1, 2));
    assertThat(secrets.describe("a").lastRotatedDate()).isEqualTo(START.plus(GAP));
  }

  @Test
  @DisplayName("ROT-14: the empty version and its label are there before createSecret")
  void placeholderIsThereBeforeTheFirstStep() {
    secrets.create("a", token(1), "one");
    aws.rotation("a").pauseBefore(RotationStep.CREATE_SECRET);

    var answer = rotate(2, lambda(), null);

    assertThat(answer.versionId()).isEqualTo(token(2));
    assertThat(secrets.describe("a").rotationEnabled()).isTrue();
    assertThat(secrets.describe("a").lastRotatedDate()).isNull();
    assertThat(secrets.stages("a")).isEqualTo(pending(2));
    refused(
        RESOURCE_NOT_FOUND,
        "Secrets Manager can't find the specified secret value for VersionId: " + token(2),
        () -> secrets.getVersion("a", token(2), "AWSPENDING"));
    refused(
        RESOURCE_NOT_FOUND,
        "Secrets Manager can't find the specified secret value for staging label: AWSPENDING",
        () -> secrets.getVersion("a", null, "AWSPENDING"));
    assertThat(secrets.versions("a").get(0).kmsKeyIds()).isEmpty();
    aws.rotation("a").resume();
    assertThat(secrets.get("a")).isEqualTo("new-" + token(2));
  }

  @Test
  @DisplayName("ROT-14, ROT-18: the function is invoked for four steps with ARN and token")
  void functionIsInvokedForFourSteps() {
    var arn = secrets.create("a", token(1), "one").arn();
    var invoked = new ArrayList<RotationEvent>();
    aws.rotation("a")
        .with(
            (event, service) -> {
              invoked.add(event);
              assertThat(service.call(new DescribeSecret(event.secretId())).rotationEnabled())
                  .isTrue();
              rotate(event, service);
            });

    rotate(2, aws.rotation("a").lambdaArn(), null);

    assertThat(invoked).extracting(RotationEvent::step).containsExactly(RotationStep.values());
    assertThat(invoked).extracting(RotationEvent::secretId).containsOnly(arn);
    assertThat(invoked).extracting(RotationEvent::clientRequestToken).containsOnly(token(2));
    assertThat(invoked)
        .extracting(RotationEvent::rotationToken)
        .allMatch(it -> it.matches("[a-zA-Z0-9-]{36,256}"))
        .containsOnly(invoked.get(0).rotationToken());
  }

  @Test
  @DisplayName("ROT-15: not at once is only testSecret, on a temporary copy of the current value")
  void withoutRotationACopyIsTested() {
    secrets.create("a", token(1), "one");
    var seen = new ArrayList<String>();
    var lambda =
        aws.rotation("a")
            .with(
                (event, service) -> {
                  var copy = new GetSecretValue(event.secretId(), token(2), "AWSPENDING");
                  seen.add(event.step() + " " + service.call(copy).secretString().text());
                })
            .lambdaArn();

    var answer = test(2, lambda, RotationRules.days(30));

    assertThat(answer.versionId()).isEqualTo(token(2));
    assertThat(seen).containsExactly("TEST_SECRET one");
    assertThat(secrets.stages("a")).isEqualTo(beforeAnyRotation());
    assertThat(secrets.versions("a")).hasSize(1);
    assertThat(secrets.get("a")).isEqualTo("one");
    var described = secrets.describe("a");
    assertThat(described.rotationEnabled()).isTrue();
    assertThat(described.rotationLambdaARN()).isEqualTo(lambda);
    assertThat(described.lastRotatedDate()).isNull();
    assertThat(described.nextRotationDate()).isEqualTo("2026-01-31T23:59:59Z");
    assertThat(events()).containsExactly("TestRotationStarted", "TestRotationSucceeded");
  }

  @Test
  @DisplayName("ROT-15: the copy is there as long as the test lasts")
  void copyIsThereDuringTheTest() {
    secrets.create("a", token(1), "one");
    aws.rotation("a").pauseBefore(RotationStep.TEST_SECRET);

    test(2, lambda(), null);

    assertThat(secrets.stages("a")).isEqualTo(pending(2));
    assertThat(secrets.getVersion("a", token(2), "AWSPENDING").secretString().text())
        .isEqualTo("one");
    aws.rotation("a").resume();
    assertThat(secrets.stages("a")).isEqualTo(beforeAnyRotation());
  }

  @Test
  @DisplayName("ROT-15: a test that fails leaves the rules and nothing else, and isn't repeated")
  void failedTestLeavesNothing() {
    secrets.create("a", token(1), "one");
    aws.rotation("a").failAt(RotationStep.TEST_SECRET).before();

    test(2, lambda(), RotationRules.days(30));
    aws.clock().advance(GAP.multipliedBy(6));

    assertThat(secrets.stages("a")).isEqualTo(beforeAnyRotation());
    assertThat(secrets.describe("a").rotationRules()).isEqualTo(RotationRules.days(30));
    assertThat(events()).containsExactly("TestRotationStarted", "TestRotationFailed");
    rotateAgain(3);
    assertThat(secrets.get("a")).isEqualTo("new-" + token(3));
  }

  @Test
  @DisplayName("ROT-19: a put may show the rotation's token, but no other")
  void rotationTokenIsThatOfTheRotation() {
    secrets.create("a", token(1), "one");
    var value = SecretValue.ofText("two");
    var lambda =
        aws.rotation("a")
            .with(
                (event, service) -> {
                  if (event.step() == RotationStep.CREATE_SECRET) {
                    service.call(
                        PutSecretValue.of("a", token(2))
                            .withSecretString(value)
                            .withVersionStages(List.of("AWSPENDING"))
                            .withRotationToken(SecretValue.ofText(event.rotationToken())));
                  }
                })
            .lambdaArn();
    aws.rotation("a").pauseAfter(RotationStep.CREATE_SECRET);
    rotate(2, lambda, null);
    var foreign = SecretValue.ofText("00000000-0000-0000-0000-000000000000");

    assertThat(secrets.getVersion("a", null, "AWSPENDING").secretString().text()).isEqualTo("two");
    refusal(
        aws,
        INVALID_PARAMETER,
        () ->
            secrets.call(
                PutSecretValue.of("a", token(3))
                    .withSecretString(value)
                    .withRotationToken(foreign)));
  }

  @Test
  @DisplayName("ROT-27: moving AWSCURRENT onto the pending version leaves AWSPENDING there")
  void pendingStaysWhenItBecomesCurrent() {
    secrets.create("a", token(1), "one");
    secrets.put("a", token(2), "two", "AWSPENDING");

    secrets.move("a", "AWSCURRENT", token(1), token(2));

    assertThat(secrets.stages("a")).isEqualTo(rotated(1, 2));
  }

  @Test
  @DisplayName("ROT-27: on request AWSPENDING goes away with success, as newer documents say")
  void pendingIsDroppedOnRequest() {
    var own = emulator().pendingDroppedAfterRotation(true).build();
    var mine = new Secrets(open(own));
    mine.create("a", token(1), "one");
    var lambda = own.rotation("a").with(RotationContract::rotate).lambdaArn();

    mine.call(RotateSecret.of("a", token(2)).withRotationLambdaARN(lambda));

    assertThat(mine.stages("a"))
        .isEqualTo(Map.of(token(1), List.of("AWSPREVIOUS"), token(2), List.of("AWSCURRENT")));
  }

  @Test
  @DisplayName("ROT-28: after a rotation, a put takes AWSPENDING away with AWSCURRENT")
  void putAfterARotationDropsPending() {
    secrets.create("a", token(1), "one");
    rotate(2, lambda(), null);

    secrets.put("a", token(3), "three");

    assertThat(secrets.stages("a"))
        .isEqualTo(Map.of(token(2), List.of("AWSPREVIOUS"), token(3), List.of("AWSCURRENT")));
  }

  @Test
  @DisplayName("ROT-28: after a rotation, a put of AWSPENDING moves it; other labels stay put")
  void putOfPendingAfterARotationMovesIt() {
    secrets.create("a", token(1), "one");
    secrets.put("a", token(9), "nine", "AWSSOMETHING", "mine");
    secrets.move("a", "AWSCURRENT", token(1), token(9));
    rotate(2, lambda(), null);

    secrets.put("a", token(3), "three", "AWSPENDING");

    assertThat(secrets.stages("a"))
        .isEqualTo(
            Map.of(
                token(9), List.of("AWSPREVIOUS", "AWSSOMETHING", "mine"),
                token(2), List.of("AWSCURRENT"),
                token(3), List.of("AWSPENDING")));
  }

  @Test
  @DisplayName("ROT-29: a function that moves AWSCURRENT must say from where")
  void moveMustSayFromWhere() {
    secrets.create("a", token(1), "one");
    secrets.put("a", token(2), "two", "AWSPENDING");

    refused(
        INVALID_PARAMETER,
        "The parameter RemoveFromVersionId can't be empty. Staging label AWSCURRENT is currently"
            + " attached to version "
            + token(1)
            + ", so you must explicitly reference that version in RemoveFromVersionId.",
        () -> secrets.move("a", "AWSCURRENT", null, token(2)));
  }

  @Test
  @DisplayName("ROT-30: how a function's read of a version that isn't there is refused")
  void readsOfWhatIsNotThereAreRefused() {
    secrets.create("a", token(1), "one");
    rotate(2, lambda(), null);

    refused(
        RESOURCE_NOT_FOUND,
        "Secrets Manager can't find the specified secret value for VersionId: " + token(3),
        () -> secrets.getVersion("a", token(3), null));
    refused(
        RESOURCE_NOT_FOUND,
        "Secrets Manager can't find the specified secret value for staging label: nowhere",
        () -> secrets.getVersion("a", null, "nowhere"));
    refused(
        INVALID_REQUEST,
        "You provided a VersionStage that is not associated to the provided VersionId.",
        () -> secrets.getVersion("a", token(1), "AWSPENDING"));
  }

  @Test
  @DisplayName("ROT-31: all steps are tried again on the clock, with the same token, then no more")
  void failedRotationIsTriedAgain() {
    secrets.create("a", token(1), "one");
    var tokens = new ArrayList<String>();
    var lambda =
        aws.rotation("a")
            .with(
                (event, service) -> {
                  tokens.add(event.step() + " " + event.clientRequestToken());
                  throw new IllegalStateException("no");
                })
            .lambdaArn();

    rotate(2, lambda, null);
    aws.clock().advance(Duration.ofDays(30));

    assertThat(tokens).hasSize(5).containsOnly("CREATE_SECRET " + token(2));
    assertThat(aws.audit().of("RotationFailed"))
        .extracting(AuditRecord::time)
        .containsExactly(
            START,
            START.plus(GAP),
            START.plus(GAP.multipliedBy(2)),
            START.plus(GAP.multipliedBy(3)),
            START.plus(GAP.multipliedBy(4)));
    assertThat(secrets.stages("a")).as("ROT-32").isEqualTo(pending(2));
    assertThat(secrets.describe("a").lastRotatedDate()).isNull();
  }

  @Test
  @DisplayName("ROT-31: number and distance of attempts are the emulator's")
  void attemptsAreASetting() {
    var own = emulator().rotationAttempts(2, Duration.ofHours(1)).build();
    var mine = new Secrets(open(own));
    mine.create("a", token(1), "one");
    var lambda = own.rotation("a").with((event, service) -> {}).lambdaArn();

    mine.call(RotateSecret.of("a", token(2)).withRotationLambdaARN(lambda));
    own.clock().advance(Duration.ofDays(1));

    assertThat(own.audit().of("RotationFailed"))
        .extracting(AuditRecord::time)
        .containsExactly(START, START.plus(Duration.ofHours(1)));
  }

  @Test
  @DisplayName("ROT-31: a value put by hand abandons the rotation, so that later ones work")
  void putByHandAbandonsTheRotation() {
    secrets.create("a", token(1), "one");
    aws.rotation("a").pauseBefore(RotationStep.SET_SECRET);
    rotate(2, lambda(), null);

    secrets.put("a", token(3), "three");

    assertThat(secrets.stages("a"))
        .isEqualTo(Map.of(token(1), List.of("AWSPREVIOUS"), token(3), List.of("AWSCURRENT")));
    assertThat(events()).containsExactly("RotationStarted", "RotationAbandoned");
    assertThatThrownBy(() -> aws.rotation("a").resume())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The rotation of 'a' is not paused, so that it can't be resumed");
    rotateAgain(4);
    assertThat(secrets.stages("a")).isEqualTo(rotated(3, 4));
  }

  @Test
  @DisplayName(
      "ROT-31: so does an update with a value, while a rotation waits for its next attempt")
  void updateByHandAbandonsTheRotation() {
    secrets.create("a", token(1), "one");
    rotate(2, idle(), null);

    secrets.update("a", token(3), "three");
    aws.clock().advance(Duration.ofDays(1));

    assertThat(events()).containsExactly("RotationStarted", "RotationFailed", "RotationAbandoned");
    assertThat(secrets.stages("a"))
        .isEqualTo(Map.of(token(1), List.of("AWSPREVIOUS"), token(3), List.of("AWSCURRENT")));
  }

  @ParameterizedTest(name = "ROT-31, ROT-32: what {0} leaves when it fails, and that it is retried")
  @EnumSource
  void labelsAfterAFailure(RotationStep step) {
    secrets.create("a", token(1), "one");
    aws.rotation("a").failAt(step).before();

    rotate(2, lambda(), null);

    assertThat(secrets.stages("a")).isEqualTo(pending(2));
    assertThat(secrets.get("a")).isEqualTo("one");
    assertThat(aws.audit().of("RotationFailed").last().errorMessage())
        .isEqualTo(
            "Error when executing lambda " + lambda() + " during " + step.wireName() + " step");
    aws.clock().advance(GAP);
    assertThat(secrets.stages("a")).isEqualTo(rotated(1, 2));
  }

  @Test
  @DisplayName("ROT-33: a cancel ends what runs and what is planned; labels and settings stay")
  void cancelKeepsLabelsAndSettings() {
    var arn = secrets.create("a", token(1), "one").arn();
    aws.rotation("a").pauseBefore(RotationStep.SET_SECRET);
    rotate(2, lambda(), RotationRules.days(30));

    var answer = secrets.call(new CancelRotateSecret("a"));

    assertThat(answer).isEqualTo(new CancelRotateSecret.Result(arn, "a", token(2)));
    assertThat(secrets.stages("a")).isEqualTo(pending(2));
    var described = secrets.describe("a");
    assertThat(described.rotationEnabled()).isFalse();
    assertThat(described.rotationLambdaARN()).isEqualTo(lambda());
    assertThat(described.rotationRules()).isEqualTo(RotationRules.days(30));
    assertThat(described.nextRotationDate()).isNull();
    assertThat(aws.rotation("a").isPaused()).isFalse();
    assertThat(secrets.call(new CancelRotateSecret("a")).versionId()).isNull();
    aws.clock().advance(Duration.ofDays(60));
    assertThat(events()).containsExactly("RotationStarted");
  }

  @Test
  @DisplayName("ROT-33: RotateSecret without arguments enables rotation again")
  void rotationIsEnabledAgainWithoutArguments() {
    secrets.create("a", token(1), "one");
    rotate(2, lambda(), RotationRules.days(30));
    secrets.call(new CancelRotateSecret("a"));

    rotateAgain(3);

    var described = secrets.describe("a");
    assertThat(described.rotationEnabled()).isTrue();
    assertThat(described.nextRotationDate()).isEqualTo("2026-01-31T23:59:59Z");
    assertThat(secrets.get("a")).isEqualTo("new-" + token(3));
  }

  @Test
  @DisplayName("ROT-33: a pause that a cancelled rotation came to doesn't stop the next one")
  void cancelUsesThePauseUp() {
    secrets.create("a", token(1), "one");
    aws.rotation("a").pauseBefore(RotationStep.CREATE_SECRET);
    rotate(2, lambda(), null);
    secrets.call(new CancelRotateSecret("a"));
    secrets.remove("a", "AWSPENDING", token(2));

    rotateAgain(3);

    assertThat(aws.rotation("a").isPaused()).isFalse();
    assertThat(secrets.get("a")).isEqualTo("new-" + token(3));
  }

  @Test
  @DisplayName("ROT-33: of a secret that never was rotated there is nothing to cancel")
  void cancelWithoutRotationChangesNothing() {
    var arn = secrets.create("a", token(1), "one").arn();
    var before = aws.snapshot();

    assertThat(secrets.call(new CancelRotateSecret("a")))
        .isEqualTo(new CancelRotateSecret.Result(arn, "a", null));
    assertThat(aws.snapshot()).isEqualTo(before);
  }

  @Test
  @DisplayName("ROT-38, ROT-39: a value by hand puts the next date off, not the last one back")
  void valueByHandPutsTheNextRotationOff() {
    secrets.create("a", token(1), "one");
    aws.clock().advanceTo(Instant.parse("2026-02-02T17:16:00Z"));
    rotate(2, lambda(), RotationRules.days(30));
    aws.clock().advanceTo(Instant.parse("2026-02-03T09:00:00Z"));

    secrets.put("a", token(3), "three");

    var described = secrets.describe("a");
    assertThat(described.lastRotatedDate()).isEqualTo("2026-02-02T17:16:00Z");
    assertThat(described.nextRotationDate()).isEqualTo("2026-03-05T23:59:59Z");
  }

  @Test
  @DisplayName("ROT-39: a schedule expression isn't put off by a value by hand")
  void expressionIsNotPutOff() {
    secrets.create("a", token(1), "one");
    rotate(2, lambda(), RotationRules.schedule("rate(30 days)"));
    aws.clock().advance(Duration.ofDays(3));

    secrets.put("a", token(3), "three");

    assertThat(secrets.describe("a").nextRotationDate()).isEqualTo("2026-01-31T23:59:59Z");
  }

  @Test
  @DisplayName("ROT-44: a managed external secret is rotated by a role, without a function's ARN")
  void externalSecretIsRotatedByARole() {
    secrets.call(
        CreateSecret.of("a", token(1))
            .withSecretString(SecretValue.ofText("{\"consumerKey\":\"k\"}"))
            .withType("SalesforceClientSecret"));
    lambda();
    var metadata = List.of(new ExternalSecretRotationMetadata("apiVersion", "v65.0"));
    var role = "arn:aws:iam::123456789012:role/rotation";

    refusal(aws, INVALID_PARAMETER, () -> rotateAgain(2));
    secrets.call(new RotateSecret("a", token(2), null, null, null, metadata, role));

    var described = secrets.describe("a");
    assertThat(described.type()).isEqualTo("SalesforceClientSecret");
    assertThat(described.externalSecretRotationMetadata()).isEqualTo(metadata);
    assertThat(described.externalSecretRotationRoleArn()).isEqualTo(role);
    assertThat(described.rotationLambdaARN()).isNull();
    assertThat(secrets.get("a")).isEqualTo("new-" + token(2));
  }

  /** An emulator with a secret of Amazon RDS. */
  private SecretsEmulator managed() {
    return emulator().secret(Seed.secret("rds!db-1").string("one").managedBy("rds")).build();
  }

  @Test
  @DisplayName("ROT-42: a managed secret says whose it is, and is rotated without a function's ARN")
  void managedSecretIsRotatedWithoutAFunction() {
    var own = managed();
    var mine = new Secrets(open(own));
    var lambda = own.rotation("rds!db-1").with(RotationContract::rotate).lambdaArn();
    var before = mine.describe("rds!db-1");
    assertThat(before.owningService()).isEqualTo("rds");
    assertThat(before.rotationEnabled()).isTrue();
    assertThat(before.rotationRules()).isEqualTo(RotationRules.days(7));
    assertThat(before.nextRotationDate()).isEqualTo("2026-01-08T23:59:59Z");
    assertThat(before.tags()).contains(new Tag("aws:secretsmanager:owningService", "rds"));
    assertThat(mine.list(new Filter("owning-service", List.of("rds")))).containsExactly("rds!db-1");

    refusal(
        own,
        INVALID_PARAMETER,
        () -> mine.call(RotateSecret.of("rds!db-1", token(2)).withRotationLambdaARN(lambda)));
    mine.call(RotateSecret.of("rds!db-1", token(2)).withRotationRules(RotationRules.days(9)));

    var described = mine.describe("rds!db-1");
    assertThat(mine.get("rds!db-1")).isEqualTo("new-" + token(2));
    assertThat(described.rotationLambdaARN()).isNull();
    assertThat(described.rotationRules()).isEqualTo(RotationRules.days(9));
    own.clock().advance(Duration.ofDays(9));
    assertThat(mine.describe("rds!db-1").lastRotatedDate()).isEqualTo("2026-01-10T00:00:00Z");
  }

  @Test
  @DisplayName("ROT-43: only its owner changes a managed secret; anybody may read it")
  void managedSecretIsChangedByItsOwner() {
    var own = managed();
    var mine = new Secrets(open(own));

    for (var call :
        List.<ThrowingCallable>of(
            () -> mine.put("rds!db-1", token(2), "two"),
            () -> mine.update("rds!db-1", token(2), "two"),
            () -> mine.delete("rds!db-1"),
            () -> mine.forceDelete("rds!db-1"))) {
      assertThat(refusal(own, INVALID_REQUEST, call).text()).contains("rds");
    }
    assertThat(mine.get("rds!db-1")).isEqualTo("one");
  }

  @Test
  @DisplayName("ROT-34: a managed secret's rotation can be cancelled")
  void managedRotationIsCancelled() {
    var own = managed();
    var mine = new Secrets(open(own));

    mine.call(new CancelRotateSecret("rds!db-1"));
    own.clock().advance(Duration.ofDays(30));

    assertThat(mine.describe("rds!db-1").rotationEnabled()).isFalse();
    assertThat(mine.versions("rds!db-1")).hasSize(1);
  }

  @Test
  @DisplayName("a call repeated with its token has the same answer, and rotates once")
  void repeatedCallRotatesOnce() {
    secrets.create("a", token(1), "one");
    var first = rotate(2, lambda(), null);

    var second = rotateAgain(2);

    assertThat(second).isEqualTo(first);
    assertThat(events()).containsExactly("RotationStarted", "RotationSucceeded");
  }

  @Test
  @DisplayName("a call repeated while its rotation is stuck or paused isn't refused")
  void repeatedCallOfAStuckRotationIsAnswered() {
    secrets.create("a", token(1), "one");
    aws.rotation("a").pauseBefore(RotationStep.TEST_SECRET);
    var first = rotate(2, lambda(), null);

    assertThat(rotateAgain(2)).isEqualTo(first);
    assertThat(aws.rotation("a").isPaused()).isTrue();
    assertThat(events()).containsExactly("RotationStarted");
  }

  @Test
  @DisplayName("a rotation of a secret marked for deletion stands still until it is restored")
  void deletionStopsTheRotationUntilTheRestore() {
    secrets.create("a", token(1), "one");
    rotate(2, idle(), null);
    lambda();
    secrets.delete("a");

    aws.clock().advance(Duration.ofDays(1));
    assertThat(events()).containsExactly("RotationStarted", "RotationFailed");
    secrets.restore("a");
    assertThat(secrets.stages("a")).isEqualTo(pending(2));
    aws.clock().advance(Duration.ZERO);

    assertThat(secrets.stages("a")).isEqualTo(rotated(1, 2));
    assertThat(secrets.describe("a").lastRotatedDate()).isEqualTo("2026-01-02T10:15:30.123Z");
  }

  @Test
  @DisplayName("a paused rotation can be resumed after deletion and restore")
  void pausedRotationSurvivesDeletionAndRestore() {
    secrets.create("a", token(1), "one");
    aws.rotation("a").pauseAfter(RotationStep.SET_SECRET);
    rotate(2, lambda(), null);
    secrets.delete("a");
    secrets.restore("a");

    aws.rotation("a").resume();

    assertThat(secrets.stages("a")).isEqualTo(rotated(1, 2));
  }

  @Test
  @DisplayName("ROT-38: a window that went by while the secret was deleted isn't made up for")
  void restoreLooksForANewWindow() {
    secrets.create("a", token(1), "one");
    rotate(2, lambda(), RotationRules.days(10));
    secrets.delete("a");
    aws.clock().advance(Duration.ofDays(22));

    secrets.restore("a");
    aws.clock().advance(Duration.ZERO);

    assertThat(secrets.describe("a").nextRotationDate()).isEqualTo("2026-01-31T23:59:59Z");
    assertThat(events()).containsExactly("RotationStarted", "RotationSucceeded");
  }

  @Test
  @DisplayName("a secret that is gone has no rotation left, even if its name is taken again")
  void rotationEndsWithItsSecret() {
    secrets.create("a", token(1), "one");
    aws.rotation("a").pauseBefore(RotationStep.SET_SECRET);
    rotate(2, lambda(), null);
    secrets.forceDelete("a");
    secrets.create("a", token(1), "again");

    aws.clock().advance(Duration.ofDays(1));

    assertThat(aws.rotation("a").isPaused()).isFalse();
    assertThat(secrets.stages("a")).isEqualTo(beforeAnyRotation());
  }

  @Test
  @DisplayName("secrets whose names differ in what no function's name may have share no function")
  void functionsOfSimilarNamesAreDistinct() {
    assertThat(aws.rotation("prod/db").lambdaArn())
        .isNotEqualTo(aws.rotation("prod-db").lambdaArn())
        .isEqualTo(aws.rotation("prod/db").lambdaArn());
  }
}

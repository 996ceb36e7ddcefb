package dev.strongroom.contract;

import static dev.strongroom.api.ErrorCode.INVALID_PARAMETER;
import static dev.strongroom.api.ErrorCode.INVALID_REQUEST;
import static dev.strongroom.api.ErrorCode.RESOURCE_NOT_FOUND;
import static dev.strongroom.contract.Secrets.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.RotateSecret;
import dev.strongroom.api.RotationRules;
import dev.strongroom.api.RotationStep;
import dev.strongroom.api.SecretValue;
import dev.strongroom.rotation.RotationEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** RotateSecret: what a rotation does, step by step. */
public abstract class RotationContract extends RotationFixture {

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
    var lambda = own.rotation("a").with(RotationFixture::rotate).lambdaArn();

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
  @DisplayName("secrets whose names differ in what no function's name may have share no function")
  void functionsOfSimilarNamesAreDistinct() {
    assertThat(aws.rotation("prod/db").lambdaArn())
        .isNotEqualTo(aws.rotation("prod-db").lambdaArn())
        .isEqualTo(aws.rotation("prod/db").lambdaArn());
  }
}

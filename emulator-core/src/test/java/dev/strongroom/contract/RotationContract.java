package dev.strongroom.contract;

import static dev.strongroom.api.ErrorCode.ACCESS_DENIED;
import static dev.strongroom.api.ErrorCode.INVALID_REQUEST;
import static dev.strongroom.api.ErrorCode.RESOURCE_NOT_FOUND;
import static dev.strongroom.contract.Secrets.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.CancelRotateSecret;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.RotateSecret;
import dev.strongroom.api.RotationRules;
import dev.strongroom.api.RotationStep;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceClient;
import dev.strongroom.api.UpdateSecretVersionStage;
import dev.strongroom.rotation.RotationEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

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
              new PutSecretValue(
                  id, token, null, SecretValue.ofText("new-" + token), List.of("AWSPENDING")));
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

  private String lambda() {
    return aws.rotation("a").with(RotationContract::rotate).lambdaArn();
  }

  @Test
  @DisplayName("ROT-16, ROT-27: a rotation makes a new current version, which keeps AWSPENDING")
  void rotates() {
    secrets.create("a", token(1), "one");

    var answer = secrets.call(new RotateSecret("a", token(2), lambda(), RotationRules.days(30)));

    assertThat(answer.versionId()).isEqualTo(token(2));
    assertThat(secrets.get("a")).isEqualTo("new-" + token(2));
    assertThat(secrets.stages("a"))
        .isEqualTo(
            Map.of(
                token(1), List.of("AWSPREVIOUS"), token(2), List.of("AWSCURRENT", "AWSPENDING")));
    var described = secrets.describe("a");
    assertThat(described.rotationEnabled()).isTrue();
    assertThat(described.rotationLambdaARN()).isEqualTo(lambda());
    assertThat(described.lastRotatedDate()).isEqualTo(START);
    assertThat(described.nextRotationDate()).isEqualTo("2026-01-31T23:59:59Z");
  }

  @Test
  @DisplayName("ROT-7: without a function there is nothing to rotate with")
  void refusesWithoutFunction() {
    secrets.create("a", token(1), "one");

    refused(
        INVALID_REQUEST,
        "No Lambda rotation function ARN is associated with this secret.",
        () -> secrets.call(new RotateSecret("a", token(2), null, null)));
  }

  @Test
  @DisplayName("ROT-8: a function that is missing or lets nobody in is refused before all else")
  void refusesFunctionThatCannotBeInvoked() {
    secrets.create("a", token(1), "one");
    var missing = aws.rotation("a").lambdaArn();
    var text =
        "Secrets Manager cannot invoke the specified Lambda function. Ensure that the function"
            + " policy grants access to the principal secretsmanager.amazonaws.com.";

    refused(
        ACCESS_DENIED, text, () -> secrets.call(new RotateSecret("a", token(2), missing, null)));
    aws.rotation("a").with(RotationContract::rotate).withoutPermission();
    refused(
        ACCESS_DENIED, text, () -> secrets.call(new RotateSecret("a", token(2), missing, null)));
  }

  @Test
  @DisplayName("ROT-14: the empty version and its label are there before createSecret")
  void placeholderIsThereBeforeTheFirstStep() {
    secrets.create("a", token(1), "one");
    aws.rotation("a").pauseBefore(RotationStep.CREATE_SECRET);

    secrets.call(new RotateSecret("a", token(2), lambda(), null));

    assertThat(secrets.describe("a").rotationEnabled()).isTrue();
    assertThat(secrets.stages("a"))
        .isEqualTo(Map.of(token(1), List.of("AWSCURRENT"), token(2), List.of("AWSPENDING")));
    refused(
        RESOURCE_NOT_FOUND,
        "Secrets Manager can't find the specified secret value for VersionId: " + token(2),
        () -> secrets.call(new GetSecretValue("a", token(2), "AWSPENDING")));
    aws.rotation("a").resume();
    assertThat(secrets.get("a")).isEqualTo("new-" + token(2));
  }

  @Test
  @DisplayName("ROT-11, ROT-33: a stuck rotation refuses the next, also after a cancel")
  void stuckRotation() {
    secrets.create("a", token(1), "one");
    aws.rotation("a").failAt(RotationStep.SET_SECRET).always().before();
    secrets.call(new RotateSecret("a", token(2), lambda(), null));

    refused(
        INVALID_REQUEST, STUCK, () -> secrets.call(new RotateSecret("a", token(3), null, null)));
    var cancelled = secrets.call(new CancelRotateSecret("a"));
    assertThat(cancelled.versionId()).isEqualTo(token(2));
    refused(
        INVALID_REQUEST, STUCK, () -> secrets.call(new RotateSecret("a", token(3), null, null)));
    secrets.remove("a", "AWSPENDING", token(2));
    secrets.call(new RotateSecret("a", token(3), null, null));
  }
}

package dev.strongroom.contract;

import static dev.strongroom.contract.Secrets.token;

import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.RotateSecret;
import dev.strongroom.api.RotationRules;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceClient;
import dev.strongroom.api.UpdateSecretVersionStage;
import dev.strongroom.audit.AuditRecord;
import dev.strongroom.rotation.RotationEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A secret, and functions that rotate it. */
abstract class RotationFixture extends Contract {

  static final String STUCK =
      "A previous rotation isn't complete. That rotation will be reattempted.";

  static final Duration GAP = Duration.ofMinutes(10);

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

  String lambda() {
    return aws.rotation("a").with(RotationFixture::rotate).lambdaArn();
  }

  /** A function of which no rotation gets anywhere. */
  String idle() {
    return aws.rotation("a").with((event, service) -> {}).lambdaArn();
  }

  RotateSecret.Result rotate(int number, String lambdaArn, RotationRules rules) {
    return secrets.call(
        RotateSecret.of("a", token(number))
            .withRotationLambdaARN(lambdaArn)
            .withRotationRules(rules));
  }

  RotateSecret.Result rotateAgain(int number) {
    return rotate(number, null, null);
  }

  RotateSecret.Result test(int number, String lambdaArn, RotationRules rules) {
    return secrets.call(
        RotateSecret.of("a", token(number))
            .withRotationLambdaARN(lambdaArn)
            .withRotationRules(rules)
            .withRotateImmediately(false)); // ROT-15
  }

  Map<String, List<String>> beforeAnyRotation() {
    return Map.of(token(1), List.of("AWSCURRENT"));
  }

  Map<String, List<String>> pending(int number) {
    return Map.of(token(1), List.of("AWSCURRENT"), token(number), List.of("AWSPENDING"));
  }

  Map<String, List<String>> rotated(int from, int to) {
    return Map.of(
        token(from), List.of("AWSPREVIOUS"), token(to), List.of("AWSCURRENT", "AWSPENDING"));
  }

  /** The events of rotations that the service recorded, in order. */
  List<String> events() {
    return aws.audit().records().stream()
        .filter(record -> record.isServiceEvent() && record.operation().contains("Rotation"))
        .map(AuditRecord::operation)
        .toList();
  }
}

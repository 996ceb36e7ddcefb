package dev.strongroom.samples.benchmark;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.RotateSecret;
import dev.strongroom.api.RotationRules;
import dev.strongroom.api.RotationStep;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceClient;
import dev.strongroom.api.UpdateSecretVersionStage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A year in which 1,000 secrets rotate daily, beside the same calls of their function made
 * directly, to secrets of which each has a rotation too that is not due within the year.
 */
final class YearOfRotations {

  private static final int SECRETS = 1_000;
  private static final int PARTS = 5;
  private static final int DAYS = 365;
  private static final SecretValue VALUE = SecretValue.ofText("x".repeat(64));

  private final SecretsEmulator rotating = emulator();
  private final SecretsEmulator direct = emulator();
  private final ServiceClient client = direct.as(direct.administrator());
  private final List<String> arns = new ArrayList<>(); // a function knows its secret by its ARN

  private YearOfRotations() {}

  static Figure measure() {
    return new YearOfRotations().run();
  }

  private Figure run() {
    for (int i = 0; i < SECRETS; i++) {
      create(rotating, "service-" + i, 1);
      arns.add(create(direct, "service-" + i, 1_000));
    }
    rotating.clock().advance(Duration.ofDays(10)); // compiles the code
    direct(10);
    var rotations = new double[PARTS];
    var calls = new double[PARTS];
    for (int part = 0; part < PARTS; part++) {
      long start = System.nanoTime();
      rotating.clock().advance(Duration.ofDays(DAYS / PARTS));
      long between = System.nanoTime();
      direct(DAYS / PARTS);
      rotations[part] = (between - start) / 1e9 * PARTS;
      calls[part] = (System.nanoTime() - between) / 1e9 * PARTS;
    }
    return Figure.beside(
        "a year of 1,000 daily rotations, beside their calls",
        "s",
        Sample.of(rotations),
        Sample.of(calls),
        1.3);
  }

  private static String create(SecretsEmulator aws, String name, int days) {
    var own = aws.as(aws.administrator());
    var created =
        own.call(CreateSecret.of(name, UUID.randomUUID().toString()).withSecretString(VALUE));
    var rotation =
        aws.rotation(name)
            .with(
                (event, service) ->
                    step(service, event.step(), event.secretId(), event.clientRequestToken()));
    own.call(
        RotateSecret.of(name, UUID.randomUUID().toString())
            .withRotationLambdaARN(rotation.lambdaArn())
            .withRotationRules(RotationRules.days(days)));
    return created.arn();
  }

  private static SecretsEmulator emulator() {
    return SecretsEmulator.builder()
        .frozenAt(Instant.parse("2026-01-01T00:00:00Z"))
        .auditCapacity(1_000)
        .build();
  }

  private void direct(int days) {
    for (int day = 0; day < days; day++) {
      for (var arn : arns) {
        var token = UUID.randomUUID().toString();
        for (var step : RotationStep.values()) {
          step(client, step, arn, token);
        }
      }
      direct.clock().advance(Duration.ofDays(1));
    }
  }

  /** What a rotation function calls in a step. */
  private static void step(ServiceClient service, RotationStep step, String secret, String token) {
    var described = service.call(new DescribeSecret(secret));
    switch (step) {
      case CREATE_SECRET -> {
        service.call(GetSecretValue.of(secret).withVersionStage("AWSCURRENT"));
        service.call(
            PutSecretValue.of(secret, token)
                .withSecretString(VALUE)
                .withVersionStages(List.of("AWSPENDING")));
      }
      case SET_SECRET, TEST_SECRET ->
          service.call(GetSecretValue.of(secret).withVersionStage("AWSPENDING"));
      case FINISH_SECRET -> {
        var versions = described.versionIdsToStages();
        for (var version : versions.entrySet()) {
          if (version.getValue().contains("AWSCURRENT")) {
            service.call(
                UpdateSecretVersionStage.of(secret, "AWSCURRENT")
                    .withMoveToVersionId(token)
                    .withRemoveFromVersionId(version.getKey()));
          }
        }
      }
    }
  }
}

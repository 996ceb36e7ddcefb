package dev.strongroom.sdk;

import static dev.strongroom.api.RotationStep.CREATE_SECRET;
import static dev.strongroom.api.RotationStep.SET_SECRET;
import static dev.strongroom.api.RotationStep.TEST_SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.IamEntity;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.rotation.LambdaFunction;
import dev.strongroom.rotation.RotationTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

/** A production handler, unchanged, under the microscope. */
@DisabledIf(
    value = "dev.strongroom.sdk.Sdk#isOlderThanCompiledAgainst",
    disabledReason = "the handler passes on the RotationToken, which older versions lack")
class RotationLambdaTest {

  private static final String FIRST = "t-00000000-0000-0000-0000-00000001";
  private static final String SECOND = "t-00000000-0000-0000-0000-00000002";

  private final SecretsEmulator aws =
      SecretsEmulator.builder()
          .frozenAt(Instant.parse("2026-01-01T00:00:00Z"))
          .randomSeed(1)
          .build();
  private final SecretsManagerClient secrets = Clients.of(aws).secretsManager();
  private final OurDatabase database = new OurDatabase("one");

  /** The README's example. */
  @Test
  void theHandlerThatWeDeployKeepsTheApplicationRunning() {
    secrets.createSecret(r -> r.name("prod/db").secretString("one"));
    var handler = new OurRotationLambda(Clients.of(aws).secretsManager(), database);
    var rotation = aws.rotation("prod/db").with(RotationFunctions.lambda(handler));

    rotation.failAt(TEST_SECRET).before();
    secrets.rotateSecret(r -> r.secretId("prod/db").rotationLambdaARN(rotation.lambdaArn()));
    assertThat(database.accepts(password())).isFalse(); // locked out: setSecret had done its work

    aws.clock().advance(Duration.ofMinutes(10)); // AWS tries again
    assertThat(database.accepts(password())).isTrue();
  }

  private String password() {
    return secrets.getSecretValue(r -> r.secretId("prod/db")).secretString();
  }

  @Test
  @DisplayName("ROT-16 to ROT-21: the four steps make a new current version")
  void rotates() {
    create();

    rotate();

    var timeline = timeline();
    assertThat(timeline.names())
        .containsSubsequence(
            "RotationStarted",
            "createSecret",
            "setSecret",
            "testSecret",
            "finishSecret",
            "RotationSucceeded");
    assertThat(timeline.entries()).allMatch(entry -> entry.failure() == null);
    assertThat(stages(FIRST)).containsExactly("AWSPREVIOUS");
    assertThat(stages(SECOND)).contains("AWSCURRENT");
    assertThat(database.accepts(password())).isTrue();
    assertThat(password()).isNotEqualTo("one");
  }

  @Test
  @DisplayName("ROT-21, ROT-31: a step that fails is tried again with the same token, on the clock")
  void triesAgain() {
    create();
    database.down(true);

    rotate();

    assertThat(timeline().entries())
        .filteredOn(entry -> entry.failure() != null && entry.attempt() > 0)
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.what()).isEqualTo("setSecret");
              assertThat(entry.failure()).hasMessage("Connection refused");
            });
    assertThat(password()).isEqualTo("one");
    var stored = pending();
    database.down(false);
    aws.clock().advance(Duration.ofMinutes(10));
    assertThat(password()).isEqualTo(stored);
    assertThat(stages(SECOND)).contains("AWSCURRENT");
    assertThat(database.accepts(stored)).isTrue();
    assertThat(timeline().entries()).anyMatch(entry -> entry.attempt() == 2);
  }

  @Test
  @DisplayName("ROT-32: between setSecret and testSecret the current password opens nothing")
  void pausesInTheWindow() {
    create();
    aws.rotation("prod/db").logins(value -> database.accepts(value.text())).pauseAfter(SET_SECRET);

    rotate();

    assertThat(aws.rotation("prod/db").isPaused()).isTrue();
    var seen = CompletableFuture.supplyAsync(this::password).join();
    assertThat(seen).isEqualTo("one");
    assertThat(database.accepts(seen)).isFalse();
    assertThat(database.accepts(pending())).isTrue();
    aws.rotation("prod/db").resume();
    assertThat(database.accepts(password())).isTrue();
    assertThat(entry("setSecret").logins())
        .containsEntry("AWSCURRENT", false)
        .containsEntry("AWSPENDING", true);
    assertThat(entry("finishSecret").logins()).containsEntry("AWSCURRENT", true);
  }

  @Test
  @DisplayName("ROT-13: a function role that may not store shows in timeline and audit")
  void roleWithoutPutSecretValue() {
    var role = aws.account("123456789012").role("rotation");
    for (var action :
        List.of("DescribeSecret", "GetSecretValue", "GetRandomPassword", "RotateSecret")) {
      role.allow("secretsmanager:" + action);
    }
    create();

    rotate(role);

    var failure = entry("createSecret").failure();
    assertThat(failure)
        .isInstanceOfSatisfying(
            SecretsManagerException.class,
            refusal ->
                assertThat(refusal.awsErrorDetails().errorCode())
                    .isEqualTo("AccessDeniedException"))
        .hasMessageContaining("is not authorized to perform: secretsmanager:PutSecretValue");
    var denied = aws.audit().of("PutSecretValue").by(role.arn()).last();
    assertThat(denied.errorMessage()).contains("secretsmanager:PutSecretValue");
    assertThat(aws.audit().of("RotationFailed").last().errorMessage())
        .endsWith("during createSecret step");
    assertThat(stages(SECOND)).containsExactly("AWSPENDING");
    assertThat(password()).isEqualTo("one");

    aws.repair(denied.access());
    role.allow("secretsmanager:UpdateSecretVersionStage");
    aws.clock().advance(Duration.ofMinutes(10));

    assertThat(stages(SECOND)).contains("AWSCURRENT");
  }

  @Test
  @DisplayName("ROT-19: a function of another account stores with the rotation token")
  void crossAccount() {
    var role = aws.account("222222222222").role("rotation");
    role.allow("secretsmanager:*").allow("kms:*");
    var kms = Clients.of(aws).client(KmsClient.class);
    var key = kms.createKey().keyMetadata();
    kms.putKeyPolicy(
        r ->
            r.keyId(key.keyId())
                .policyName("default")
                .policy(allowing("kms:*", "arn:aws:iam::123456789012:root", role.arn())));
    var arn =
        secrets
            .createSecret(
                r ->
                    r.name("prod/db")
                        .clientRequestToken(FIRST)
                        .secretString("one")
                        .kmsKeyId(key.arn()))
            .arn();
    secrets.putResourcePolicy(
        r -> r.secretId(arn).resourcePolicy(allowing("secretsmanager:*", role.arn())));
    var lambda = "arn:aws:lambda:us-east-1:222222222222:function:rotation";
    var handler = new OurRotationLambda(Clients.of(aws).as(role).secretsManager(), database);
    aws.register(LambdaFunction.of(lambda, RotationFunctions.lambda(handler)).as(role.caller()));

    secrets.rotateSecret(r -> r.secretId(arn).clientRequestToken(SECOND).rotationLambdaARN(lambda));

    assertThat(timeline().entries()).allMatch(entry -> entry.failure() == null);
    var stored = aws.audit().of("PutSecretValue").by(role.arn()).last();
    assertThat(stored.succeeded()).isTrue();
    assertThat(stored.caller().accountId()).isEqualTo("222222222222");
    assertThat(database.accepts(password())).isTrue();
  }

  private static String allowing(String action, String... principals) {
    return """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "%s",
         "Principal": {"AWS": ["%s"]}, "Resource": "*"}]}
        """
        .formatted(action, String.join("\", \"", principals));
  }

  @Test
  @DisplayName("ROT-19: another rotation token than the event's is refused")
  void rotationTokenOfAnother() {
    create();
    var lambda =
        aws.rotation("prod/db")
            .with(
                RotationFunctions.of(
                    (event, client) ->
                        client.putSecretValue(
                            r ->
                                r.secretId(event.secretId())
                                    .clientRequestToken(event.clientRequestToken())
                                    .secretString("two")
                                    .versionStages("AWSPENDING")
                                    .rotationToken("0".repeat(36)))))
            .lambdaArn();

    rotateWith(lambda);

    assertThat(entry("createSecret").failure())
        .isInstanceOf(SecretsManagerException.class)
        .hasMessageContaining("RotationToken");
    assertThat(stages(SECOND)).containsExactly("AWSPENDING");
  }

  @Test
  void handlerWithARealClientOverATransport() {
    var role = aws.account("123456789012").role("rotation").accessKey("AKIAROTATION");
    role.allow("secretsmanager:*");
    create();

    try (var client =
        SecretsManagerClient.builder()
            .region(Region.US_EAST_1)
            .credentialsProvider(() -> AwsBasicCredentials.create("AKIAROTATION", "secret"))
            .httpClient(Transports.of(aws))
            .build()) {
      rotateWith(functionOf(new OurRotationLambda(client, database)));
    }

    assertThat(timeline().names()).contains("RotationSucceeded");
    assertThat(aws.audit().of("PutSecretValue").by(role.arn()).succeeded()).hasSize(1);
    assertThat(database.accepts(password())).isTrue();
  }

  @Test
  @ResourceLock(Resources.SYSTEM_PROPERTIES)
  void handlerThatBuildsItsClientItself() {
    create();

    try (var zeroChange = ZeroChange.install(aws, "the rotation's test")) {
      assertThat(zeroChange).isNotNull();
      rotateWith(functionOf(new OurRotationLambda(database)));
    }

    assertThat(timeline().names()).contains("RotationSucceeded");
    assertThat(database.accepts(password())).isTrue();
  }

  @Test
  @DisplayName("ROT-15: a handler is tested on a copy of the current value")
  void testsOnly() {
    create();

    var lambda = functionOf(secrets);
    secrets.rotateSecret(
        r ->
            r.secretId("prod/db")
                .clientRequestToken(SECOND)
                .rotationLambdaARN(lambda)
                .rotationRules(rules -> rules.automaticallyAfterDays(30L))
                .rotateImmediately(false));

    assertThat(timeline().names()).contains("testSecret").doesNotContain("createSecret");
    assertThat(entry("testSecret").failure()).isNull();
    assertThat(password()).isEqualTo("one");
  }

  @Test
  @DisplayName("ROT-20: a handler whose preamble refuses fails its step with its own words")
  void preambleRefuses() {
    create();
    aws.rotation("prod/db").pauseBefore(CREATE_SECRET);
    rotate();
    secrets.updateSecretVersionStage(
        r -> r.secretId("prod/db").versionStage("AWSPENDING").removeFromVersionId(SECOND));

    aws.rotation("prod/db").resume();

    assertThat(entry("createSecret").failure())
        .hasMessageStartingWith("Secret version " + SECOND + " has no stage for rotation");
  }

  private void create() {
    secrets.createSecret(r -> r.name("prod/db").clientRequestToken(FIRST).secretString("one"));
  }

  private void rotate() {
    rotateWith(functionOf(secrets));
  }

  private void rotate(IamEntity role) {
    rotateWith(functionOf(Clients.of(aws).as(role).secretsManager()));
  }

  private void rotateWith(String lambda) {
    secrets.rotateSecret(
        r -> r.secretId("prod/db").clientRequestToken(SECOND).rotationLambdaARN(lambda));
  }

  private String functionOf(SecretsManagerClient client) {
    return functionOf(new OurRotationLambda(client, database));
  }

  private String functionOf(OurRotationLambda handler) {
    return aws.rotation("prod/db").with(RotationFunctions.lambda(handler)).lambdaArn();
  }

  private List<String> stages(String versionId) {
    return secrets.describeSecret(r -> r.secretId("prod/db")).versionIdsToStages().get(versionId);
  }

  private String pending() {
    return secrets
        .getSecretValue(r -> r.secretId("prod/db").versionStage("AWSPENDING"))
        .secretString();
  }

  private RotationTimeline timeline() {
    return aws.rotation("prod/db").timeline();
  }

  private RotationTimeline.Entry entry(String what) {
    return timeline().entries().stream()
        .filter(entry -> entry.what().equals(what))
        .findFirst()
        .orElseThrow();
  }
}

package dev.strongroom.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.RotateSecret;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.Tag;
import dev.strongroom.api.TagResource;
import dev.strongroom.api.UpdateSecret;
import dev.strongroom.api.kms.CreateKey;
import dev.strongroom.api.kms.DisableKey;
import dev.strongroom.rotation.PasswordRotation;
import dev.strongroom.seed.ParameterSeed;
import dev.strongroom.seed.Seed;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Secrets, their rotation and the access to them, as the administration shows and changes them. */
@Timeout(60)
class SecretsAdministrationTest extends AdministrationFixture {

  @Test
  void secretsOfAllPlacesAreListedAndShownWithoutATrace() throws Exception {
    var records = aws.audit().size();
    var before = aws.snapshot();

    var listed = get("/secrets").path("secrets");
    var shown = get("/secrets/prod%2Fdb");

    assertThat(listed)
        .extracting(secret -> secret.path("region").asText())
        .containsExactlyInAnyOrder("us-east-1", "eu-west-1");
    assertThat(shown.path("description").path("ReplicationStatus").path(0).path("Status").asText())
        .isEqualTo("InSync");
    assertThat(shown.path("versions")).hasSize(1);
    assertThat(shown.toString()).doesNotContain("hunter2");
    assertThat(aws.audit().size()).isEqualTo(records);
    assertThat(aws.snapshot()).isEqualTo(before);
  }

  @Test
  void listSaysWhichReplicaLags() throws Exception {
    aws.replicationLag("eu-west-1", Duration.ofMinutes(5));
    call(
        PutSecretValue.of("prod/db", aws.newClientRequestToken())
            .withSecretString(SecretValue.ofText("two")));
    call(new TagResource("prod/db", List.of(new Tag("team", "shop"))));

    var lagging = byRegion();
    aws.clock().advance(Duration.ofMinutes(5));
    var fresh = byRegion();

    var primary = lagging.get("us-east-1");
    assertThat(primary.path("tags").path("team").asText()).isEqualTo("shop");
    assertThat(primary.path("primaryRegion").asText()).isEqualTo("us-east-1");
    assertThat(primary.path("replicas").path(0).path("region").asText()).isEqualTo("eu-west-1");
    assertThat(primary.path("replicas").path(0).path("due").asText())
        .isEqualTo("2026-01-01T00:05:00Z");
    assertThat(lagging.get("eu-west-1").path("primaryRegion").asText()).isEqualTo("us-east-1");
    assertThat(lagging.get("eu-west-1").path("current").asText())
        .isNotEqualTo(primary.path("current").asText());
    assertThat(fresh.get("eu-west-1").path("current")).isEqualTo(primary.path("current"));
    assertThat(fresh.get("us-east-1").path("replicas").path(0).path("due").isNull()).isTrue();
  }

  @Test
  void replicationLagIsSetShownAndForgottenByAReset() throws Exception {
    var before = get("/replication").path("lags");
    var set = post("/replication", "{'region': 'eu-west-1', 'lag': 'PT5M'}");
    call(
        PutSecretValue.of("prod/db", aws.newClientRequestToken())
            .withSecretString(SecretValue.ofText("two")));
    post("/replication", "{'region': 'ap-south-1', 'lag': 'PT1S'}");
    var none = post("/replication", "{'region': 'eu-west-1', 'lag': 'PT0S'}");

    assertThat(before).isEmpty();
    assertThat(set.path("lags").toString())
        .isEqualTo("[{\"region\":\"eu-west-1\",\"lag\":\"PT5M\",\"seconds\":300}]");
    assertThat(byRegion().get("us-east-1").path("replicas").path(0).path("due").asText())
        .as("a replication under way ends when it was to end")
        .isEqualTo("2026-01-01T00:05:00Z");
    assertThat(none.path("lags").findValuesAsText("region")).containsExactly("ap-south-1");
    post("/reset", "{}");
    assertThat(get("/replication").path("lags")).isEmpty();
  }

  private Map<String, JsonNode> byRegion() throws Exception {
    var secrets = new HashMap<String, JsonNode>();
    get("/secrets")
        .path("secrets")
        .forEach(secret -> secrets.put(secret.path("region").asText(), secret));
    return secrets;
  }

  @Test
  void valuesThatLogInAreTriedWhenItIsAskedFor() throws Exception {
    var before = get("/rotations/prod%2Fdb");
    aws.rotation("prod/db").logins(value -> value.text().equals("two"));
    call(
        PutSecretValue.of("prod/db", aws.newClientRequestToken())
            .withSecretString(SecretValue.ofText("two")));
    var records = aws.audit().size();

    var tried = post("/rotations/prod%2Fdb", "{'logIn': true}");

    assertThat(before.path("canLogIn").asBoolean()).isFalse();
    assertThat(get("/rotations/prod%2Fdb").path("canLogIn").asBoolean()).isTrue();
    assertThat(tried.path("logins").toString())
        .isEqualTo("{\"AWSCURRENT\":true,\"AWSPREVIOUS\":false}");
    assertThat(tried.toString()).doesNotContain("two", "hunter2");
    assertThat(aws.audit().size()).isEqualTo(records);
  }

  @Test
  void noAnswerHasAValueThatWasNotAskedFor() throws Exception {
    post("/snapshot", "{'name': 'before'}");
    aws.seed(Seed.EMPTY.and(ParameterSeed.secure("/prod/db", "hunter2")));
    var event = aws.audit().last().eventId();
    for (var route : administration.routes()) {
      if (route.method().equals("GET")) {
        var path =
            route
                .path()
                .replace("{event}", event)
                .replace("/compare", "/compare?from=before")
                .replace("{parameter}", "%2Fprod%2Fdb")
                .replaceAll("\\{.*", "prod%2Fdb");
        var answer = answer("GET", path, "");

        assertThat(answer.status()).as(route.path()).isEqualTo(200);
        assertThat(text(answer)).as(route.path()).doesNotContain("hunter2");
      }
    }
  }

  @Test
  void valuesAreShownToWhoAsksForThem() throws Exception {
    var arn = get("/secrets/prod%2Fdb").path("arn").asText();

    var shown = get("/secrets/" + URLEncoder.encode(arn, UTF_8) + "?values=true");

    assertThat(shown.path("values").findValuesAsText("SecretString")).containsExactly("hunter2");
  }

  @Test
  void labelsAreShownAsTheyMove() throws Exception {
    call(
        PutSecretValue.of("prod/db", aws.newClientRequestToken())
            .withSecretString(SecretValue.ofText("two")));

    var moves = get("/secrets/prod%2Fdb").path("labels");

    assertThat(moves).hasSize(1);
    assertThat(moves.path(0).path("cause").asText()).isEqualTo("PutSecretValue");
    assertThat(moves.path(0).path("before"))
        .extracting(labels -> labels.path(0).asText())
        .containsExactly("AWSCURRENT");
    assertThat(moves.path(0).path("labels"))
        .extracting(labels -> labels.path(0).asText())
        .containsExactlyInAnyOrder("AWSCURRENT", "AWSPREVIOUS");
  }

  @Test
  void restoredSnapshotMovesLabelsAndAResetForgetsTheMoves() throws Exception {
    post("/snapshot", "{'name': 'before'}");
    call(
        PutSecretValue.of("prod/db", aws.newClientRequestToken())
            .withSecretString(SecretValue.ofText("two")));

    post("/restore", "{'snapshot': 'before'}");
    var restored = get("/secrets/prod%2Fdb").path("labels");
    post("/reset", "{}");

    assertThat(restored.findValuesAsText("cause"))
        .containsExactly("PutSecretValue", "restored snapshot");
    assertThat(restored.path(1).path("labels")).isEqualTo(restored.path(0).path("before"));
    assertThat(get("/secrets/prod%2Fdb").path("labels")).isEmpty();
  }

  @Test
  void rotationIsPausedInspectedAndResumed() throws Exception {
    aws.rotation("prod/db").with(new PasswordRotation());
    post("/rotations/prod%2Fdb", "{'pauseAfter': 'setSecret'}");
    call(
        RotateSecret.of("prod/db", aws.newClientRequestToken())
            .withRotationLambdaARN(aws.rotation("prod/db").lambdaArn()));

    var paused = get("/secrets/prod%2Fdb");
    var resumed = post("/rotations/prod%2Fdb", "{'resume': true}");

    assertThat(paused.path("paused").asBoolean()).isTrue();
    assertThat(paused.path("rotation").path("nextStep").asText()).isEqualTo("testSecret");
    assertThat(resumed.path("paused").asBoolean()).isFalse();
    assertThat(resumed.path("timeline").findValuesAsText("what"))
        .endsWith("testSecret", "finishSecret", "RotationSucceeded");
    assertThat(get("/rotations").path("rotations")).hasSize(1);
    assertThat(get("/functions").path("functions").path(0).path("arn").asText())
        .isEqualTo(aws.rotation("prod/db").lambdaArn());
  }

  @Test
  void messageOfAFailureIsShownToWhoAsksForValues() throws Exception {
    aws.rotation("prod/db")
        .with(
            (event, service) -> {
              throw new IllegalStateException("it was hunter2");
            });
    call(
        RotateSecret.of("prod/db", aws.newClientRequestToken())
            .withRotationLambdaARN(aws.rotation("prod/db").lambdaArn()));

    assertThat(get("/rotations").toString()).doesNotContain("hunter2");
    assertThat(get("/rotations/prod%2Fdb").toString())
        .contains("failed: IllegalStateException")
        .doesNotContain("hunter2");
    assertThat(get("/rotations/prod%2Fdb?values=true").toString()).contains("it was hunter2");
  }

  @Test
  void callIsExplainedAndRepaired() throws Exception {
    var ann = aws.account("123456789012").user("ann").arn();
    var question =
        "{'principal': '"
            + ann
            + "', 'operation': 'GetSecretValue', 'parameters': {'SecretId': 'prod/db'}}";

    var denied = post("/explain", question);
    var repaired = post("/repair", question);

    assertThat(denied.path("allowed").asBoolean()).isFalse();
    assertThat(denied.path("repairs").path(0).path("owner").asText()).isEqualTo(ann);
    assertThat(denied.path("decisions").path(0).path("action").asText())
        .isEqualTo("secretsmanager:GetSecretValue");
    assertThat(repaired.path("allowed").asBoolean()).isTrue();
    assertThat(get("/principals").path("principals").path(0).path("policies")).isNotEmpty();
  }

  @Test
  void matrixSaysWhoMayReadWhat() throws Exception {
    var ann = aws.account("123456789012").user("ann").allow("secretsmanager:GetSecretValue");
    var bob = aws.account("123456789012").user("bob");

    var rows = post("/access", "{'secrets': ['prod/db']}").path("rows");
    var describes =
        post("/access", "{'operation': 'DescribeSecret', 'principals': ['" + ann.arn() + "']}");

    assertThat(rows)
        .extracting(
            row -> row.path("principal").asText() + row.path("allowed").path("prod/db").asText())
        .containsExactlyInAnyOrder(ann.arn() + "true", bob.arn() + "false");
    assertThat(rows).allSatisfy(row -> assertThat(row.path("fails")).isEmpty());
    assertThat(describes.path("rows").path(0).path("allowed")).allMatch(cell -> !cell.asBoolean());
  }

  @Test
  void matrixSaysWhichAllowedReadsFailForAnotherReason() throws Exception {
    var key = call(CreateKey.of(null, null)).keyMetadata();
    call(
        UpdateSecret.of("prod/db", aws.newClientRequestToken())
            .withKmsKeyId(key.arn())
            .withSecretString(SecretValue.ofText("two")));
    var ann =
        aws.account("123456789012")
            .user("ann")
            .allow("secretsmanager:GetSecretValue")
            .allow("kms:Decrypt");
    call(new DisableKey(key.keyId()));

    var row = post("/access", "{'secrets': ['prod/db']}").path("rows").path(0);

    assertThat(row.path("principal").asText()).isEqualTo(ann.arn());
    assertThat(row.path("allowed").path("prod/db").asBoolean()).isTrue();
    assertThat(row.path("fails").path("prod/db").asText()).isEqualTo("DecryptionFailure");
  }

  @Test
  void principalIsRemoved() throws Exception {
    var ann = aws.account("123456789012").user("ann").arn();

    var left = json(answer("DELETE", "/principals/" + URLEncoder.encode(ann, UTF_8), ""));

    assertThat(left.path("principals")).isEmpty();
  }
}

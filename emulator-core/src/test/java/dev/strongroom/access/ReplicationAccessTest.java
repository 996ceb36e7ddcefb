package dev.strongroom.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.IamEntity;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.PutResourcePolicy;
import dev.strongroom.api.ReplicaRegion;
import dev.strongroom.api.ReplicateSecretToRegions;
import dev.strongroom.api.ReplicationStatus;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.kms.CreateKey;
import dev.strongroom.contract.Secrets;
import dev.strongroom.iam.Decision;
import dev.strongroom.iam.PolicyDocument;
import dev.strongroom.seed.Seed;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may replicate secrets, and who may read replicas. */
class ReplicationAccessTest {

  private static final String AWAY = "eu-west-1";

  private final SecretsEmulator aws =
      SecretsEmulator.builder()
          .frozenAt(Instant.parse("2026-01-01T10:15:30Z"))
          .randomSeed(1)
          .secret(Seed.secret("a").string("one"))
          .build();
  private final Calls calls = new Calls(aws);
  private final Caller administrator = aws.administrator();
  private final IamEntity app = aws.account("123456789012").role("app");

  private static CreateSecret create(String name, List<ReplicaRegion> replicas) {
    var value = SecretValue.ofText("x");
    return CreateSecret.of(name, Secrets.token(1))
        .withSecretString(value)
        .withAddReplicaRegions(replicas);
  }

  private static ReplicateSecretToRegions replicate(String kmsKeyId) {
    return ReplicateSecretToRegions.of("a", List.of(new ReplicaRegion(AWAY, kmsKeyId)));
  }

  private String keyIn(String region) {
    return aws.execute(administrator.in(region), CreateKey.DEFAULT).result().keyMetadata().arn();
  }

  @Test
  @DisplayName("REP-15, POL-13: creating a secret with replicas needs permission to replicate")
  void creationWithReplicasNeedsMore() {
    app.allow("secretsmanager:CreateSecret");
    var replicated = create("b", List.of(ReplicaRegion.of(AWAY)));

    assertThat(calls.outcome(app.caller(), replicated))
        .contains("is not authorized to perform: secretsmanager:ReplicateSecretToRegions");
    assertThat(calls.outcome(app.caller(), create("c", null))).isEqualTo("succeeds");

    app.allow("secretsmanager:ReplicateSecretToRegions");

    assertThat(calls.outcome(app.caller(), replicated)).isEqualTo("succeeds");
  }

  @Test
  @DisplayName("REP-15: who may not decrypt the primary can't replicate it")
  void replicationNeedsDecryption() {
    var key = keyIn("us-east-1");
    var value = SecretValue.ofText("x");
    calls.execute(
        administrator,
        CreateSecret.of("b", Secrets.token(1)).withKmsKeyId(key).withSecretString(value));
    app.allow("secretsmanager:ReplicateSecretToRegions");
    var request = ReplicateSecretToRegions.of("b", List.of(ReplicaRegion.of(AWAY)));

    assertThat(calls.outcome(app.caller(), request)).isEqualTo("Access to KMS is not allowed");

    app.allow("kms:Decrypt", key);

    assertThat(calls.outcome(app.caller(), request)).isEqualTo("succeeds");
  }

  @ParameterizedTest(name = "REP-15: {0} on the replica's key: {1}")
  @CsvSource({
    "kms:GenerateDataKey, Failed",
    "kms:Encrypt, Failed",
    "kms:Decrypt, Failed",
    "kms:*, InSync"
  })
  void replicationNeedsTheReplicasKey(String permission, String status) {
    var key = keyIn(AWAY);
    app.allow("secretsmanager:ReplicateSecretToRegions").allow(permission, key);

    calls.execute(app.caller(), replicate(key));

    var told = status();
    assertThat(told.status()).isEqualTo(status);
    assertThat(told.statusMessage())
        .isEqualTo(
            status.equals("Failed")
                ? "Replication failed: Access to KMS is not allowed"
                : "Replication succeeded");
  }

  private ReplicationStatus status() {
    return aws.execute(administrator, new DescribeSecret("a")).result().replicationStatus().get(0);
  }

  @Test
  @DisplayName(
      "REP-15: the permission to encrypt may be bound to Secrets Manager in the replica's Region")
  void replicationGoesThroughTheServiceThere() {
    var key = keyIn(AWAY);
    app.allow("secretsmanager:ReplicateSecretToRegions")
        .policy(
            PolicyDocument.allow("kms:*")
                .when("StringEquals", "kms:ViaService", "secretsmanager.eu-west-1.amazonaws.com"));

    calls.execute(app.caller(), replicate(key));

    assertThat(status().status()).isEqualTo("InSync");
    assertThat(calls.explain(app.caller(), replicate(key)).decisions()).allMatch(Decision::allowed);
  }

  @Test
  @DisplayName("REP-15: later writes need no permission on the replica's key")
  void laterWritesNeedNothingThere() {
    var key = keyIn(AWAY);
    calls.execute(administrator, replicate(key));
    app.allow("secretsmanager:PutSecretValue");

    var secrets = new Secrets(aws.as(app.caller())::call);
    secrets.put("a", Secrets.token(2), "two");

    assertThat(status().status()).isEqualTo("InSync");
  }

  @Test
  @DisplayName("REP-8: the primary's resource policy opens its replicas as well")
  void resourcePolicyIsReplicated() {
    var partner = aws.account("222222222222").role("app");
    partner.allow("*");
    var key = keyIn(AWAY);
    calls.execute(administrator, replicate(key));
    var arn = aws.execute(administrator.in(AWAY), new DescribeSecret("a")).result().arn();
    var describe = new DescribeSecret(arn);
    assertThat(calls.isPermitted(partner.caller().in(AWAY), describe)).isFalse();

    var policy = PolicyDocument.allow("secretsmanager:*").to("222222222222").toJson();
    calls.execute(administrator, PutResourcePolicy.of("a", policy));

    assertThat(calls.isPermitted(partner.caller().in(AWAY), describe)).isTrue();
  }

  @Test
  @DisplayName("POL-14: a replica carries its primary's Region")
  void replicaCarriesThePrimarysRegion() {
    calls.execute(administrator, replicate(null));
    app.policy(
        PolicyDocument.allow("secretsmanager:*")
            .when("StringEquals", "secretsmanager:SecretPrimaryRegion", "us-east-1"));
    calls.execute(administrator.in(AWAY), create("alone", null));
    var there = app.caller().in(AWAY);

    assertThat(calls.isPermitted(there, GetSecretValue.of("a"))).isTrue();
    assertThat(calls.isPermitted(there, GetSecretValue.of("alone"))).isFalse();
  }
}

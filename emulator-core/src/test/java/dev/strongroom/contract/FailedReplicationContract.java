package dev.strongroom.contract;

import static dev.strongroom.api.ErrorCode.RESOURCE_NOT_FOUND;
import static dev.strongroom.contract.Secrets.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.ReplicaRegion;
import dev.strongroom.api.ReplicateSecretToRegions;
import dev.strongroom.api.ReplicationStatus;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.kms.PutKeyPolicy;
import dev.strongroom.iam.PolicyDocument;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replications that fail, and how they are tried again. */
public abstract class FailedReplicationContract extends ReplicationFixture {

  @Test
  @DisplayName("REP-4, REP-5: a name that is taken fails the replication, not the call")
  void takenName() {
    away.create("a", token(8), "other");

    var created = create("a", "one", AWAY, FAR);

    assertThat(created.replicationStatus())
        .containsExactly(
            new ReplicationStatus(
                AWAY,
                DEFAULT_KEY,
                "Failed",
                "Secret with this name already exists in this region",
                null),
            inSync(FAR, DEFAULT_KEY));
    assertThat(away.get("a")).isEqualTo("other");
    assertThat(away.describe("a").primaryRegion()).isNull();
  }

  @Test
  @DisplayName("REP-5: the secret in the way is overwritten where the request says so")
  void overwrites() {
    away.create("a", token(8), "other");
    away.tag("a", "key", "value");
    var arn = create("a", "one", AWAY).arn();

    var answer = replicate("a", true, ReplicaRegion.of(AWAY));

    assertThat(answer).containsExactly(inSync(AWAY, DEFAULT_KEY));
    assertThat(away.describe("a").arn()).isEqualTo(arn.replace(HOME, AWAY));
    assertThat(view(away)).isEqualTo(view(secrets));
  }

  @Test
  @DisplayName("REP-5: a secret that has replicas itself, or is one, is not overwritten")
  void noOrphans() {
    away.create("a", token(8), "other");
    away.call(ReplicateSecretToRegions.of("a", List.of(ReplicaRegion.of(FAR))));
    secrets.create("a", token(1), "one");

    var answer = replicate("a", true, ReplicaRegion.of(AWAY), ReplicaRegion.of(FAR));

    assertThat(answer).extracting(ReplicationStatus::status).containsOnly("Failed");
    assertThat(away.get("a")).isEqualTo("other");
    assertThat(far.get("a")).isEqualTo("other");
  }

  @Test
  @DisplayName("REP-5: a name is free again when the secret that had it has been deleted for good")
  void nameIsFreeAgain() {
    away.create("a", token(8), "other");
    away.delete("a");
    create("a", "one", AWAY);
    assertThat(status("a")).extracting(ReplicationStatus::status).containsExactly("Failed");

    aws.clock().advance(Duration.ofDays(30));

    assertThat(replicate("a", AWAY)).containsExactly(inSync(AWAY, DEFAULT_KEY));
    assertThat(aws.audit().of("EndSecretVersionDelete")).hasSize(1);
  }

  @ParameterizedTest(name = "REP-4, REP-5: a key that is {0} fails the replication, not the call")
  @ValueSource(strings = {"missing", "disabled", "denied"})
  void unusableKeyThere(String trouble) {
    secrets.create("a", token(1), "one");
    var alias = trouble.equals("missing") ? "alias/missing" : "alias/there";
    var key = trouble.equals("missing") ? "" : keyIn(AWAY, alias);
    if (trouble.equals("disabled")) {
      disable(key);
    } else if (trouble.equals("denied")) {
      var nobodyElse = PolicyDocument.allow("kms:*").to("222222222222").toJson();
      aws.execute(callerOf(key), new PutKeyPolicy(key, null, nobodyElse, true));
    }

    var failed = replicate("a", false, new ReplicaRegion(AWAY, alias)).get(0);

    assertThat(failed.status()).isEqualTo("Failed");
    assertThat(failed.kmsKeyId()).isEqualTo(alias);
    assertThat(failed.statusMessage())
        .startsWith("Replication failed: ")
        .contains(
            switch (trouble) {
              case "missing" ->
                  "Alias arn:aws:kms:eu-west-1:123456789012:alias/missing is not found";
              case "disabled" -> "is disabled";
              default -> "Access to KMS is not allowed";
            });
    refused(RESOURCE_NOT_FOUND, NOT_FOUND, () -> away.describe("a"));
    assertThat(secrets.describe("a").primaryRegion()).isEqualTo(HOME);
    assertThat(replicate("a", AWAY)).containsExactly(inSync(AWAY, DEFAULT_KEY)); // another key
    assertThat(away.get("a")).isEqualTo("one");
  }

  @Test
  @DisplayName("REP-5: the primary's own key fails the replication as well")
  void unusableKeyHere() {
    var home = keyIn(HOME, "alias/home");
    secrets.call(
        CreateSecret.of("a", token(1))
            .withKmsKeyId("alias/home")
            .withSecretString(SecretValue.ofText("one")));
    disable(home);

    var failed = replicate("a", AWAY).get(0);

    assertThat(failed.status()).isEqualTo("Failed");
    assertThat(failed.statusMessage()).startsWith("Replication failed: ").contains("is disabled");
    refused(RESOURCE_NOT_FOUND, NOT_FOUND, () -> away.describe("a"));
    enable(home);
    assertThat(replicate("a", AWAY)).containsExactly(inSync(AWAY, DEFAULT_KEY));
  }

  @Test
  @DisplayName(
      "REP-5: after a later failure a replica stays readable, and stale, until it is tried again")
  void failedReplicaIsStale() {
    var there = keyIn(AWAY, "alias/there");
    secrets.create("a", token(1), "one");
    replicate("a", false, new ReplicaRegion(AWAY, "alias/there"), ReplicaRegion.of(FAR));
    disable(there);

    secrets.put("a", token(2), "two");
    enable(there);
    secrets.put("a", token(3), "three"); // tries no more

    assertThat(status("a"))
        .extracting(ReplicationStatus::status)
        .containsExactly("Failed", "InSync");
    assertThat(away.get("a")).isEqualTo("one");
    assertThat(far.get("a")).isEqualTo("three");
    assertThat(replicate("a", false, new ReplicaRegion(AWAY, "alias/there")))
        .extracting(ReplicationStatus::status)
        .containsExactly("InSync", "InSync");
    assertThat(view(away)).isEqualTo(view(secrets));
  }

  @Test
  @DisplayName("REP-5: a failed replica is tried again under another key, with all its versions")
  void failedReplicaUnderAnotherKey() {
    var there = keyIn(AWAY, "alias/there");
    secrets.create("a", token(1), "one");
    replicate("a", false, new ReplicaRegion(AWAY, "alias/there"));
    disable(there);
    secrets.put("a", token(2), "two");

    replicate("a", AWAY);

    assertThat(view(away)).isEqualTo(view(secrets));
    assertThat(away.versions("a"))
        .allMatch(version -> version.kmsKeyIds().equals(List.of("DefaultEncryptionKey")));
  }

  @Test
  @DisplayName("REP-1: a Region that is in sync stays as it is when it is added once more")
  void addingTwice() {
    keyIn(AWAY, "alias/there");
    create("a", "one", AWAY);
    aws.replicationLag(AWAY, LAG);

    var answer = replicate("a", false, new ReplicaRegion(AWAY, "alias/there"));

    assertThat(answer).containsExactly(inSync(AWAY, DEFAULT_KEY));
  }

  @Test
  @DisplayName("REP-5: a replication fails as a fault says, and succeeds when it is tried again")
  void struckReplication() {
    secrets.create("a", token(1), "one");
    aws.faults().replication().in(AWAY).first(1).fail("The network was down");
    var asked = ReplicateSecretToRegions.of("a", List.of(ReplicaRegion.of(AWAY)));
    assertThat(aws.explain(aws.administrator(), asked).allowed()).isTrue(); // strikes nothing

    var answer = replicate("a", AWAY, FAR);

    assertThat(answer)
        .containsExactly(
            new ReplicationStatus(AWAY, DEFAULT_KEY, "Failed", "The network was down", null),
            inSync(FAR, DEFAULT_KEY));
    refused(RESOURCE_NOT_FOUND, NOT_FOUND, () -> away.get("a"));
    assertThat(replicate("a", AWAY).get(0)).isEqualTo(inSync(AWAY, DEFAULT_KEY));
  }
}

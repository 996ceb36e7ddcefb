package dev.strongroom.contract;

import static dev.strongroom.api.ErrorCode.INVALID_PARAMETER;
import static dev.strongroom.api.ErrorCode.INVALID_REQUEST;
import static dev.strongroom.api.ErrorCode.RESOURCE_EXISTS;
import static dev.strongroom.contract.Secrets.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.DeleteSecret;
import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.RemoveRegionsFromReplication;
import dev.strongroom.api.ReplicaRegion;
import dev.strongroom.api.ReplicateSecretToRegions;
import dev.strongroom.api.StopReplicationToReplica;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused of primaries and replicas. */
public abstract class ReplicationRefusalsContract extends ReplicationFixture {

  @Test
  @DisplayName("REP-6: a secret's own Region can't be its replica's")
  void ownRegion() {
    secrets.create("a", token(1), "one");

    refused(INVALID_PARAMETER, "Invalid replica region.", () -> replicate("a", AWAY, HOME));
    refused(INVALID_PARAMETER, "Invalid replica region.", () -> create("b", "one", HOME));
  }

  @Test
  @DisplayName("REP-6: a replica without a Region is refused")
  void missingRegion() {
    secrets.create("a", token(1), "one");
    var regions = List.of(new ReplicaRegion(null, null));

    refused(
        INVALID_PARAMETER,
        "Invalid replica region.",
        () -> secrets.call(ReplicateSecretToRegions.of("a", regions)));
    refused(
        INVALID_PARAMETER,
        "Invalid replica region.",
        () -> secrets.call(CreateSecret.of("b", token(2)).withAddReplicaRegions(regions)));
  }

  @Test
  @DisplayName("REP-14: a Region of another partition is refused")
  void otherPartition() {
    secrets.create("a", token(1), "one");

    refused(
        INVALID_PARAMETER,
        "The replica region cn-north-1 is in partition aws-cn, but the secret is in aws"
            + " (Strongroom's own text).",
        () -> replicate("a", "cn-north-1"));
  }

  @Test
  @DisplayName("REP-6: removing a Region without a replica changes nothing")
  void removingNothing() {
    create("a", "one", AWAY);
    var before = aws.snapshot();

    var answer = secrets.call(new RemoveRegionsFromReplication("a", List.of(FAR, HOME)));

    assertThat(answer.replicationStatus()).containsExactly(inSync(AWAY, DEFAULT_KEY));
    assertThat(aws.snapshot()).isEqualTo(before);
  }

  @Test
  @DisplayName("REP-2: a Region's name follows the model")
  void malformedRegion() {
    secrets.create("a", token(1), "one");

    var refusal = refusal(aws, ErrorCode.VALIDATION, () -> replicate("a", "Europe"));

    assertThat(refusal.text()).contains("'addReplicaRegions.1.member.region'");
  }

  @Test
  @DisplayName("REP-1: a secret that is marked for deletion isn't replicated")
  void markedSecret() {
    secrets.create("a", token(1), "one");
    secrets.delete("a");

    refused(INVALID_REQUEST, MARKED, () -> replicate("a", AWAY));
  }

  @ParameterizedTest(name = "REP-10: a primary can''t be deleted, forced: {0}")
  @ValueSource(booleans = {false, true})
  void primaryCannotBeDeleted(boolean forced) {
    away.create("a", token(8), "in the way");
    var arn = create("a", "one", FAR, AWAY).arn();

    refused(
        INVALID_PARAMETER,
        "You can't delete secret "
            + arn
            + " that still has replica regions [ap-southeast-2, eu-west-1].",
        () ->
            secrets.call(
                DeleteSecret.of("a").withForceDeleteWithoutRecovery(forced ? true : null)));
  }

  @Test
  @DisplayName("REP-12: only a replica can be promoted")
  void promotingWhatIsNoReplica() {
    var arn = create("a", "one", AWAY).arn();

    refused(
        INVALID_REQUEST,
        "You can't stop the replication to secret "
            + arn
            + ", because it is not a replica (Strongroom's own text).",
        () -> secrets.call(new StopReplicationToReplica("a")));
  }

  @Test
  @DisplayName("REP-8: the name of a replica is taken in its Region")
  void replicaTakesItsName() {
    create("a", "one", AWAY);

    refused(
        RESOURCE_EXISTS,
        "The operation failed because the secret a already exists.",
        () -> away.create("a", token(5), "other"));
  }
}

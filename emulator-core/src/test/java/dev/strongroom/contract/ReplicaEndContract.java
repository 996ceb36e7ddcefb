package dev.strongroom.contract;

import static dev.strongroom.api.ErrorCode.RESOURCE_NOT_FOUND;
import static dev.strongroom.contract.Secrets.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.RemoveRegionsFromReplication;
import dev.strongroom.api.ReplicaRegion;
import dev.strongroom.api.ReplicationStatus;
import dev.strongroom.api.RotateSecret;
import dev.strongroom.api.RotationRules;
import dev.strongroom.api.StopReplicationToReplica;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** RemoveRegionsFromReplication and StopReplicationToReplica. */
public abstract class ReplicaEndContract extends ReplicationFixture {

  @Test
  @DisplayName("REP-11: a replica whose Region is removed is gone at once")
  void removes() {
    var arn = create("a", "one", AWAY, FAR).arn();

    var answer = secrets.call(new RemoveRegionsFromReplication("a", List.of(AWAY)));

    assertThat(answer)
        .isEqualTo(new RemoveRegionsFromReplication.Result(arn, List.of(inSync(FAR, DEFAULT_KEY))));
    refused(RESOURCE_NOT_FOUND, NOT_FOUND, () -> away.describe("a"));
    away.create("a", token(5), "other"); // its name is free
    secrets.put("a", token(2), "two");
    assertThat(away.get("a")).isEqualTo("other");
  }

  @Test
  @DisplayName("REP-10, REP-13: without its last replica a secret is like any other")
  void lastReplicaIsRemoved() {
    create("a", "one", AWAY);

    remove("a", AWAY);

    assertThat(secrets.describe("a").primaryRegion()).isNull();
    assertThat(secrets.describe("a").replicationStatus()).isNull();
    secrets.delete("a");
  }

  @Test
  @DisplayName("REP-11: removing a Region spares a secret there that never became a replica")
  void secretInTheWayIsSpared() {
    away.create("a", token(8), "other");
    create("a", "one", AWAY);

    remove("a", AWAY);

    assertThat(away.get("a")).isEqualTo("other");
  }

  @Test
  @DisplayName("REP-12, REP-13: a promoted replica keeps ARN and values, and goes its own way")
  void promotes() {
    var arn = create("a", "one", AWAY, FAR).arn().replace(HOME, AWAY);
    secrets.call(
        RotateSecret.of("a", token(2))
            .withRotationLambdaARN(lambda())
            .withRotationRules(RotationRules.days(30)));

    var answer = away.call(new StopReplicationToReplica("a"));

    assertThat(answer).isEqualTo(new StopReplicationToReplica.Result(arn));
    assertThat(away.get(arn)).isEqualTo("new-" + token(2));
    assertThat(away.describe("a").primaryRegion()).isNull();
    assertThat(away.describe("a").rotationEnabled()).isNull();
    assertThat(status("a")).containsExactly(inSync(FAR, DEFAULT_KEY));
    away.put("a", token(3), "own");
    secrets.put("a", token(4), "four");
    assertThat(away.get("a")).isEqualTo("own");
    assertThat(far.get("a")).isEqualTo("four");
    aws.clock().advance(Duration.ofDays(40));
    assertThat(away.get("a")).isEqualTo("own");
  }

  @Test
  @DisplayName("REP-5, REP-12: a promoted replica is in the way of another replica")
  void promotedReplicaIsInTheWay() {
    create("a", "one", AWAY);
    away.call(new StopReplicationToReplica("a"));

    assertThat(replicate("a", AWAY)).extracting(ReplicationStatus::status).containsOnly("Failed");
    assertThat(replicate("a", true, ReplicaRegion.of(AWAY)))
        .containsExactly(inSync(AWAY, DEFAULT_KEY));
  }
}

package dev.strongroom.contract;

import static dev.strongroom.api.ErrorCode.RESOURCE_NOT_FOUND;
import static dev.strongroom.contract.Secrets.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.ReplicaRegion;
import dev.strongroom.api.ReplicationStatus;
import dev.strongroom.api.RotateSecret;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.StopReplicationToReplica;
import dev.strongroom.api.Tag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Replication that takes time. */
public abstract class ReplicationLagContract extends ReplicationFixture {

  private static ReplicationStatus inProgress(String region) {
    return new ReplicationStatus(region, DEFAULT_KEY, "InProgress", null, null);
  }

  @Test
  @DisplayName("REP-4: with a lag, a replica is in progress and not there until the clock says so")
  void firstReplicationTakesTime() {
    aws.replicationLag(AWAY, LAG);

    var created = create("a", "one", AWAY, FAR);

    assertThat(created.replicationStatus())
        .containsExactly(inProgress(AWAY), inSync(FAR, DEFAULT_KEY));
    refused(RESOURCE_NOT_FOUND, NOT_FOUND, () -> away.get("a"));
    aws.clock().advance(LAG.minusMillis(1));
    assertThat(status("a").get(0)).isEqualTo(inProgress(AWAY));
    refused(RESOURCE_NOT_FOUND, NOT_FOUND, () -> away.get("a"));

    aws.clock().advance(Duration.ofMillis(1));

    assertThat(status("a").get(0)).isEqualTo(inSync(AWAY, DEFAULT_KEY));
    assertThat(away.get("a")).isEqualTo("one");
    assertThat(away.describe("a").createdDate()).isEqualTo(START.plus(LAG));
  }

  @Test
  @DisplayName("REP-4, REP-7: with a lag, a replica is stale until it is over")
  void laterReplicationTakesTime() {
    create("a", "one", AWAY, FAR);
    aws.replicationLag(AWAY, LAG);
    aws.replicationLag(FAR, LAG.multipliedBy(2));

    secrets.put("a", token(2), "two");
    secrets.tag("a", "key", "value");

    assertThat(List.of(secrets.get("a"), away.get("a"), far.get("a")))
        .containsExactly("two", "one", "one");
    assertThat(away.describe("a").tags()).isNull();
    aws.clock().advance(LAG);
    assertThat(List.of(secrets.get("a"), away.get("a"), far.get("a")))
        .containsExactly("two", "two", "one");
    assertThat(away.describe("a").tags()).containsExactly(new Tag("key", "value"));
    aws.clock().advance(LAG);
    assertThat(List.of(secrets.get("a"), away.get("a"), far.get("a")))
        .containsExactly("two", "two", "two");
    assertThat(status("a")).extracting(ReplicationStatus::status).containsOnly("InSync");
  }

  @Test
  @DisplayName("REP-4: a replication under way takes along what is written until it is over")
  void replicationTakesAlong() {
    create("a", "one", AWAY);
    aws.replicationLag(AWAY, LAG);
    secrets.put("a", token(2), "two");
    aws.clock().advance(LAG.dividedBy(2));

    secrets.put("a", token(3), "three");
    aws.clock().advance(LAG.dividedBy(2));

    assertThat(away.get("a")).isEqualTo("three");
    assertThat(status("a")).extracting(ReplicationStatus::status).containsOnly("InSync");
  }

  @Test
  @DisplayName("REP-4: the outcome is that of the instant at which the lag is over")
  void failsOnTheClock() {
    var there = keyIn(AWAY, "alias/there");
    aws.replicationLag(AWAY, LAG);
    secrets.create("a", token(1), "one");
    var answer = replicate("a", false, new ReplicaRegion(AWAY, "alias/there"));
    assertThat(answer).extracting(ReplicationStatus::status).containsExactly("InProgress");
    disable(there);

    aws.clock().advance(LAG);

    assertThat(status("a")).extracting(ReplicationStatus::status).containsExactly("Failed");
    refused(RESOURCE_NOT_FOUND, NOT_FOUND, () -> away.get("a"));
    enable(there);
    replicate("a", false, new ReplicaRegion(AWAY, "alias/there"));
    assertThat(status("a")).extracting(ReplicationStatus::status).containsExactly("InProgress");
    aws.clock().advance(LAG);
    assertThat(away.get("a")).isEqualTo("one");
  }

  @Test
  @DisplayName(
      "REP-4, REP-11, REP-12: what is under way ends when the Region is removed or promoted")
  void endedWhileUnderWay() {
    create("a", "one", FAR);
    aws.replicationLag(AWAY, LAG);
    aws.replicationLag(FAR, LAG);
    replicate("a", AWAY);
    secrets.put("a", token(2), "two");

    remove("a", AWAY);
    far.call(new StopReplicationToReplica("a"));
    aws.clock().advance(LAG);

    refused(RESOURCE_NOT_FOUND, NOT_FOUND, () -> away.get("a"));
    assertThat(far.get("a")).isEqualTo("one");
    assertThat(secrets.describe("a").replicationStatus()).isNull();
  }

  @Test
  @DisplayName("REP-4: however the clock is advanced, each replication ends at its own instant")
  void endsAtItsOwnInstant() {
    aws.replicationLag(AWAY, LAG);
    aws.replicationLag(FAR, LAG.multipliedBy(3));

    create("a", "one", FAR, AWAY);
    aws.clock().advance(Duration.ofDays(1));

    assertThat(away.describe("a").createdDate()).isEqualTo(START.plus(LAG));
    assertThat(far.describe("a").createdDate()).isEqualTo(START.plus(LAG.multipliedBy(3)));
  }

  @Test
  @DisplayName("REP-4: a call sees what is over although nobody advanced the clock's schedule")
  void callSettles() {
    var seen = new ArrayList<String>();
    create("a", "one", AWAY);
    aws.replicationLag(AWAY, LAG);
    var waiting =
        aws.rotation("a")
            .with(
                (event, service) -> {
                  RotationFixture.rotate(event, service);
                  seen.add(away.get("a"));
                  aws.clock().advance(LAG); // within a step, no other work is done
                  seen.add(away.stages("a").toString());
                })
            .lambdaArn();

    secrets.call(RotateSecret.of("a", token(2)).withRotationLambdaARN(waiting));

    assertThat(seen.get(0)).isEqualTo("one");
    assertThat(seen.get(1)).contains("AWSPENDING");
    assertThat(seen.get(seen.size() - 1)).contains(token(2) + "=[AWSCURRENT");
  }

  @Test
  @DisplayName("REP-4: a snapshot holds what is under way, and a fork goes on with it by itself")
  void snapshotsAndForks() {
    aws.replicationLag(AWAY, LAG);
    create("a", "one", AWAY);
    var under = aws.snapshot();
    var fork = aws.fork();
    var there = new Secrets(fork.as(fork.administrator().in(AWAY))::call);

    fork.clock().advance(LAG);
    assertThat(there.get("a")).isEqualTo("one");
    refused(RESOURCE_NOT_FOUND, NOT_FOUND, () -> away.get("a"));
    fork.execute(
        fork.administrator(),
        PutSecretValue.of("a", token(2)).withSecretString(SecretValue.ofText("two")));
    assertThat(there.get("a")).isEqualTo("one"); // the fork has the lag as well

    aws.clock().advance(LAG);
    assertThat(away.get("a")).isEqualTo("one");
    aws.restore(under);
    assertThat(away.get("a")).isEqualTo("one"); // over, now that it is later
  }

  @Test
  @DisplayName("REP-4: a lag is set when the emulator is built, too")
  void lagOfTheBuilder() {
    try (var slow = emulator().replicationLag(AWAY, LAG).build()) {
      var request =
          CreateSecret.of("a", token(1))
              .withSecretString(SecretValue.ofText("one"))
              .withAddReplicaRegions(List.of(ReplicaRegion.of(AWAY)));

      var created = slow.execute(slow.administrator(), request).result();

      assertThat(created.replicationStatus()).containsExactly(inProgress(AWAY));
    }
  }

  @ParameterizedTest(name = "a lag of {1} to {0} is refused")
  @CsvSource({"eu-west-1, -PT1S", "eu-west-1, P366D", "Europe, PT1S"})
  void unusableLag(String region, Duration lag) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> aws.replicationLag(region, lag))
        .withMessageContaining(region);
  }
}

package dev.strongroom.contract;

import static dev.strongroom.contract.Secrets.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.api.CancelRotateSecret;
import dev.strongroom.api.DeleteResourcePolicy;
import dev.strongroom.api.Filter;
import dev.strongroom.api.ListSecretVersionIds;
import dev.strongroom.api.ListSecrets;
import dev.strongroom.api.PutResourcePolicy;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.ReplicaRegion;
import dev.strongroom.api.ReplicateSecretToRegions;
import dev.strongroom.api.ReplicationStatus;
import dev.strongroom.api.Request;
import dev.strongroom.api.RotateSecret;
import dev.strongroom.api.RotationRules;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.Tag;
import dev.strongroom.api.TagResource;
import dev.strongroom.api.UntagResource;
import dev.strongroom.api.UpdateSecret;
import dev.strongroom.api.UpdateSecretVersionStage;
import dev.strongroom.audit.AuditRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** ReplicateSecretToRegions, what a replica is, and what follows the primary. */
public abstract class ReplicationContract extends ReplicationFixture {

  @Test
  @DisplayName("REP-1, REP-3, REP-7: a secret is created with replicas, which have its suffix")
  void createsWithReplicas() {
    var created = create("a", "one", AWAY, FAR);

    assertThat(created.replicationStatus())
        .containsExactly(inSync(AWAY, DEFAULT_KEY), inSync(FAR, DEFAULT_KEY));
    assertThat(away.get("a")).isEqualTo("one");
    assertThat(far.get("a")).isEqualTo("one");
    assertThat(away.describe("a").arn()).isEqualTo(created.arn().replace(HOME, AWAY));
    assertThat(away.describe(created.arn().replace(HOME, AWAY)).name()).isEqualTo("a");
  }

  @Test
  @DisplayName("REP-1, REP-2: replication is answered with the state of every replica")
  void replicates() {
    var arn = secrets.create("a", token(1), "one").arn();
    replicate("a", AWAY);

    var answer = secrets.call(ReplicateSecretToRegions.of(arn, List.of(ReplicaRegion.of(FAR))));

    assertThat(answer)
        .isEqualTo(
            new ReplicateSecretToRegions.Result(
                arn, List.of(inSync(AWAY, DEFAULT_KEY), inSync(FAR, DEFAULT_KEY))));
    assertThat(status("a")).isEqualTo(answer.replicationStatus());
  }

  @Test
  @DisplayName("REP-7: every version goes along, with its labels, those without labels too")
  void allVersionsAreReplicated() {
    secrets.create("a", token(1), "one");
    secrets.put("a", token(2), "two");
    secrets.put("a", token(3), "three");
    secrets.put("a", token(4), "four", "AWSPENDING", "mine");

    replicate("a", AWAY);

    assertThat(view(away)).isEqualTo(view(secrets));
    assertThat(view(away).values().values()).containsExactly("one", "two", "three", "four");
  }

  @Test
  @DisplayName("REP-1: a secret without a value has replicas without one")
  void emptySecretIsReplicated() {
    secrets.createEmpty("a", token(1));

    assertThat(replicate("a", AWAY)).containsExactly(inSync(AWAY, DEFAULT_KEY));

    assertThat(away.describe("a").versionIdsToStages()).isNull();
    secrets.put("a", token(2), "two");
    assertThat(away.get("a")).isEqualTo("two");
  }

  @Test
  @DisplayName(
      "REP-13: primary and replica tell the primary's Region, a secret without replicas none")
  void primaryRegionIsTold() {
    create("a", "one", AWAY);
    secrets.create("alone", token(1), "one");

    assertThat(secrets.describe("a").primaryRegion()).isEqualTo(HOME);
    assertThat(away.describe("a").primaryRegion()).isEqualTo(HOME);
    assertThat(secrets.describe("alone").primaryRegion()).isNull();
    assertThat(secrets.describe("alone").replicationStatus()).isNull();
    assertThat(secrets.call(ListSecrets.all()).secretList())
        .extracting(ListSecrets.Entry::primaryRegion)
        .containsExactly(HOME, null);
    assertThat(away.call(ListSecrets.all()).secretList())
        .extracting(ListSecrets.Entry::primaryRegion)
        .containsExactly(HOME);
  }

  @Test
  @DisplayName("REP-13: the filter primary-region finds a Region by its beginning")
  void filtersByPrimaryRegion() {
    create("a", "one", AWAY);
    away.create("alone", token(1), "one");

    assertThat(away.list(new Filter("primary-region", List.of("us-")))).containsExactly("a");
    assertThat(away.list(new Filter("primary-region", List.of("eu-")))).isEmpty();
    assertThat(away.list(new Filter("primary-region", List.of("!us-")))).containsExactly("alone");
    assertThat(secrets.list(new Filter("primary-region", List.of(HOME)))).containsExactly("a");
  }

  @Test
  @DisplayName("REP-16: a replica has dates of its own")
  void datesAreTheReplicasOwn() {
    secrets.create("a", token(1), "one");
    aws.clock().advance(Duration.ofDays(1));
    replicate("a", AWAY);
    aws.clock().advance(Duration.ofDays(1));
    secrets.put("a", token(2), "two");
    secrets.get("a");

    var replica = away.describe("a");

    assertThat(replica.createdDate()).isEqualTo(START.plus(1, ChronoUnit.DAYS));
    assertThat(replica.lastChangedDate()).isEqualTo(START.plus(2, ChronoUnit.DAYS));
    assertThat(replica.lastAccessedDate()).isNull();
    assertThat(away.versions("a"))
        .extracting(ListSecretVersionIds.Entry::createdDate)
        .containsExactly(START.plus(2, ChronoUnit.DAYS), START);
  }

  @Test
  @DisplayName("REP-2: the primary tells on which day each replica was read last")
  void accessIsToldPerRegion() {
    create("a", "one", AWAY, FAR);
    aws.clock().advance(Duration.ofDays(1));

    away.get("a");

    var day = Instant.parse("2026-01-02T00:00:00Z");
    assertThat(status("a"))
        .extracting(ReplicationStatus::lastAccessedDate)
        .containsExactly(day, null);
    assertThat(away.describe("a").lastAccessedDate()).isEqualTo(day);
    assertThat(secrets.describe("a").lastAccessedDate()).isNull();
    secrets.put("a", token(2), "two"); // forgets nothing
    assertThat(status("a").get(0).lastAccessedDate()).isEqualTo(day);
  }

  static Stream<Request<?>> writes() {
    var text = SecretValue.ofText("new");
    return Stream.of(
        PutSecretValue.of("a", token(9)).withSecretString(text),
        PutSecretValue.of("a", token(9))
            .withSecretString(text)
            .withVersionStages(List.of("AWSPENDING")),
        UpdateSecret.of("a", token(9)).withSecretString(text),
        UpdateSecret.of("a", token(9)).withDescription("another description"),
        new UpdateSecretVersionStage("a", "AWSCURRENT", token(3), token(1)),
        UpdateSecretVersionStage.of("a", "mine").withMoveToVersionId(token(1)),
        UpdateSecretVersionStage.of("a", "yours").withRemoveFromVersionId(token(1)),
        new TagResource("a", List.of(new Tag("other", "value"), new Tag("key", "changed"))),
        new UntagResource("a", List.of("key")),
        PutResourcePolicy.of("a", POLICY.replace("222222222222", "333333333333")),
        new DeleteResourcePolicy("a"),
        RotateSecret.of("a", token(9)).withRotationRules(RotationRules.days(7)),
        new CancelRotateSecret("a"));
  }

  @ParameterizedTest(name = "REP-7, REP-8: {0} reaches the replicas")
  @MethodSource("writes")
  void writeReachesReplicas(Request<?> write) {
    lambda();
    secrets.create("a", token(1), "one");
    secrets.put("a", token(2), "two");
    secrets.move("a", "yours", null, token(1));
    secrets.tag("a", "key", "value");
    secrets.call(PutResourcePolicy.of("a", POLICY));
    secrets.call(
        RotateSecret.of("a", token(3))
            .withRotationLambdaARN(lambda())
            .withRotationRules(RotationRules.days(30)));
    replicate("a", AWAY, FAR);
    var before = view(secrets);
    assertThat(view(away)).isEqualTo(before);
    aws.clock().advance(Duration.ofMinutes(1));

    secrets.call(write);

    assertThat(view(secrets)).isNotEqualTo(before);
    assertThat(view(away)).isEqualTo(view(secrets));
    assertThat(view(far)).isEqualTo(view(secrets));
    assertThat(status("a")).extracting(ReplicationStatus::status).containsOnly("InSync");
  }

  @Test
  @DisplayName("REP-7: a scheduled rotation runs in the primary, once, and its replicas follow")
  void scheduledRotationReachesReplicas() {
    create("a", "one", AWAY);
    secrets.call(
        RotateSecret.of("a", token(2))
            .withRotationLambdaARN(lambda())
            .withRotationRules(RotationRules.days(30)));

    aws.clock().advance(Duration.ofDays(70));

    assertThat(secrets.versions("a")).hasSize(4);
    assertThat(away.get("a")).isEqualTo(secrets.get("a")).isNotEqualTo("new-" + token(2));
    assertThat(view(away)).isEqualTo(view(secrets));
    assertThat(aws.audit().of("RotationSucceeded")).hasSize(3);
  }

  @Test
  @DisplayName(
      "REP-7, ROT-15: a version that was only there to be tested leaves the replicas as well")
  void testedVersionIsGone() {
    create("a", "one", AWAY);

    secrets.call(
        RotateSecret.of("a", token(2))
            .withRotationLambdaARN(lambda())
            .withRotateImmediately(false));

    assertThat(secrets.stages("a")).containsOnlyKeys(token(1));
    assertThat(view(away)).isEqualTo(view(secrets));
  }

  @Test
  @DisplayName("REP-7: a write that changes nothing, or a refused one, replicates nothing")
  void nothingToReplicate() {
    create("a", "one", AWAY);
    aws.replicationLag(AWAY, LAG);

    secrets.put("a", token(1), "one"); // IDEM-4
    secrets.restore("a");
    assertThatThrownBy(() -> secrets.put("a", token(1), "another"))
        .isInstanceOf(ServiceError.class);

    assertThat(status("a")).containsExactly(inSync(AWAY, DEFAULT_KEY));
  }

  @Test
  @DisplayName("REP-14: replicas are secrets of their Regions, and calls are all that is recorded")
  void onlyCallsAreRecorded() {
    create("a", "one", AWAY);
    secrets.put("a", token(2), "two");

    assertThat(aws.audit().records())
        .extracting(AuditRecord::operation)
        .containsExactly("GenerateDataKey", "CreateSecret", "GenerateDataKey", "PutSecretValue");
    assertThat(away.names(ListSecrets.all())).containsExactly("a");
  }
}

package dev.strongroom.contract;

import static dev.strongroom.api.ErrorCode.INVALID_PARAMETER;
import static dev.strongroom.api.ErrorCode.INVALID_REQUEST;
import static dev.strongroom.api.ErrorCode.RESOURCE_EXISTS;
import static dev.strongroom.api.ErrorCode.RESOURCE_NOT_FOUND;
import static dev.strongroom.contract.Secrets.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.AwsModel;
import dev.strongroom.api.Caller;
import dev.strongroom.api.CancelRotateSecret;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.DeleteResourcePolicy;
import dev.strongroom.api.DeleteSecret;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.Filter;
import dev.strongroom.api.GetResourcePolicy;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.ListSecretVersionIds;
import dev.strongroom.api.ListSecrets;
import dev.strongroom.api.PutResourcePolicy;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.RemoveRegionsFromReplication;
import dev.strongroom.api.ReplicaRegion;
import dev.strongroom.api.ReplicateSecretToRegions;
import dev.strongroom.api.ReplicationStatus;
import dev.strongroom.api.Request;
import dev.strongroom.api.RestoreSecret;
import dev.strongroom.api.RotateSecret;
import dev.strongroom.api.RotationRules;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.StopReplicationToReplica;
import dev.strongroom.api.Tag;
import dev.strongroom.api.TagResource;
import dev.strongroom.api.UntagResource;
import dev.strongroom.api.UpdateSecret;
import dev.strongroom.api.UpdateSecretVersionStage;
import dev.strongroom.api.kms.CreateAlias;
import dev.strongroom.api.kms.CreateKey;
import dev.strongroom.api.kms.DisableKey;
import dev.strongroom.api.kms.EnableKey;
import dev.strongroom.api.kms.PutKeyPolicy;
import dev.strongroom.audit.AuditRecord;
import dev.strongroom.iam.PolicyDocument;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * ReplicateSecretToRegions, RemoveRegionsFromReplication, StopReplicationToReplica, and what
 * replicas are. The door is that of us-east-1, where the primaries are.
 */
public abstract class ReplicationContract extends Contract {

  private static final String HOME = "us-east-1";
  private static final String AWAY = "eu-west-1";
  private static final String FAR = "ap-southeast-2";
  private static final String READ_ONLY =
      "Operation not permitted on a replica secret. Call must be made in primary secret's region.";
  private static final String DEFAULT_KEY = "alias/aws/secretsmanager";
  private static final Duration LAG = Duration.ofSeconds(10);
  private static final String POLICY =
      PolicyDocument.allow("secretsmanager:GetSecretValue").to("222222222222").toJson();

  private final Secrets away = in(AWAY);
  private final Secrets far = in(FAR);

  private Secrets in(String region) {
    return new Secrets(aws.as(aws.administrator().in(region))::call);
  }

  private CreateSecret.Result create(String name, String value, String... regions) {
    return secrets.call(
        new CreateSecret(
            name,
            token(1),
            null,
            null,
            null,
            SecretValue.ofText(value),
            null,
            Arrays.stream(regions).map(ReplicaRegion::of).toList(),
            null,
            null));
  }

  private List<ReplicationStatus> replicate(String name, String... regions) {
    return replicate(
        name, false, Arrays.stream(regions).map(ReplicaRegion::of).toArray(ReplicaRegion[]::new));
  }

  private List<ReplicationStatus> replicate(
      String name, boolean overwrite, ReplicaRegion... regions) {
    return secrets
        .call(new ReplicateSecretToRegions(name, List.of(regions), overwrite))
        .replicationStatus();
  }

  private void remove(String name, String... regions) {
    secrets.call(new RemoveRegionsFromReplication(name, List.of(regions)));
  }

  private static ReplicationStatus inSync(String region, String kmsKeyId) {
    return new ReplicationStatus(region, kmsKeyId, "InSync", "Replication succeeded", null);
  }

  private static ReplicationStatus inProgress(String region) {
    return new ReplicationStatus(region, DEFAULT_KEY, "InProgress", null, null);
  }

  private List<ReplicationStatus> status(String name) {
    return secrets.describe(name).replicationStatus();
  }

  /** Makes a customer managed key with an alias in a Region, and tells its ARN. */
  private String keyIn(String region, String alias) {
    var caller = aws.administrator().in(region);
    var request = CreateKey.DEFAULT;
    var key = aws.execute(caller, request).result().keyMetadata();
    aws.execute(caller, new CreateAlias(alias, key.keyId()));
    return key.arn();
  }

  private void disable(String keyArn) {
    aws.execute(callerOf(keyArn), new DisableKey(keyArn));
  }

  private void enable(String keyArn) {
    aws.execute(callerOf(keyArn), new EnableKey(keyArn));
  }

  private Caller callerOf(String arn) {
    return aws.administrator().in(arn.split(":", 5)[3]);
  }

  // ---- what a replica is

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

    var answer =
        secrets.call(new ReplicateSecretToRegions(arn, List.of(ReplicaRegion.of(FAR)), null));

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
    assertThat(secrets.call(new ListSecrets(null, null, null, null, null, null)).secretList())
        .extracting(ListSecrets.Entry::primaryRegion)
        .containsExactly(HOME, null);
    assertThat(away.call(new ListSecrets(null, null, null, null, null, null)).secretList())
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

  // ---- what follows the primary

  /** All that a replica has of its primary. */
  private record View(
      Map<String, String> values,
      Map<String, List<String>> stages,
      String description,
      List<Tag> tags,
      String policy,
      Boolean rotates,
      String lambda,
      RotationRules rules,
      Instant rotated,
      Instant rotatedNext) {}

  private static View view(Secrets region) {
    var described = region.describe("a");
    var values = new TreeMap<String, String>();
    for (var version : region.versions("a")) {
      if (!version.kmsKeyIds().isEmpty()) {
        var id = version.versionId();
        values.put(id, region.getVersion("a", id, null).secretString().text());
      }
    }
    return new View(
        values,
        region.stages("a"),
        described.description(),
        described.tags(),
        region.call(new GetResourcePolicy("a")).resourcePolicy(),
        described.rotationEnabled(),
        described.rotationLambdaARN(),
        described.rotationRules(),
        described.lastRotatedDate(),
        described.nextRotationDate());
  }

  private String lambda() {
    return aws.rotation("a").with(RotationContract::rotate).lambdaArn();
  }

  static Stream<Request<?>> writes() {
    var text = SecretValue.ofText("new");
    return Stream.of(
        new PutSecretValue("a", token(9), null, text, null),
        new PutSecretValue("a", token(9), null, text, List.of("AWSPENDING")),
        new UpdateSecret("a", token(9), null, null, null, text),
        new UpdateSecret("a", token(9), "another description", null, null, null),
        new UpdateSecretVersionStage("a", "AWSCURRENT", token(3), token(1)),
        new UpdateSecretVersionStage("a", "mine", null, token(1)),
        new UpdateSecretVersionStage("a", "yours", token(1), null),
        new TagResource("a", List.of(new Tag("other", "value"), new Tag("key", "changed"))),
        new UntagResource("a", List.of("key")),
        new PutResourcePolicy("a", POLICY.replace("222222222222", "333333333333"), null),
        new DeleteResourcePolicy("a"),
        new RotateSecret("a", token(9), null, RotationRules.days(7)),
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
    secrets.call(new PutResourcePolicy("a", POLICY, null));
    secrets.call(new RotateSecret("a", token(3), lambda(), RotationRules.days(30)));
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
    secrets.call(new RotateSecret("a", token(2), lambda(), RotationRules.days(30)));

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

    secrets.call(new RotateSecret("a", token(2), lambda(), null, false, null, null));

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

  // ---- keys

  @Test
  @DisplayName("REP-7: every replica is under the key of its own Region")
  void everyRegionHasItsOwnKey() {
    var home = keyIn(HOME, "alias/home");
    var there = keyIn(AWAY, "alias/there");
    secrets.call(
        new CreateSecret("a", token(1), null, "alias/home", null, SecretValue.ofText("one"), null));

    var answer =
        replicate("a", false, new ReplicaRegion(AWAY, "alias/there"), ReplicaRegion.of(FAR));

    assertThat(answer).containsExactly(inSync(AWAY, "alias/there"), inSync(FAR, DEFAULT_KEY));
    assertThat(away.describe("a").kmsKeyId()).isEqualTo("alias/there");
    assertThat(far.describe("a").kmsKeyId()).isNull();
    assertThat(secrets.versions("a").get(0).kmsKeyIds()).containsExactly(home);
    assertThat(away.versions("a").get(0).kmsKeyIds()).containsExactly(there);
    assertThat(far.versions("a").get(0).kmsKeyIds()).containsExactly("DefaultEncryptionKey");
  }

  @Test
  @DisplayName(
      "REP-7: a replica can be read while the primary's key can't be used, and the reverse")
  void keysFailByThemselves() {
    var home = keyIn(HOME, "alias/home");
    var there = keyIn(AWAY, "alias/there");
    secrets.call(
        new CreateSecret("a", token(1), null, "alias/home", null, SecretValue.ofText("one"), null));
    replicate("a", false, new ReplicaRegion(AWAY, "alias/there"));

    disable(home);
    assertThat(away.get("a")).isEqualTo("one");
    refusal(aws, ErrorCode.DECRYPTION_FAILURE, () -> secrets.get("a"));

    enable(home);
    disable(there);
    assertThat(secrets.get("a")).isEqualTo("one");
    refusal(aws, ErrorCode.DECRYPTION_FAILURE, () -> away.get("a"));
  }

  @Test
  @DisplayName("REP-7: another key of the primary is the primary's only")
  void keyIsNotReplicated() {
    create("a", "one", AWAY);
    keyIn(HOME, "alias/home");

    secrets.call(new UpdateSecret("a", token(2), null, "alias/home", null, null));

    assertThat(away.describe("a").kmsKeyId()).isNull();
    assertThat(away.versions("a").get(0).kmsKeyIds()).containsExactly("DefaultEncryptionKey");
    assertThat(status("a")).containsExactly(inSync(AWAY, DEFAULT_KEY));
  }

  @Test
  @DisplayName("REP-9: a replica's key can be changed in its Region, and nothing else with it")
  void replicasKeyCanBeChanged() {
    create("a", "one", AWAY);
    var there = keyIn(AWAY, "alias/there");

    away.call(new UpdateSecret("a", token(2), null, "alias/there", null, null));

    assertThat(away.describe("a").kmsKeyId()).isEqualTo("alias/there");
    assertThat(away.versions("a").get(0).kmsKeyIds()).contains(there);
    assertThat(status("a")).containsExactly(inSync(AWAY, "alias/there"));
    secrets.put("a", token(3), "three");
    assertThat(away.get("a")).isEqualTo("three");
    assertThat(away.versions("a").get(0).kmsKeyIds()).containsExactly(there);
    refused(
        INVALID_PARAMETER,
        READ_ONLY,
        () ->
            away.call(
                new UpdateSecret(
                    "a", token(4), null, DEFAULT_KEY, null, SecretValue.ofText("four"))));
  }

  // ---- failures

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
    away.call(new ReplicateSecretToRegions("a", List.of(ReplicaRegion.of(FAR)), null));
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
        new CreateSecret("a", token(1), null, "alias/home", null, SecretValue.ofText("one"), null));
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
    var asked = new ReplicateSecretToRegions("a", List.of(ReplicaRegion.of(AWAY)), null);
    assertThat(aws.explain(aws.administrator(), asked).allowed()).isTrue(); // strikes nothing

    var answer = replicate("a", AWAY, FAR);

    assertThat(answer)
        .containsExactly(
            new ReplicationStatus(AWAY, DEFAULT_KEY, "Failed", "The network was down", null),
            inSync(FAR, DEFAULT_KEY));
    refused(RESOURCE_NOT_FOUND, NOT_FOUND, () -> away.get("a"));
    assertThat(replicate("a", AWAY).get(0)).isEqualTo(inSync(AWAY, DEFAULT_KEY));
  }

  // ---- refusals

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
        () -> secrets.call(new ReplicateSecretToRegions("a", regions, null)));
    refused(
        INVALID_PARAMETER,
        "Invalid replica region.",
        () ->
            secrets.call(
                new CreateSecret(
                    "b", token(2), null, null, null, null, null, regions, null, null)));
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
        () -> secrets.call(new DeleteSecret("a", null, forced ? true : null)));
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

  // ---- the end of a replica

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
    secrets.call(new RotateSecret("a", token(2), lambda(), RotationRules.days(30)));

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

  // ---- all operations on all kinds

  private static final String TABLE =
      """
      operation                      primary           replica           promoted          removed
      CancelRotateSecret             ok                InvalidParameter  ok                ResourceNotFound
      DeleteResourcePolicy           ok                InvalidParameter  ok                ResourceNotFound
      DeleteSecret                   InvalidParameter  InvalidParameter  ok                ResourceNotFound
      DescribeSecret                 ok                ok                ok                ResourceNotFound
      GetResourcePolicy              ok                ok                ok                ResourceNotFound
      GetSecretValue                 ok                ok                ok                ResourceNotFound
      ListSecretVersionIds           ok                ok                ok                ResourceNotFound
      PutResourcePolicy              ok                InvalidParameter  ok                ResourceNotFound
      PutSecretValue                 ok                InvalidParameter  ok                ResourceNotFound
      RemoveRegionsFromReplication   ok                InvalidParameter  ok                ResourceNotFound
      ReplicateSecretToRegions       ok                InvalidParameter  ok                ResourceNotFound
      RestoreSecret                  ok                InvalidParameter  ok                ResourceNotFound
      RotateSecret                   ok                InvalidParameter  ok                ResourceNotFound
      StopReplicationToReplica       InvalidRequest    ok                InvalidRequest    ResourceNotFound
      TagResource                    ok                InvalidParameter  ok                ResourceNotFound
      UntagResource                  ok                InvalidParameter  ok                ResourceNotFound
      UpdateSecret                   ok                InvalidParameter  ok                ResourceNotFound
      UpdateSecretVersionStage       ok                InvalidParameter  ok                ResourceNotFound
      """;

  static Stream<String[]> table() {
    return TABLE.lines().skip(1).map(line -> line.split(" +"));
  }

  /** Each row of the table four times. */
  static Stream<Arguments> operationsAndKinds() {
    var kinds = List.of("primary", "replica", "promoted", "removed"); // REP-8, REP-9, REP-12
    return table()
        .flatMap(
            row ->
                kinds.stream()
                    .map(kind -> Arguments.of(row[0], kind, row[1 + kinds.indexOf(kind)])));
  }

  @ParameterizedTest(name = "REP-8, REP-9, REP-10, REP-12: {0} on a secret that is {1}: {2}")
  @MethodSource("operationsAndKinds")
  void operationOnEachKind(String operation, String kind, String outcome) {
    lambda();
    create("a", "one", AWAY);
    var region = kind.equals("primary") ? secrets : away;
    if (kind.equals("promoted")) {
      away.call(new StopReplicationToReplica("a"));
    } else if (kind.equals("removed")) {
      remove("a", AWAY);
    }
    var request = request(operation);

    if (outcome.equals("ok")) {
      region.call(request);
      assertThat(aws.audit().of(operation).last().succeeded()).isTrue();
      return;
    }
    var refusal = refusal(aws, errorCode(outcome), () -> region.call(request));
    if (kind.equals("replica")) {
      assertThat(refusal.text()).isEqualTo(READ_ONLY);
    }
    assertThat(aws.audit().last().operation()).isEqualTo(operation);
  }

  private static ErrorCode errorCode(String name) {
    return Arrays.stream(ErrorCode.values())
        .filter(code -> code.wireName().equals(name + "Exception"))
        .findAny()
        .orElseThrow();
  }

  private Request<?> request(String operation) {
    var text = SecretValue.ofText("new");
    return Stream.<Request<?>>of(
            new CancelRotateSecret("a"),
            new DeleteResourcePolicy("a"),
            new DeleteSecret("a", null, null),
            new DescribeSecret("a"),
            new GetResourcePolicy("a"),
            new GetSecretValue("a", null, null),
            new ListSecretVersionIds("a", null, null, null),
            new PutResourcePolicy("a", POLICY, null),
            new PutSecretValue("a", token(9), null, text, null),
            new RemoveRegionsFromReplication("a", List.of(FAR)),
            new ReplicateSecretToRegions("a", List.of(ReplicaRegion.of(FAR)), null),
            new RestoreSecret("a"),
            new RotateSecret("a", token(9), lambda(), null),
            new StopReplicationToReplica("a"),
            new TagResource("a", List.of(new Tag("key", "value"))),
            new UntagResource("a", List.of("key")),
            new UpdateSecret("a", token(9), "text", null, null, null),
            new UpdateSecretVersionStage("a", "mine", null, token(1)))
        .filter(request -> request.operation().equals(operation))
        .findAny()
        .orElseThrow();
  }

  @Test
  @DisplayName("the table has every operation whose request must name a secret")
  void tableIsComplete() {
    var operations = new TreeSet<String>();
    for (var operation : AwsModel.SECRETS_MANAGER.operations()) {
      var input =
          AwsModel.SECRETS_MANAGER.operation(operation).path("input").path("shape").textValue();
      for (var required : AwsModel.SECRETS_MANAGER.shape(input).path("required")) {
        if (required.textValue().equals("SecretId")) {
          operations.add(operation);
        }
      }
    }

    assertThat(table().map(row -> row[0])).containsExactlyElementsOf(operations);
  }

  // ---- lags

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
                  RotationContract.rotate(event, service);
                  seen.add(away.get("a"));
                  aws.clock().advance(LAG); // within a step, no other work is done
                  seen.add(away.stages("a").toString());
                })
            .lambdaArn();

    secrets.call(new RotateSecret("a", token(2), waiting, null));

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
        new PutSecretValue("a", token(2), null, SecretValue.ofText("two"), null));
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
          new CreateSecret(
              "a",
              token(1),
              null,
              null,
              null,
              SecretValue.ofText("one"),
              null,
              List.of(ReplicaRegion.of(AWAY)),
              null,
              null);

      var created = slow.execute(slow.administrator(), request).result();

      assertThat(created.replicationStatus()).containsExactly(inProgress(AWAY));
    }
  }

  @ParameterizedTest(name = "a lag of {1} to {0} is refused")
  @CsvSource({"eu-west-1, -PT1S", "Europe, PT1S"})
  void unusableLag(String region, Duration lag) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> aws.replicationLag(region, lag))
        .withMessageContaining(region);
  }

  @Test
  @DisplayName("REP-14: replicas are secrets of their Regions, and calls are all that is recorded")
  void onlyCallsAreRecorded() {
    create("a", "one", AWAY);
    secrets.put("a", token(2), "two");

    assertThat(aws.audit().records())
        .extracting(AuditRecord::operation)
        .containsExactly("GenerateDataKey", "CreateSecret", "GenerateDataKey", "PutSecretValue");
    assertThat(away.names(new ListSecrets(null, null, null, null, null, null)))
        .containsExactly("a");
  }
}

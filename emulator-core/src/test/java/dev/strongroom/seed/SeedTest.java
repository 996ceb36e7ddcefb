package dev.strongroom.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.ListSecretVersionIds;
import dev.strongroom.api.Request;
import dev.strongroom.api.RestoreSecret;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.kms.DescribeKey;
import dev.strongroom.api.kms.KeyMetadata;
import dev.strongroom.api.kms.ListKeys;
import dev.strongroom.audit.AuditRecord;
import dev.strongroom.fault.Quotas;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a seed puts in, beyond a value: keys, replicas and deletions. */
class SeedTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final SecretsEmulator aws = SecretsEmulator.builder().randomSeed(1).frozenAt(NOW).build();

  @Test
  void entriesAboutTheSameSecretsMakeOneEachHoweverManyThereAre() {
    int many = 20_000;
    var described = new ArrayList<SecretSeed>();
    var valued = new ArrayList<SecretSeed>();
    for (int i = 0; i < many; i++) {
      described.add(Seed.secret("s" + i).description("of " + i));
      valued.add(Seed.secret("s" + (many - 1 - i)).string("value"));
    }
    var ofList = Seed.of(described.toArray(SecretSeed[]::new));
    var ofValues = Seed.of(valued.toArray(SecretSeed[]::new));

    var both = ofList.and(ofValues).secrets();

    assertThat(both).extracting(SecretSeed::name).startsWith("s0", "s1").hasSize(many);
    assertThat(both)
        .allSatisfy(
            secret -> {
              assertThat(secret.description()).startsWith("of ");
              assertThat(secret.versions()).hasSize(1);
            });
    assertThat(new HashSet<>(ofValues.and(ofList).secrets())).isEqualTo(new HashSet<>(both));
  }

  // ---- keys

  @Test
  @DisplayName("a key is made for an alias that is new, and secrets that name it share it") // KMS-1
  void keyIsMadeForAnAlias() {
    aws.seed(
        Seed.of(
            Seed.secret("a").string("one").kmsKey("alias/shop"),
            Seed.secret("b").string("two").kmsKey("alias/shop"),
            Seed.secret("c").string("three")));

    var key = key("alias/shop");
    assertThat(key.keySpec()).isEqualTo("SYMMETRIC_DEFAULT");
    assertThat(key.keyManager()).isEqualTo("CUSTOMER");
    assertThat(keysOf("a")).containsExactly(key.arn());
    assertThat(keysOf("b")).containsExactly(key.arn());
    assertThat(keysOf("c")).containsExactly("DefaultEncryptionKey");
    assertThat(describe("a").kmsKeyId()).isEqualTo("alias/shop");
    assertThat(value("b")).isEqualTo("two");
  }

  @Test
  @DisplayName("an alias that is there is used, by a later seed and by a fork as well") // KMS-1
  void aliasThatIsThereIsUsed() {
    aws.seed(Seed.of(Seed.secret("a").string("one").kmsKey("alias/shop")));
    var key = key("alias/shop");

    aws.seed(Seed.of(Seed.secret("b").string("two").kmsKey("alias/shop")));
    var fork = aws.fork();
    fork.seed(Seed.of(Seed.secret("c").string("three").kmsKey("alias/shop")));

    assertThat(keysOf("b")).containsExactly(key.arn());
    assertThat(fork.as(fork.administrator()).call(new DescribeKey("alias/shop", null)))
        .isEqualTo(new DescribeKey.Result(key));
    assertThat(aws.audit().of("CreateKey")).hasSize(1);
    assertThat(fork.audit().of("CreateKey")).isEmpty();
  }

  @Test
  @DisplayName("a key that is there can be named by its id, its ARN or its alias's ARN") // KMS-7
  void keyThatIsThereIsUsed() {
    aws.seed(Seed.of(Seed.secret("a").kmsKey("alias/shop")));
    var key = key("alias/shop");
    var aliasArn = "arn:aws:kms:us-east-1:123456789012:alias/shop";

    aws.seed(
        Seed.of(
            Seed.secret("id").string("x").kmsKey(key.keyId()),
            Seed.secret("arn").string("x").kmsKey(key.arn()),
            Seed.secret("alias-arn").string("x").kmsKey(aliasArn)));

    assertThat(Stream.of("id", "arn", "alias-arn").flatMap(name -> keysOf(name).stream()))
        .containsOnly(key.arn());
  }

  @Test
  @DisplayName("no key is made for aws/secretsmanager but its own, at first use") // KMS-6
  void awsManagedKeyIsTheDefault() {
    aws.seed(Seed.of(Seed.secret("a").string("one").kmsKey("alias/aws/secretsmanager")));

    assertThat(keysOf("a")).containsExactly("DefaultEncryptionKey");
    assertThat(key("alias/aws/secretsmanager").keyManager()).isEqualTo("AWS");
    assertThat(aws.audit().of("CreateKey")).isEmpty();
  }

  @Test
  @DisplayName("a secret without a value has its key as well") // CS-6
  void valuelessSecretHasAKey() {
    aws.seed(Seed.of(Seed.secret("a").kmsKey("alias/shop")));

    assertThat(describe("a").kmsKeyId()).isEqualTo("alias/shop");
  }

  // ---- replicas

  @Test
  @DisplayName("replicas are there at once, under their Region's own key") // REP-1, REP-7
  void replicasAreThere() {
    aws.seed(
        Seed.of(
            Seed.secret("a").string("one").kmsKey("alias/shop").replicas("eu-west-1", "eu-north-1"),
            Seed.secret("b").replicas("eu-west-1").replicas("eu-north-1")));

    assertThat(describe("a").replicationStatus())
        .extracting(replica -> replica.region() + " " + replica.status() + " " + replica.kmsKeyId())
        .containsExactly(
            "eu-west-1 InSync alias/aws/secretsmanager",
            "eu-north-1 InSync alias/aws/secretsmanager");
    var there = aws.as(aws.administrator().in("eu-north-1"));
    assertThat(there.call(GetSecretValue.of("a")).secretString().text()).isEqualTo("one");
    assertThat(there.call(new DescribeSecret("b")).primaryRegion()).isEqualTo("us-east-1");
  }

  @Test
  @DisplayName("the replica of a managed secret shows its rotation") // REP-7, ROT-42
  void replicaOfAManagedSecret() {
    aws.seed(Seed.of(Seed.secret("a").string("one").managedBy("rds").replicas("eu-west-1")));

    var there = aws.as(aws.administrator().in("eu-west-1"));
    assertThat(there.call(new DescribeSecret("a")).rotationRules())
        .isEqualTo(describe("a").rotationRules())
        .isNotNull();
  }

  @Test
  @DisplayName("a lag holds for the replicas of a seed as well") // REP-4
  void replicationLagHolds() {
    aws.replicationLag("eu-west-1", Duration.ofMinutes(1));

    aws.seed(Seed.of(Seed.secret("a").string("one").replicas("eu-west-1")));

    assertThat(describe("a").replicationStatus().get(0).status()).isEqualTo("InProgress");
    aws.clock().advance(Duration.ofMinutes(1));
    assertThat(describe("a").replicationStatus().get(0).status()).isEqualTo("InSync");
  }

  // ---- deletion

  @Test
  @DisplayName("a secret that is scheduled for deletion can be restored for 30 days") // DEL-1
  void scheduledForDeletion() {
    aws.seed(Seed.of(Seed.secret("a").scheduledForDeletion().string("one").kmsKey("alias/shop")));

    assertThat(describe("a").deletedDate()).isEqualTo(NOW.plus(Duration.ofDays(30)));
    assertThatThrownBy(() -> value("a")).isInstanceOf(ServiceError.class);
    call(new RestoreSecret("a"));
    assertThat(value("a")).isEqualTo("one");
  }

  // ---- refusals

  static Stream<Arguments> refusals() {
    return Stream.of(
        refusal(
            secret -> secret.kmsKey("shop"),
            "Secrets Manager can't encrypt the secret value: Invalid keyId 'shop' (Service: AWSKMS;"
                + " Status Code: 400; Error Code: NotFoundException; Request ID: ...; Proxy: null)"),
        refusal(
            secret -> secret.kmsKey("00000000-0000-4000-8000-000000000000"),
            "Secrets Manager can't encrypt the secret value: Key"
                + " 'arn:aws:kms:us-east-1:123456789012:key/00000000-0000-4000-8000-000000000000'"
                + " does not exist (Service: AWSKMS; Status Code: 400; Error Code:"
                + " NotFoundException; Request ID: ...; Proxy: null)"),
        refusal(
            secret -> secret.kmsKey("arn:aws:kms:us-east-1:123456789012:alias/other"),
            "Secrets Manager can't encrypt the secret value: Alias"
                + " arn:aws:kms:us-east-1:123456789012:alias/other is not found. (Service: AWSKMS;"
                + " Status Code: 400; Error Code: NotFoundException; Request ID: ...; Proxy:"
                + " null)"),
        refusal(
            secret -> secret.kmsKey("alias/aws/rds"),
            "Aliases that begin with alias/aws/ are reserved for AWS"),
        refusal(secret -> secret.replicas("us-east-1"), "Invalid replica region."),
        refusal(
            secret -> secret.replicas("eu-west-1", "us-east-1").kmsKey("alias/another"),
            "Invalid replica region."),
        refusal(
            secret -> secret.replicas("Dublin"),
            "1 validation error detected: Value 'Dublin' at"
                + " 'addReplicaRegions.1.member.region' failed to satisfy constraint: Member must"
                + " satisfy regular expression pattern: ^([a-z]+-)+\\d+$"));
  }

  private static Arguments refusal(UnaryOperator<SecretSeed> what, String text) {
    return Arguments.of(what, text);
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("refusals")
  void whatTheServiceRefusesLeavesNeitherSecretsNorKeysNorReplicas(
      UnaryOperator<SecretSeed> what, String text) {
    var before = aws.snapshot();

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                aws.seed(
                    Seed.of(
                        Seed.secret("first").string("x").kmsKey("alias/shop").replicas("eu-west-1"),
                        Seed.secret("old").string("x").scheduledForDeletion(),
                        what.apply(Seed.secret("bad").string("hunter2")))))
        .satisfies(
            refusal ->
                assertThat(refusal.getMessage().replaceAll("(Request ID: )[0-9a-f-]+", "$1..."))
                    .isEqualTo("Secret 'bad' can't be seeded: " + text))
        .withCauseInstanceOf(ServiceError.class);

    assertThat(aws.snapshot()).isEqualTo(before);
    assertThat(call(ListKeys.all()).keys()).isEmpty();
  }

  static Stream<Arguments> contradictions() {
    return Stream.of(
        contradiction(secret -> secret.replicas("eu-west-1"), "has replicas"), // REP-10
        contradiction(secret -> secret.managedBy("rds"), "is managed by rds")); // ROT-43
  }

  private static Arguments contradiction(UnaryOperator<SecretSeed> what, String text) {
    return Arguments.of(what, text);
  }

  @ParameterizedTest(name = "scheduled for deletion and {1}")
  @MethodSource("contradictions")
  void contradictionIsRefusedWhicheverIsSaidFirst(UnaryOperator<SecretSeed> what, String text) {
    var message =
        "Secret 'db' is scheduled for deletion and " + text + ", which AWS refuses: keep one";

    assertThatIllegalArgumentException()
        .isThrownBy(() -> what.apply(Seed.secret("db").scheduledForDeletion()))
        .withMessage(message);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> what.apply(Seed.secret("db")).scheduledForDeletion())
        .withMessage(message);
  }

  // ---- no traffic

  @Test
  void seedIsToldByTheAuditCallByCall() {
    aws.seed(
        Seed.of(
            Seed.secret("a").string("one").kmsKey("alias/shop").replicas("eu-west-1"),
            Seed.secret("b").string("two").kmsKey("alias/shop").scheduledForDeletion()));

    assertThat(aws.audit().by(aws.administrator().principalArn()))
        .extracting(AuditRecord::operation)
        .filteredOn(operation -> !List.of("GenerateDataKey", "Decrypt").contains(operation))
        .containsExactly(
            "CreateKey",
            "CreateAlias",
            "CreateSecret",
            "ReplicateSecretToRegions",
            "CreateSecret",
            "DeleteSecret");
  }

  @Test
  @DisplayName("neither faults nor quotas meet the keys, replicas and deletions of a seed")
  void noFaultStrikesASeed() {
    var aws = SecretsEmulator.builder().quotas(Quotas.aws()).build();
    var faults =
        List.of(
            aws.faults().onAnyOperation().cutConnection(),
            aws.faults().kms().down(),
            aws.faults().replication().fail("The network was down"));
    var seed = Seed.EMPTY;
    for (int i = 0; i < 60; i++) { // more than a second's worth of DeleteSecret and CreateSecret
      seed = seed.and(Seed.secret("old" + i).string("x").scheduledForDeletion());
    }

    aws.seed(seed.and(Seed.secret("a").string("x").kmsKey("alias/shop").replicas("eu-west-1")));

    assertThat(faults).allSatisfy(fault -> assertThat(fault.struck()).isZero());
    aws.faults().removeAll();
    var described = aws.as(aws.administrator()).call(new DescribeSecret("a"));
    assertThat(described.replicationStatus().get(0).status()).isEqualTo("InSync");
  }

  private <Q extends Request<R>, R extends Record> R call(Q request) {
    return aws.as(aws.administrator()).call(request);
  }

  private DescribeSecret.Result describe(String name) {
    return call(new DescribeSecret(name));
  }

  private String value(String name) {
    return call(GetSecretValue.of(name)).secretString().text();
  }

  private KeyMetadata key(String id) {
    return call(new DescribeKey(id, null)).keyMetadata();
  }

  /** The ARNs of the keys that a secret's value is under. */
  private List<String> keysOf(String name) {
    return call(ListSecretVersionIds.of(name)).versions().get(0).kmsKeyIds();
  }
}

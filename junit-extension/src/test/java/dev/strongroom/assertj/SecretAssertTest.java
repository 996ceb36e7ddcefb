package dev.strongroom.assertj;

import static dev.strongroom.api.RotationStep.TEST_SECRET;
import static dev.strongroom.assertj.Failures.assertFailure;
import static dev.strongroom.assertj.StrongroomAssertions.assertThat;
import static dev.strongroom.assertj.StrongroomAssertions.assertThatCode;
import static dev.strongroom.assertj.StrongroomAssertions.assertThatExceptionOfType;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.DeleteSecret;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.PutResourcePolicy;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.ReplicaRegion;
import dev.strongroom.api.ReplicateSecretToRegions;
import dev.strongroom.api.Request;
import dev.strongroom.api.RotateSecret;
import dev.strongroom.api.RotationRules;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceError;
import dev.strongroom.fault.Quotas;
import dev.strongroom.internal.EmulatorInternals;
import dev.strongroom.rotation.PasswordRotation;
import dev.strongroom.seed.Seed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SecretAssertTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final String ONE = "11111111-1111-1111-1111-111111111111";
  private static final String TWO = "22222222-2222-2222-2222-222222222222";

  private final SecretsEmulator aws =
      SecretsEmulator.builder().frozenAt(NOON).randomSeed(7).build();
  private String arn = "";

  @BeforeEach
  void createSecret() {
    arn = call(CreateSecret.of("prod/db", ONE).withSecretString(SecretValue.ofText("one"))).arn();
  }

  @Test
  void whatIsTrueOfASecretPasses() {
    put(
        TWO,
        "{\"password\":\"two\",\"port\":5432,\"hosts\":[\"a\",\"b\"],\"ssl\":true}",
        "AWSPENDING");

    assertThat(aws)
        .secret("prod/db")
        .exists()
        .hasValue("one")
        .hasVersionId(ONE)
        .hasPendingVersion()
        .hasStages("AWSPENDING", "AWSCURRENT")
        .hasVersions(2)
        .hasRotationDisabled()
        .wasNeverRotated()
        .isNotScheduledForDeletion()
        .at("AWSPENDING")
        .hasVersionId(TWO)
        .hasJsonValue("password", "two")
        .hasJsonValue("port", 5432L)
        .hasJsonValue("hosts", List.of("a", "b"))
        .hasJsonValue("ssl", true);
    assertThat(aws).secret(arn).hasValue("one");
    assertThat(aws).secret("absent").doesNotExist();
  }

  @Test
  void aSecretThatIsMissingIsToldWithThoseThatAreThere() {
    call(CreateSecret.of("prod/api", TWO).withSecretString(SecretValue.ofText("x")));

    assertFailure(
        () -> assertThat(aws).secret("prod/bd").hasValue("one"),
        "Expected that secret 'prod/bd' has at AWSCURRENT the given value,"
            + " but there is no such secret. There are: prod/api, prod/db");
  }

  @Test
  void whereNoSecretIsTheAccountAndRegionAreTold() {
    assertFailure(
        () ->
            assertThat(aws)
                .secret("arn:aws:secretsmanager:eu-west-1:222222222222:secret:prod/db-AbCdEf")
                .exists(),
        "Expected that secret 'arn:aws:secretsmanager:eu-west-1:222222222222:secret:prod/db-AbCdEf'"
            + " exists, but there is no such secret. There are: none at all in eu-west-1 of account"
            + " 222222222222");
  }

  @Test
  void aSecretThatIsThereAfterAllIsShown() {
    assertFailure(
        () -> assertThat(aws).secret("prod/db").doesNotExist(),
        "Expected that there is no secret 'prod/db', but there is:",
        arn,
        "  " + ONE + "  AWSCURRENT");
  }

  @Test
  void otherLabelsAreToldWithTheirVersions() {
    put(TWO, "two", "AWSCURRENT");
    put("33333333-3333-3333-3333-333333333333", "three", "AWSCURRENT");

    assertFailure(
        () -> assertThat(aws).secret("prod/db").hasStages("AWSCURRENT"),
        "Expected that secret 'prod/db' has the labels [AWSCURRENT],"
            + " but it has [AWSCURRENT, AWSPREVIOUS]:",
        arn,
        "  33333333-3333-3333-3333-333333333333  AWSCURRENT",
        "  " + TWO + "  AWSPREVIOUS",
        "  " + ONE + "  (no label)");
    assertFailure(
        () -> assertThat(aws).secret("prod/db").hasVersions(1),
        "Expected that secret 'prod/db' has 1 version, but it has 3 versions:",
        arn,
        "  33333333-3333-3333-3333-333333333333  AWSCURRENT",
        "  " + TWO + "  AWSPREVIOUS",
        "  " + ONE + "  (no label)");
    assertFailure(
        () -> assertThat(aws).secret("prod/db").hasVersionId(TWO),
        "Expected that secret 'prod/db' has AWSCURRENT on version "
            + TWO
            + ", but AWSCURRENT is on version 33333333-3333-3333-3333-333333333333:",
        arn,
        "  33333333-3333-3333-3333-333333333333  AWSCURRENT",
        "  " + TWO + "  AWSPREVIOUS",
        "  " + ONE + "  (no label)");
  }

  @Test
  @DisplayName("ROT-12: AWSPENDING on the current version is no pending version")
  void pendingOnTheCurrentVersionIsDone() {
    put(TWO, "two", "AWSCURRENT", "AWSPENDING");

    assertThat(aws).secret("prod/db").hasNoPendingVersion();
    assertThat(aws).hasNoPendingVersion();
    assertFailure(
        () -> assertThat(aws).secret("prod/db").hasPendingVersion(),
        "Expected that secret 'prod/db' has a pending version, but AWSPENDING is on version "
            + TWO
            + ":",
        arn,
        "  " + TWO + "  AWSCURRENT, AWSPENDING",
        "  " + ONE + "  AWSPREVIOUS");
  }

  @Test
  void aRotationThatWasLeftUnfinishedIsTold() {
    var rotation = aws.rotation("prod/db").with(new PasswordRotation());
    rotation.failAt(TEST_SECRET).always().before();
    call(
        RotateSecret.of("prod/db", TWO)
            .withRotationLambdaARN(rotation.lambdaArn())
            .withRotationRules(RotationRules.days(30)));

    assertThat(aws)
        .secret("prod/db")
        .hasPendingVersion()
        .hasRotationEnabled()
        .wasNeverRotated()
        .hasValue("one");
    assertFailure(
        () -> assertThat(aws).secret("prod/db").hasNoPendingVersion(),
        "Expected that secret 'prod/db' has no pending version, but AWSPENDING is on version "
            + TWO
            + ":",
        arn,
        "  " + TWO + "  AWSPENDING",
        "  " + ONE + "  AWSCURRENT",
        "  rotation enabled, last rotated never");
  }

  @Test
  void theLastRotationIsTold() {
    var rotation = aws.rotation("prod/db").with(new PasswordRotation());
    call(
        RotateSecret.of("prod/db", TWO)
            .withRotationLambdaARN(rotation.lambdaArn())
            .withRotationRules(RotationRules.days(30)));

    assertThat(aws).secret("prod/db").wasLastRotatedAt(NOON).hasNoPendingVersion();
    assertFailure(
        () -> assertThat(aws).secret("prod/db").wasNeverRotated(),
        "Expected that secret 'prod/db' was never rotated, but it was at 2026-01-01T12:00:00Z:",
        arn,
        "  " + TWO + "  AWSCURRENT, AWSPENDING",
        "  " + ONE + "  AWSPREVIOUS",
        "  rotation enabled, last rotated 2026-01-01T12:00:00Z");
    assertFailure(
        () -> assertThat(aws).secret("prod/db").hasRotationDisabled(),
        "Expected that secret 'prod/db' has rotation disabled, but it has it enabled:",
        arn,
        "  " + TWO + "  AWSCURRENT, AWSPENDING",
        "  " + ONE + "  AWSPREVIOUS",
        "  rotation enabled, last rotated 2026-01-01T12:00:00Z");
  }

  @Test
  void anotherDateOfTheLastRotationIsTold() {
    var rotation = aws.rotation("prod/db").with(new PasswordRotation());
    call(
        RotateSecret.of("prod/db", TWO)
            .withRotationLambdaARN(rotation.lambdaArn())
            .withRotationRules(RotationRules.days(30)));

    assertFailure(
        () -> assertThat(aws).secret("prod/db").wasLastRotatedAt(NOON.plusSeconds(1)),
        "Expected that secret 'prod/db' was last rotated at 2026-01-01T12:00:01Z,"
            + " but it was at 2026-01-01T12:00:00Z:",
        arn,
        "  " + TWO + "  AWSCURRENT, AWSPENDING",
        "  " + ONE + "  AWSPREVIOUS",
        "  rotation enabled, last rotated 2026-01-01T12:00:00Z");
  }

  @Test
  void aSecretWithoutAVersionIsTold() {
    var empty = call(CreateSecret.of("empty", ONE)).arn();

    assertFailure(
        () -> assertThat(aws).secret("empty").hasVersions(1),
        "Expected that secret 'empty' has 1 version, but it has 0 versions:",
        empty,
        "  no version");
  }

  @Test
  void ofManyVersionsTheNewestAreShown() {
    var lines = new ArrayList<String>();
    for (int i = 0; i < 22; i++) {
      var id = "00000000-0000-0000-0000-0000000000" + (10 + i);
      put(id, "value " + i, "AWSCURRENT");
      lines.add(
          0, "  " + id + (i == 21 ? "  AWSCURRENT" : i == 20 ? "  AWSPREVIOUS" : "  (no label)"));
    }
    lines.subList(20, 22).clear();
    lines.add(0, "Expected that secret 'prod/db' has 1 version, but it has 23 versions:");
    lines.add(1, arn);
    lines.add("  and 3 older versions");

    assertFailure(
        () -> assertThat(aws).secret("prod/db").hasVersions(1), lines.toArray(new String[0]));
  }

  @Test
  void aSecretWithoutRotationIsTold() {
    assertFailure(
        () -> assertThat(aws).secret("prod/db").hasRotationEnabled(),
        "Expected that secret 'prod/db' has rotation enabled, but it has it disabled:",
        arn,
        "  " + ONE + "  AWSCURRENT");
    assertFailure(
        () -> assertThat(aws).secret("prod/db").wasLastRotatedAt(NOON),
        "Expected that secret 'prod/db' was last rotated at 2026-01-01T12:00:00Z,"
            + " but it never was:",
        arn,
        "  " + ONE + "  AWSCURRENT");
  }

  @Test
  void replicasAreTold() {
    call(ReplicateSecretToRegions.of("prod/db", List.of(ReplicaRegion.of("eu-west-1"))));

    assertThat(aws).secret("prod/db").hasReplica("eu-west-1", "InSync");
    assertThat(aws).secret(arn.replace("us-east-1", "eu-west-1")).hasValue("one");
    assertFailure(
        () -> assertThat(aws).secret("prod/db").hasReplica("eu-west-2", "InSync"),
        "Expected that secret 'prod/db' has a replica in eu-west-2 that is InSync,"
            + " but it has none there:",
        arn,
        "  " + ONE + "  AWSCURRENT",
        "  primary Region us-east-1",
        "  replicas eu-west-1 InSync: Replication succeeded");
    assertFailure(
        () -> assertThat(aws).secret("prod/db").hasReplica("eu-west-1", "Failed"),
        "Expected that secret 'prod/db' has a replica in eu-west-1 that is Failed,"
            + " but that is InSync:",
        arn,
        "  " + ONE + "  AWSCURRENT",
        "  primary Region us-east-1",
        "  replicas eu-west-1 InSync: Replication succeeded");
  }

  @Test
  void aScheduledDeletionIsTold() {
    assertFailure(
        () -> assertThat(aws).secret("prod/db").isScheduledForDeletion(),
        "Expected that secret 'prod/db' is scheduled for deletion, but it is not:",
        arn,
        "  " + ONE + "  AWSCURRENT");

    call(DeleteSecret.of("prod/db").withRecoveryWindowInDays(7L));

    assertThat(aws).secret("prod/db").isScheduledForDeletion().exists();
    assertFailure(
        () -> assertThat(aws).secret("prod/db").isNotScheduledForDeletion(),
        "Expected that secret 'prod/db' is not scheduled for deletion, but it is:",
        arn,
        "  " + ONE + "  AWSCURRENT",
        "  scheduled for deletion at 2026-01-08T12:00:00Z");
  }

  @Test
  void lookingAtASecretLeavesNoTrace() {
    aws.faults().on("GetSecretValue").first(1).throttle();
    aws.faults().on("DescribeSecret").first(1).throttle();
    var audit = aws.audit();
    var requestId = EmulatorInternals.engine(aws.fork()).ids().requestId();

    assertThat(aws).secret("prod/db").hasValue("one").hasNoPendingVersion();

    assertThat(aws.audit()).isEqualTo(audit);
    assertThat(EmulatorInternals.engine(aws.fork()).ids().requestId()).isEqualTo(requestId);
    assertThat(aws.faults().unused()).hasSize(2);
    aws.faults().removeAll();
    assertThat(call(new DescribeSecret("prod/db")).lastAccessedDate()).isNull();
  }

  @Test
  void quotasAreNeitherUsedUpNorInTheWay() {
    var limited =
        SecretsEmulator.builder()
            .frozenAt(NOON)
            .quotas(Quotas.aws().rate("GetSecretValue", 1))
            .secret(Seed.secret("prod/db").json("{\"user\":\"app\",\"password\":\"one\"}"))
            .build();
    var read = GetSecretValue.of("prod/db");

    assertThat(limited)
        .secret("prod/db")
        .hasJsonValue("user", "app")
        .hasJsonValue("password", "one");

    assertThatCode(() -> limited.execute(limited.administrator(), read)).doesNotThrowAnyException();
    assertThat(limited).secret("prod/db").hasJsonValue("password", "one");
    assertThatExceptionOfType(ServiceError.class)
        .isThrownBy(() -> limited.execute(limited.administrator(), read));
  }

  @Test
  void noPolicyKeepsAnAssertionOut() {
    var nobody =
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\","
            + "\"Action\":[\"secretsmanager:GetSecretValue\",\"secretsmanager:DescribeSecret\"],"
            + "\"Resource\":\"*\"}]}";
    call(PutResourcePolicy.of("prod/db", nobody));

    assertThat(aws).secret("prod/db").hasValue("one");
    assertThat(aws).denies(aws.administrator(), GetSecretValue.of("prod/db"));
  }

  @Test
  void assertionsWorkOnAClosedEmulator() {
    aws.close();

    assertThatCode(() -> assertThat(aws).secret("prod/db").hasValue("one"))
        .doesNotThrowAnyException();
  }

  @Test
  void aDescriptionComesFirst() {
    assertFailure(
        () -> assertThat(aws).as("after %s", "rotation").secret("prod/db").hasVersions(2),
        "[after rotation] Expected that secret 'prod/db' has 2 versions, but it has 1 version:",
        arn,
        "  " + ONE + "  AWSCURRENT");
  }

  private void put(String versionId, String text, String... stages) {
    call(
        PutSecretValue.of("prod/db", versionId)
            .withSecretString(SecretValue.ofText(text))
            .withVersionStages(List.of(stages)));
  }

  private <Q extends Request<R>, R extends Record> R call(Q request) {
    return aws.execute(aws.administrator(), request).result();
  }
}

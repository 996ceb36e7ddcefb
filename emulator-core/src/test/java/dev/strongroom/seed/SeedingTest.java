package dev.strongroom.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.DeleteSecret;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.GetRandomPassword;
import dev.strongroom.api.GetResourcePolicy;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.Request;
import dev.strongroom.api.RotationRules;
import dev.strongroom.api.RotationStep;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.Tag;
import dev.strongroom.api.kms.DescribeKey;
import dev.strongroom.api.kms.GetKeyPolicy;
import dev.strongroom.iam.PolicyDocument;
import dev.strongroom.rotation.LambdaFunction;
import dev.strongroom.rotation.PasswordRotation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a seed's entries in an emulator. */
class SeedingTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final String ID = "00000000-0000-4000-8000-00000000000";
  private static final String FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:rotate";

  private final SecretsEmulator aws = SecretsEmulator.builder().frozenAt(NOW).build();
  private final Caller admin = aws.administrator();

  @Test
  @DisplayName("ID-1: a seed may choose the end of an ARN, which no call can")
  void arnSuffixIsChosen() {
    aws.seed(
        Seed.of(
            Seed.secret("a").string("one").arnSuffix("AbCdEf").replicas("eu-west-1"),
            Seed.secret("b").string("two")));

    assertThat(call(new DescribeSecret("a")).arn())
        .isEqualTo("arn:aws:secretsmanager:us-east-1:123456789012:secret:a-AbCdEf");
    assertThat(aws.as(admin.in("eu-west-1")).call(new DescribeSecret("a")).arn())
        .endsWith(":eu-west-1:123456789012:secret:a-AbCdEf");
    assertThat(call(new DescribeSecret("b")).arn()).doesNotEndWith("AbCdEf");
    assertThat(value("arn:aws:secretsmanager:us-east-1:123456789012:secret:a-AbCdEf"))
        .isEqualTo("one");
  }

  @Test
  void suffixOfARefusedSecretIsNotGivenToTheNextOne() {
    var refused = Seed.of(Seed.secret("a b").arnSuffix("AbCdEf"));
    assertThatIllegalArgumentException().isThrownBy(() -> aws.seed(refused));

    aws.seed(Seed.of(Seed.secret("a")));

    assertThat(call(new DescribeSecret("a")).arn()).doesNotEndWith("AbCdEf");
  }

  @Test
  @DisplayName("LBL-5: versions have the labels that the seed gives them, in any order")
  void versionsHaveTheirLabels() {
    aws.seed(
        Seed.of(
            Seed.secret("a")
                .versions(
                    List.of(
                        version(1, "current", "AWSCURRENT", "green"),
                        version(2, "previous", "AWSPREVIOUS", "blue"),
                        version(3, "old"),
                        version(4, "pending", "AWSPENDING"),
                        version(5, "mine", "mine")))));

    assertThat(stages("a"))
        .containsOnly(
            Map.entry(ID + 1, List.of("AWSCURRENT", "green")),
            Map.entry(ID + 2, List.of("AWSPREVIOUS", "blue")),
            Map.entry(ID + 4, List.of("AWSPENDING")),
            Map.entry(ID + 5, List.of("mine")));
    assertThat(value("a")).isEqualTo("current");
    assertThat(call(new GetSecretValue("a", ID + 3, null)).secretString().text()).isEqualTo("old");
    assertThat(call(new GetSecretValue("a", null, "blue")).secretString().text())
        .isEqualTo("previous");
  }

  @Test
  void noVersionGetsAwspreviousThatWasNotAskedFor() {
    aws.seed(
        Seed.of(
            Seed.secret("a")
                .versions(List.of(version(1, "old"), version(2, "current", "AWSCURRENT")))));

    assertThat(stages("a")).containsOnly(Map.entry(ID + 2, List.of("AWSCURRENT")));
  }

  @Test
  void generatedValuesAreDrawnLikeGetRandomPassword() {
    var seed =
        Seed.of(
            Seed.secret("password").value(generated(20L, null, null)),
            Seed.secret("login").value(generated(null, "{\"username\":\"app\"}", "password")));

    aws.seed(seed);

    assertThat(value("password")).matches("[A-Za-z0-9]{20}");
    assertThat(value("login"))
        .matches("\\{\"username\":\"app\",\"password\":\"[A-Za-z0-9]{32}\"\\}");
    assertThat(seed.toString()).doesNotContain(value("password"));
  }

  @Test
  void keysHaveIdsAliasesPoliciesAndStates() {
    var policy =
        "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::123456789012:role/app\"},"
            + "\"Action\":\"kms:Decrypt\",\"Resource\":\"*\"}]}";
    var seed =
        Seed.EMPTY
            .and(KeySeed.of("alias/shop", "alias/till").id(ID + 1).policy(policy))
            .and(KeySeed.of("alias/off").disabled())
            .and(Seed.secret("a").string("one").kmsKey("alias/shop"))
            .and(Seed.secret("b").string("two").kmsKey("alias/off"));

    aws.seed(seed);

    assertThat(refusal(GetSecretValue.of("b")).code()).isEqualTo(ErrorCode.DECRYPTION_FAILURE);
    assertThat(refusal(new DescribeKey("alias/shop", null)).text())
        .contains("key/" + ID + 1); // the policy doesn't name the administrator
    aws.repair(aws.explain(admin, new GetKeyPolicy(ID + 1, null)));
    assertThat(call(new GetKeyPolicy(ID + 1, null)).policy()).contains("role/app");
    assertThat(call(new DescribeKey("alias/off", null)).keyMetadata().keyState())
        .isEqualTo("Disabled");
  }

  @Test
  void whoIsInAnAccountIsLimitedByWhatTheSeedSays() {
    var readsDb = PolicyDocument.allow("secretsmanager:GetSecretValue");
    var noKms = PolicyDocument.allow("secretsmanager:*");
    var scp = PolicyDocument.allow("*").and(PolicyDocument.deny("secretsmanager:DeleteSecret"));
    var account =
        new AccountSeed(
            "111122223333",
            List.of(
                new AccountSeed.Principal(
                    "ann",
                    List.of(),
                    noKms,
                    null,
                    Map.of("team", "shop"),
                    List.of("AKIAANN"),
                    List.of("readers"),
                    SourcePlace.NONE)),
            List.of(AccountSeed.Principal.of("teams/app", readsDb)),
            Map.of("readers", List.of(readsDb)),
            List.of(scp),
            SourcePlace.NONE);

    aws.seed(Seed.EMPTY.and(account).and(Seed.secret("a").string("one").account("111122223333")));

    var ann = aws.caller("AKIAANN", null);
    assertThat(ann.principalArn()).isEqualTo("arn:aws:iam::111122223333:user/ann");
    assertThat(aws.as(ann).call(GetSecretValue.of("a")).secretString().text()).isEqualTo("one");
    var app = aws.account("111122223333").role("teams/app").caller();
    assertThat(aws.explain(app, GetSecretValue.of("a")).allowed()).isTrue();
    assertThat(aws.explain(app, new DescribeSecret("a")).allowed()).isFalse();
    assertThat(
            aws.explain(aws.account("111122223333").administrator(), DeleteSecret.of("a"))
                .allowed())
        .isFalse();
  }

  @Test
  void vpcEndpointsHavePolicies() {
    var nobody =
        PolicyDocument.parseResourcePolicy(
            "{\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}]}");

    aws.seed(Seed.of(Seed.secret("a").string("one")).vpcEndpoint("vpce-1", nobody));

    var through = admin.with(Caller.SOURCE_VPCE, "vpce-1");
    assertThat(aws.explain(through, GetSecretValue.of("a")).allowed()).isFalse();
    assertThat(aws.explain(admin, GetSecretValue.of("a")).allowed()).isTrue();
  }

  @Test
  void resourcePolicyAndReservedTagsAreThere() {
    var policy =
        "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::111122223333:root\"},"
            + "\"Action\":\"secretsmanager:GetSecretValue\",\"Resource\":\"*\"}]}";

    aws.seed(
        Seed.of(
            Seed.secret("a")
                .string("one")
                .resourcePolicy(policy)
                .tag("aws:cloudformation:stack-name", "shop")
                .tag("team", "shop")));

    assertThat(call(new GetResourcePolicy("a")).resourcePolicy()).isEqualTo(policy);
    assertThat(call(new DescribeSecret("a")).tags())
        .containsExactlyInAnyOrder(
            new Tag("aws:cloudformation:stack-name", "shop"), new Tag("team", "shop"));
  }

  // ---- rotation

  @Test
  @DisplayName(
      "ROT-15: a seed sets a rotation up without asking its function, which may come later")
  void rotationNeedsNoFunctionYet() {
    aws.seed(Seed.of(Seed.secret("a").string("one").rotation(FUNCTION, RotationRules.days(30))));

    var described = call(new DescribeSecret("a"));
    assertThat(described.rotationEnabled()).isTrue();
    assertThat(described.rotationLambdaARN()).isEqualTo(FUNCTION);
    assertThat(described.rotationRules().automaticallyAfterDays()).isEqualTo(30);
    assertThat(described.nextRotationDate()).isEqualTo("2026-01-31T23:59:59Z");
    assertThat(described.lastRotatedDate()).isNull();
    assertThat(stages("a")).hasSize(1);

    aws.register(LambdaFunction.of(FUNCTION, new PasswordRotation()));
    aws.clock().advance(Duration.ofDays(31));
    assertThat(value("a")).isNotEqualTo("one");
  }

  @ParameterizedTest
  @CsvSource({"true, 4", "false, 0"})
  void rotationStartsAtOnceIfItIsToAndItsFunctionIsThere(boolean registered, int steps) {
    var invoked = new ArrayList<RotationStep>();
    if (registered) {
      aws.register(LambdaFunction.of(FUNCTION, (event, service) -> invoked.add(event.step())));
    }

    aws.seed(
        Seed.of(
            Seed.secret("a")
                .string("one")
                .rotation(new SecretSeed.Rotation(FUNCTION, RotationRules.days(30), true))));

    assertThat(invoked).hasSize(steps);
  }

  @Test
  void scheduleThatIsNoneIsRefused() {
    var seed =
        Seed.of(
            Seed.secret("a")
                .string("x")
                .rotation(FUNCTION, RotationRules.schedule("rate(1 hour)")));
    var before = aws.snapshot();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> aws.seed(seed))
        .withMessageStartingWith("Secret 'a' can't be seeded: ");
    assertThat(aws.snapshot()).isEqualTo(before);
  }

  // ---- places and the clock

  @Test
  void accountAndRegionOfASeedAreThoseOfTheEmulatorThatIsBuiltFromIt() {
    var seed =
        Seed.parse(
            """
            {"account": "111122223333", "region": "eu-west-1",
             "clock": {"frozenAt": "2026-03-01T00:00:00Z"},
             "secrets": [{"name": "a", "string": "one"},
                         {"name": "b", "string": "two", "region": "eu-north-1"}]}
            """);

    var built = SecretsEmulator.builder().seed(seed).build();
    var other = SecretsEmulator.builder().region("us-west-2").seed(seed).build();

    assertThat(built.administrator().accountId()).isEqualTo("111122223333");
    assertThat(built.clock().instant()).isEqualTo("2026-03-01T00:00:00Z");
    assertThat(built.clock().isTicking()).isFalse();
    assertThat(built.as(built.administrator()).call(new DescribeSecret("a")).arn())
        .contains(":eu-west-1:111122223333:");
    assertThat(other.administrator().region()).isEqualTo("us-west-2");
    assertThat(other.as(other.administrator().in("eu-north-1")).call(new DescribeSecret("b")).arn())
        .contains(":eu-north-1:111122223333:");
  }

  @Test
  void seedMovesAClockThatStandsStillAndNoOther() {
    var later = Seed.parse("{\"clock\": {\"frozenAt\": \"2026-03-01T00:00:00Z\"}}");
    var earlier = Seed.parse("{\"clock\": {\"frozenAt\": \"2025-03-01T00:00:00Z\"}}");

    aws.seed(later);
    aws.seed(later);

    assertThat(aws.clock().instant()).isEqualTo("2026-03-01T00:00:00Z");
    assertThatIllegalArgumentException().isThrownBy(() -> aws.seed(earlier));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SecretsEmulator.create().seed(later))
        .withMessage(
            "The seed freezes the clock at 2026-03-01T00:00:00Z, but the clock of this emulator"
                + " ticks: give the seed to the emulator's builder");
  }

  @Test
  void refusalHasThePlaceInTheFile() {
    var seed = Seed.parse("{\"secrets\": [\n  {\"name\": \"a b\", \"string\": \"hunter2\"}]}");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> aws.seed(seed))
        .withMessageStartingWith("line 2, column 3: Secret 'a b' can't be seeded: Invalid name.")
        .withMessageNotContaining("hunter2");
  }

  @Test
  void seedsAreAddedTogetherEachInItsOwnPlace() {
    var here = Seed.parse("{\"account\": \"111111111111\", \"secrets\": [{\"name\": \"a\"}]}");
    var there =
        Seed.parse(
            "{\"account\": \"222222222222\", \"secrets\": [{\"name\": \"a\"}], \"keys\": [{}],"
                + " \"accounts\": [{}]}");

    var both = here.and(there);

    assertThat(both.account()).isEqualTo("111111111111");
    assertThat(both.secrets())
        .containsExactly(Seed.secret("a"), Seed.secret("a").account("222222222222"));
    assertThat(both.keys()).extracting(KeySeed::account).containsExactly("222222222222");
    assertThat(both.accounts()).extracting(AccountSeed::id).containsExactly("222222222222");
    assertThatThrownBy(
            () ->
                Seed.parse("{\"clock\": {\"frozenAt\": \"2026-03-01T00:00:00Z\"}}")
                    .and(Seed.parse("{\"clock\": {\"frozenAt\": \"2025-03-01T00:00:00Z\"}}")))
        .hasMessage(
            "One seed freezes the clock at 2026-03-01T00:00:00Z, another at 2025-03-01T00:00:00Z");
  }

  private static SecretSeed.Version version(int number, String value, String... labels) {
    return new SecretSeed.Version(
        ID + number, new SecretSeed.Value.Fixed(SecretValue.ofText(value)), List.of(labels));
  }

  private static SecretSeed.Value generated(Long length, String template, String key) {
    return new SecretSeed.Value.Generated(
        new GetRandomPassword(length, null, null, true, null, null, null, null), template, key);
  }

  private Map<String, List<String>> stages(String name) {
    return call(new DescribeSecret(name)).versionIdsToStages();
  }

  private String value(String name) {
    return call(GetSecretValue.of(name)).secretString().text();
  }

  private ServiceError refusal(Request<?> request) {
    try {
      aws.as(admin).call(request);
    } catch (ServiceError refusal) {
      return refusal;
    }
    throw new AssertionError(request + " is not refused");
  }

  private <Q extends Request<R>, R extends Record> R call(Q request) {
    return aws.as(admin).call(request);
  }
}

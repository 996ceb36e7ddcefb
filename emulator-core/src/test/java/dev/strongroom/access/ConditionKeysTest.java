package dev.strongroom.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.IamEntity;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.DeleteSecret;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.PutResourcePolicy;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.ReplicaRegion;
import dev.strongroom.api.ReplicateSecretToRegions;
import dev.strongroom.api.Request;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.Tag;
import dev.strongroom.api.TagResource;
import dev.strongroom.api.UntagResource;
import dev.strongroom.api.UpdateSecret;
import dev.strongroom.api.UpdateSecretVersionStage;
import dev.strongroom.api.kms.CreateAlias;
import dev.strongroom.api.kms.CreateKey;
import dev.strongroom.contract.Secrets;
import dev.strongroom.iam.PolicyDocument;
import dev.strongroom.seed.Seed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The condition keys of requests, a row per key and operation (POL-14, POL-15). */
class ConditionKeysTest {

  private static final String ACCOUNT = "123456789012";
  private static final String TOKEN = Secrets.token(9);
  private static final String POLICY =
      PolicyDocument.allow("secretsmanager:GetSecretValue").to("222222222222").toJson();

  /** One request, and how it is sent. */
  private record Sent(Caller caller, Request<?> request) {}

  /**
   * One condition.
   *
   * @param value with {@code <arn>} and {@code <key>} for those of the secret and of the key
   * @param carries a request with that value
   * @param lacks a request without the key; null if every request has it
   * @param differs a request with another value
   */
  private record Row(
      String what,
      String operator,
      String key,
      String value,
      Function<ConditionKeysTest, Sent> carries,
      @Nullable Function<ConditionKeysTest, Sent> lacks,
      Function<ConditionKeysTest, Sent> differs) {

    @Override
    public String toString() {
      return what + ": " + key;
    }
  }

  private final SecretsEmulator aws =
      SecretsEmulator.builder()
          .frozenAt(Instant.parse("2026-01-01T10:15:30Z"))
          .randomSeed(1)
          .secret(Seed.secret("prod/db").string("one").tag("team", "blue"))
          .secret(Seed.secret("prod/red").string("one").tag("team", "red"))
          .secret(Seed.secret("prod/plain").string("one"))
          .build();
  private final Calls calls = new Calls(aws);
  private final Caller administrator = aws.administrator();
  private final String arn =
      aws.execute(administrator, new DescribeSecret("prod/db")).result().arn();
  private final String version =
      aws.execute(administrator, GetSecretValue.of("prod/db")).result().versionId();
  private final String key = customerKey("alias/own");
  private final String otherKey = customerKey("alias/other");
  private final IamEntity app = aws.account(ACCOUNT).role("app").allow("kms:*");

  static Stream<Row> rows() {
    var rows = new ArrayList<Row>();
    for (var prefix : List.of("aws:", "secretsmanager:")) {
      rows.add(
          request(
              "every action",
              "StringEquals",
              prefix + "ResourceTag/team",
              "blue",
              new DescribeSecret("prod/db"),
              new DescribeSecret("prod/plain"),
              new DescribeSecret("prod/red")));
    }
    rows.add(
        request(
            "every action",
            "ArnEquals",
            "secretsmanager:SecretId",
            "<arn>",
            new DescribeSecret("prod/db"),
            new DescribeSecret("nowhere"),
            new DescribeSecret("prod/red")));
    rows.add(
        new Row(
            "every action",
            "StringEquals",
            "secretsmanager:SecretPrimaryRegion",
            "us-east-1",
            test -> test.sent(new DescribeSecret("prod/db")),
            test -> test.sent(new DescribeSecret("nowhere")),
            test -> test.sent(caller -> caller.in("eu-west-1"), new DescribeSecret("elsewhere"))));
    rows.addAll(creations());
    rows.addAll(changes());
    rows.addAll(global());
    return rows.stream();
  }

  private static List<Row> creations() {
    return List.of(
        request(
            "CreateSecret",
            "StringLike",
            "secretsmanager:Name",
            "team-*",
            create("team-a", null, null),
            null,
            create("a", null, null)),
        request(
            "CreateSecret",
            "StringEquals",
            "secretsmanager:Description",
            "text",
            create("a", "text", null),
            create("b", null, null),
            create("c", "other", null)),
        request(
            "CreateSecret",
            "StringEquals",
            "secretsmanager:KmsKeyId",
            "alias/own",
            create("a", null, "alias/own"),
            create("b", null, null),
            create("c", null, "alias/other")),
        new Row(
            "CreateSecret",
            "ArnEquals",
            "secretsmanager:KmsKeyArn",
            "<key>",
            test -> test.sent(create("a", null, test.key)),
            test -> test.sent(create("b", null, null)),
            test -> test.sent(create("c", null, test.otherKey))),
        request(
            "CreateSecret",
            "StringEquals",
            "aws:RequestTag/team",
            "blue",
            create("a", null, null, new Tag("team", "blue")),
            create("b", null, null),
            create("c", null, null, new Tag("team", "red"))),
        request(
            "CreateSecret",
            "StringEquals",
            "aws:TagKeys",
            "team",
            create("a", null, null, new Tag("team", "blue")),
            create("b", null, null),
            create("c", null, null, new Tag("cost", "1"))),
        request(
            "CreateSecret",
            "ForAnyValue:StringEquals",
            "secretsmanager:AddReplicaRegions",
            "eu-west-1",
            createReplicated("a", null, "eu-west-1", "eu-west-2"),
            create("b", null, null),
            createReplicated("c", null, "eu-west-2")),
        request(
            "CreateSecret",
            "Bool",
            "secretsmanager:ForceOverwriteReplicaSecret",
            "false",
            createReplicated("a", false, "eu-west-1"),
            createReplicated("b", null, "eu-west-1"),
            createReplicated("c", true, "eu-west-1")));
  }

  private static List<Row> changes() {
    return List.of(
        request(
            "UpdateSecret",
            "StringEquals",
            "secretsmanager:Description",
            "text",
            UpdateSecret.of("prod/db", TOKEN).withDescription("text"),
            update(null),
            UpdateSecret.of("prod/db", TOKEN).withDescription("other")),
        request(
            "UpdateSecret",
            "StringEquals",
            "secretsmanager:KmsKeyId",
            "alias/own",
            update("alias/own"),
            update(null),
            update("alias/other")),
        new Row(
            "UpdateSecret",
            "ArnEquals",
            "secretsmanager:KmsKeyArn",
            "<key>",
            test -> test.sent(update(test.key)),
            test -> test.sent(update(null)),
            test -> test.sent(update(test.otherKey))),
        request(
            "ReplicateSecretToRegions",
            "ForAllValues:StringEquals",
            "secretsmanager:AddReplicaRegions",
            "eu-west-1",
            replicate(null, "eu-west-1"),
            null,
            replicate(null, "eu-west-1", "eu-west-2")),
        request(
            "ReplicateSecretToRegions",
            "Bool",
            "secretsmanager:ForceOverwriteReplicaSecret",
            "false",
            replicate(false, "eu-west-1"),
            replicate(null, "eu-west-1"),
            replicate(true, "eu-west-1")),
        request(
            "DeleteSecret",
            "Bool",
            "secretsmanager:ForceDeleteWithoutRecovery",
            "false",
            DeleteSecret.of("prod/db").withForceDeleteWithoutRecovery(false),
            DeleteSecret.of("prod/plain"),
            DeleteSecret.of("prod/red").withForceDeleteWithoutRecovery(true)),
        request(
            "DeleteSecret",
            "NumericGreaterThanEquals",
            "secretsmanager:RecoveryWindowInDays",
            "14",
            DeleteSecret.of("prod/db").withRecoveryWindowInDays(14L),
            DeleteSecret.of("prod/plain"),
            DeleteSecret.of("prod/red").withRecoveryWindowInDays(7L)),
        new Row(
            "GetSecretValue",
            "StringEquals",
            "secretsmanager:VersionId",
            "<version>",
            test -> test.sent(GetSecretValue.of("prod/db").withVersionId(test.version)),
            test -> test.sent(GetSecretValue.of("prod/db")),
            test -> test.sent(GetSecretValue.of("prod/db").withVersionId(TOKEN))),
        request(
            "GetSecretValue",
            "StringEquals",
            "secretsmanager:VersionStage",
            "AWSCURRENT",
            GetSecretValue.of("prod/db").withVersionStage("AWSCURRENT"),
            GetSecretValue.of("prod/db"),
            GetSecretValue.of("prod/db").withVersionStage("AWSPREVIOUS")),
        request(
            "PutResourcePolicy",
            "Bool",
            "secretsmanager:BlockPublicPolicy",
            "true",
            new PutResourcePolicy("prod/db", POLICY, true),
            PutResourcePolicy.of("prod/db", POLICY),
            new PutResourcePolicy("prod/db", POLICY, false)),
        new Row(
            "UpdateSecretVersionStage",
            "StringLike",
            "secretsmanager:VersionStage",
            "team-*",
            test ->
                test.sent(
                    UpdateSecretVersionStage.of("prod/db", "team-a")
                        .withMoveToVersionId(test.version)),
            null,
            test ->
                test.sent(
                    UpdateSecretVersionStage.of("prod/db", "other")
                        .withMoveToVersionId(test.version))),
        request(
            "TagResource",
            "StringEquals",
            "aws:RequestTag/team",
            "blue",
            tag(new Tag("team", "blue")),
            tag(new Tag("cost", "1")),
            tag(new Tag("team", "red"))),
        request(
            "TagResource",
            "ForAnyValue:StringEquals",
            "aws:TagKeys",
            "team",
            tag(new Tag("cost", "1"), new Tag("team", "red")),
            tag(),
            tag(new Tag("cost", "1"))),
        request(
            "UntagResource",
            "ForAnyValue:StringEquals",
            "aws:TagKeys",
            "cost",
            new UntagResource("prod/db", List.of("cost", "team")),
            new UntagResource("prod/db", List.of()),
            new UntagResource("prod/db", List.of("team"))));
  }

  private static List<Row> global() {
    Function<Caller, Caller> throughEndpoint = caller -> caller.with("aws:SourceVpce", "vpce-1");
    return List.of(
        caller(
            "IpAddress",
            "aws:SourceIp",
            "10.0.0.0/8",
            caller -> caller.with("aws:SourceIp", "10.1.2.3"),
            throughEndpoint,
            caller -> caller),
        caller(
            "StringEquals",
            "aws:SourceVpce",
            "vpce-1",
            throughEndpoint,
            caller -> caller,
            caller -> caller.with("aws:SourceVpce", "vpce-2")),
        caller(
            "StringEquals",
            "aws:SourceVpc",
            "vpc-1",
            caller -> caller.with("aws:SourceVpc", "vpc-1"),
            caller -> caller,
            caller -> caller.with("aws:SourceVpc", "vpc-2")),
        caller(
            "Bool",
            "aws:MultiFactorAuthPresent",
            "false", // what a role's session carries
            caller -> caller,
            null,
            caller -> caller.with("aws:MultiFactorAuthPresent", "true")),
        caller(
            "StringEquals",
            "aws:PrincipalTag/team",
            "blue",
            caller -> caller.with("aws:PrincipalTag/team", "blue"),
            caller -> caller,
            caller -> caller.with("aws:PrincipalTag/team", "red")),
        caller(
            "StringEquals",
            "aws:PrincipalOrgID",
            "o-1",
            caller -> caller.with("aws:PrincipalOrgID", "o-1"),
            caller -> caller,
            caller -> caller.with("aws:PrincipalOrgID", "o-2")),
        caller(
            "ForAnyValue:StringEquals",
            "aws:CalledVia",
            "athena.amazonaws.com",
            caller -> caller.with("aws:CalledVia", "athena.amazonaws.com"),
            caller -> caller,
            caller -> caller.with("aws:CalledVia", "ssm.amazonaws.com")),
        caller(
            "StringEquals",
            "aws:RequestedRegion",
            "us-east-1",
            caller -> caller,
            null,
            caller -> caller.in("eu-west-1")),
        caller(
            "Bool",
            "aws:SecureTransport",
            "true",
            caller -> caller,
            null,
            caller -> caller.with("aws:SecureTransport", "false")),
        caller(
            "Bool",
            "aws:ViaAWSService",
            "false",
            caller -> caller,
            null,
            caller -> caller.with("aws:ViaAWSService", "true")));
  }

  @ParameterizedTest(name = "POL-14: {0}")
  @MethodSource("rows")
  void onlyTheRequestThatCarriesTheKeyIsAllowed(Row row) {
    app.policy(allowWhen(row.operator(), row));

    assertAllowed(row.carries(), true);
    assertAllowed(row.lacks(), false);
    assertAllowed(row.differs(), false);
  }

  @ParameterizedTest(name = "POL-11, POL-15: {0}")
  @MethodSource("rows")
  void ifExistsAllowsTheRequestWithoutTheKeyToo(Row row) {
    app.policy(allowWhen(row.operator() + "IfExists", row));

    assertAllowed(row.carries(), true);
    assertAllowed(row.lacks(), true);
    assertAllowed(row.differs(), false);
  }

  @ParameterizedTest(name = "POL-15: {0}")
  @MethodSource("rows")
  void nullAsksWhetherTheKeyIsThere(Row row) {
    app.policy(PolicyDocument.allow("secretsmanager:*").when("Null", row.key(), "false"));

    assertAllowed(row.carries(), true);
    assertAllowed(row.lacks(), false);
  }

  @Test
  @DisplayName("POL-14: labels of a put can't be conditioned")
  void putCarriesNoVersionStage() {
    app.policy(
        PolicyDocument.allow("secretsmanager:*")
            .when("StringEquals", "secretsmanager:VersionStage", "AWSCURRENT"));

    assertThat(
            calls.isPermitted(
                app.caller(),
                PutSecretValue.of("prod/db", TOKEN)
                    .withSecretString(SecretValue.ofText("x"))
                    .withVersionStages(List.of("AWSCURRENT"))))
        .isFalse();
  }

  @ParameterizedTest(name = "POL-14: CreateSecret carries no {0}")
  @CsvSource({"secretsmanager:SecretId", "secretsmanager:SecretPrimaryRegion"})
  void creationCarriesNoKeyOfTheSecret(String absent) {
    app.policy(PolicyDocument.allow("secretsmanager:*").when("Null", absent, "false"));

    assertThat(calls.isPermitted(app.caller(), create("a", null, null))).isFalse();
  }

  @ParameterizedTest(name = "POL-14: {0} is {1}")
  @CsvSource({
    "aws:PrincipalArn, arn:aws:iam::123456789012:role/app",
    "aws:PrincipalAccount, 123456789012",
    "aws:PrincipalType, AssumedRole"
  })
  void callerIsAlwaysKnown(String conditionKey, String value) {
    var read = new DescribeSecret("prod/db");
    app.policy(PolicyDocument.allow("secretsmanager:*").when("StringEquals", conditionKey, value));
    var other = aws.account(ACCOUNT).role("other");
    other.policy(
        PolicyDocument.allow("secretsmanager:*").when("StringNotEquals", conditionKey, value));

    assertThat(calls.isPermitted(app.caller(), read)).isTrue();
    assertThat(calls.isPermitted(app.session("s").caller(), read)).isTrue();
    assertThat(calls.isPermitted(other.caller(), read))
        .isEqualTo(conditionKey.equals("aws:PrincipalArn"));
  }

  @Test
  @DisplayName("POL-14: aws:username is that of a user")
  void userHasAName() {
    var alice = aws.account(ACCOUNT).user("path/alice");
    for (var who : List.of(alice, app)) {
      who.policy(
          PolicyDocument.allow("secretsmanager:*").when("StringEquals", "aws:username", "alice"));
    }

    assertThat(calls.isPermitted(alice.caller(), new DescribeSecret("prod/db"))).isTrue();
    assertThat(calls.isPermitted(app.caller(), new DescribeSecret("prod/db"))).isFalse();
  }

  @Test
  @DisplayName("POL-14: aws:PrincipalTag is the role's, or that of its session")
  void tagsOfRoleAndSessionCount() {
    app.policy(
        PolicyDocument.allow("secretsmanager:*")
            .when("StringEquals", "secretsmanager:ResourceTag/team", "${aws:PrincipalTag/team}"));
    var read = new DescribeSecret("prod/db");

    assertThat(calls.isPermitted(app.caller(), read)).isFalse();
    app.tag("team", "blue");
    assertThat(calls.isPermitted(app.caller(), read)).isTrue();
    assertThat(calls.isPermitted(app.session("a").caller(), read)).isTrue();
    assertThat(calls.isPermitted(app.session("b").tag("team", "red").caller(), read)).isFalse();
  }

  @Test
  @DisplayName("POL-14: aws:CurrentTime and aws:EpochTime are those of the virtual clock")
  void timeIsThatOfTheVirtualClock() {
    app.policy(
        PolicyDocument.allow("secretsmanager:*")
            .when("DateLessThan", "aws:CurrentTime", "2026-01-01T10:20:00Z"));
    var other = aws.account(ACCOUNT).role("other");
    other.policy(
        PolicyDocument.allow("secretsmanager:*")
            .when(
                "NumericGreaterThanEquals",
                "aws:EpochTime",
                String.valueOf(Instant.parse("2026-01-01T10:20:00Z").getEpochSecond())));
    var read = new DescribeSecret("prod/db");

    assertThat(calls.isPermitted(app.caller(), read)).isTrue();
    assertThat(calls.isPermitted(other.caller(), read)).isFalse();
    aws.clock().advance(Duration.ofMinutes(5));
    assertThat(calls.isPermitted(app.caller(), read)).isFalse();
    assertThat(calls.isPermitted(other.caller(), read)).isTrue();
  }

  @Test
  @DisplayName("POL-20: the policy of a VPC endpoint limits who comes through it, and no one else")
  void endpointPolicyLimitsItsCallers() {
    app.allow("secretsmanager:*");
    aws.vpcEndpointPolicy(
        "vpce-1", PolicyDocument.allow("secretsmanager:DescribeSecret").to("*").on(arn));
    var through = app.caller().with("aws:SourceVpce", "vpce-1");

    assertThat(calls.outcome(through, new DescribeSecret("prod/db"))).isEqualTo("succeeds");
    assertThat(calls.outcome(app.caller(), new DescribeSecret("prod/red"))).isEqualTo("succeeds");
    assertThat(calls.outcome(through, new DescribeSecret("prod/red")))
        .isEqualTo(
            "User: arn:aws:iam::123456789012:role/app is not authorized to perform: "
                + "secretsmanager:DescribeSecret on resource: prod/red because no VPC endpoint "
                + "policy allows the secretsmanager:DescribeSecret action");
    aws.vpcEndpointPolicy(
        "vpce-1", PolicyDocument.allow("*").to("*").and(PolicyDocument.deny("*").to("*").on(arn)));
    assertThat(calls.outcome(through, new DescribeSecret(arn)))
        .endsWith("on resource: " + arn + " with an explicit deny in a VPC endpoint policy");
  }

  private void assertAllowed(@Nullable Function<ConditionKeysTest, Sent> what, boolean expected) {
    if (what == null) {
      return;
    }
    var sent = what.apply(this);
    var access = calls.explain(sent.caller(), sent.request());

    assertThat(calls.isPermitted(sent.caller(), sent.request()))
        .as("%s", access)
        .isEqualTo(expected);
    assertThat(access.refusal() == null).isEqualTo(expected); // whatever else refuses the call
  }

  private PolicyDocument allowWhen(String operator, Row row) {
    var value =
        row.value().replace("<arn>", arn).replace("<key>", key).replace("<version>", version);
    return PolicyDocument.allow("secretsmanager:*").when(operator, row.key(), value);
  }

  private Sent sent(Request<?> request) {
    return sent(caller -> caller, request);
  }

  private Sent sent(Function<Caller, Caller> how, Request<?> request) {
    if (request instanceof DescribeSecret describe && describe.secretId().equals("elsewhere")) {
      calls.execute(administrator.in("eu-west-1"), create("elsewhere", null, null));
    }
    return new Sent(how.apply(app.caller()), request);
  }

  /** A key that comes with the request. */
  private static Row request(
      String what,
      String operator,
      String key,
      String value,
      Request<?> carries,
      @Nullable Request<?> lacks,
      Request<?> differs) {
    return new Row(
        what,
        operator,
        key,
        value,
        test -> test.sent(carries),
        lacks == null ? null : test -> test.sent(lacks),
        test -> test.sent(differs));
  }

  /** A key that comes with the caller. */
  private static Row caller(
      String operator,
      String key,
      String value,
      Function<Caller, Caller> carries,
      @Nullable Function<Caller, Caller> lacks,
      Function<Caller, Caller> differs) {
    var read = new DescribeSecret("prod/db");
    return new Row(
        "global",
        operator,
        key,
        value,
        test -> test.sent(carries, read),
        lacks == null ? null : test -> test.sent(lacks, read),
        test -> test.sent(differs, read));
  }

  private static CreateSecret create(
      String name, @Nullable String description, @Nullable String kmsKeyId, Tag... tags) {
    var list = tags.length == 0 ? null : List.of(tags);
    var value = SecretValue.ofText("x");
    return CreateSecret.of(name, TOKEN)
        .withDescription(description)
        .withKmsKeyId(kmsKeyId)
        .withSecretString(value)
        .withTags(list);
  }

  private static CreateSecret createReplicated(
      String name, @Nullable Boolean overwrite, String... regions) {
    var value = SecretValue.ofText("x");
    var replicas = Stream.of(regions).map(ReplicaRegion::of).toList();
    return new CreateSecret(name, TOKEN, null, null, null, value, null, replicas, overwrite, null);
  }

  private static ReplicateSecretToRegions replicate(
      @Nullable Boolean overwrite, String... regions) {
    return new ReplicateSecretToRegions(
        "prod/db", Stream.of(regions).map(ReplicaRegion::of).toList(), overwrite);
  }

  private static UpdateSecret update(@Nullable String kmsKeyId) {
    return UpdateSecret.of("prod/db", TOKEN).withKmsKeyId(kmsKeyId);
  }

  private static TagResource tag(Tag... tags) {
    return new TagResource("prod/db", List.of(tags));
  }

  private String customerKey(String alias) {
    var created = aws.execute(administrator, CreateKey.DEFAULT).result().keyMetadata();
    aws.execute(administrator, new CreateAlias(alias, created.keyId()));
    return created.arn();
  }
}

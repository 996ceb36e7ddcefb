package dev.strongroom.access;

import static dev.strongroom.access.ConditionKeysFixture.TOKEN;
import static dev.strongroom.access.ConditionKeysFixture.create;
import static dev.strongroom.access.ConditionRow.caller;
import static dev.strongroom.access.ConditionRow.request;

import dev.strongroom.api.Caller;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.DeleteSecret;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.PutResourcePolicy;
import dev.strongroom.api.ReplicaRegion;
import dev.strongroom.api.ReplicateSecretToRegions;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.Tag;
import dev.strongroom.api.TagResource;
import dev.strongroom.api.UntagResource;
import dev.strongroom.api.UpdateSecret;
import dev.strongroom.api.UpdateSecretVersionStage;
import dev.strongroom.iam.PolicyDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The condition keys of requests, a row per key and operation. */
final class ConditionRows {

  private static final String POLICY =
      PolicyDocument.allow("secretsmanager:GetSecretValue").to("222222222222").toJson();

  static Stream<ConditionRow> rows() {
    var rows = new ArrayList<ConditionRow>();
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
        new ConditionRow(
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

  private static List<ConditionRow> creations() {
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
        new ConditionRow(
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

  private static List<ConditionRow> changes() {
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
        new ConditionRow(
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
        new ConditionRow(
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
        new ConditionRow(
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

  private static List<ConditionRow> global() {
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
}

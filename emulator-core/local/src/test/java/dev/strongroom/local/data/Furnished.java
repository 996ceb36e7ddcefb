package dev.strongroom.local.data;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.DeleteSecret;
import dev.strongroom.api.ErrorCode;
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
import dev.strongroom.api.Tag;
import dev.strongroom.api.kms.CreateAlias;
import dev.strongroom.api.kms.CreateGrant;
import dev.strongroom.api.kms.CreateKey;
import dev.strongroom.api.kms.EnableKeyRotation;
import dev.strongroom.api.kms.GrantConstraints;
import dev.strongroom.api.kms.ReplicateKey;
import dev.strongroom.api.kms.ScheduleKeyDeletion;
import dev.strongroom.api.sts.AssumeRole;
import dev.strongroom.iam.PolicyDocument;
import dev.strongroom.rotation.LambdaFunction;
import dev.strongroom.rotation.PasswordRotation;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** An emulator that has something of every kind that is kept. */
final class Furnished {

  private static final String FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:rotate-it";

  private Furnished() {}

  static void furnish(SecretsEmulator aws) {
    secrets(aws);
    keys(aws);
    principals(aws);
    aws.faults().on("GetSecretValue").secret("prod/*").every(2).withProbability(0.5, 7).throttle();
    aws.faults().kms().on("Decrypt").first(3).fail(ErrorCode.ACCESS_DENIED, "no");
    aws.faults().replication().in("eu-west-1").fail("broken");
  }

  private static void secrets(SecretsEmulator aws) {
    aws.register(LambdaFunction.of(FUNCTION, new PasswordRotation()));
    for (var name : List.of("prod/db", "prod/api", "old", "many")) {
      call(
          aws,
          CreateSecret.of(name, aws.newClientRequestToken())
              .withDescription("of " + name)
              .withTags(List.of(new Tag("team", "a"), new Tag("stage", "prod")))
              .withSecretString(SecretValue.ofText("{\"password\":\"first\"}")));
    }
    call(
        aws,
        PutSecretValue.of("prod/api", aws.newClientRequestToken())
            .withSecretBinary(SecretValue.ofBinary(new byte[] {1, 2, 3}))
            .withVersionStages(List.of("AWSCURRENT", "mine")));
    for (int i = 0; i < 6; i++) {
      call(
          aws,
          PutSecretValue.of("many", aws.newClientRequestToken())
              .withSecretString(SecretValue.ofText("version " + i)));
    }
    call(
        aws,
        RotateSecret.of("prod/db", aws.newClientRequestToken())
            .withRotationLambdaARN(FUNCTION)
            .withRotationRules(new RotationRules(30L, null, null)));
    call(
        aws,
        new ReplicateSecretToRegions(
            "prod/api", List.of(new ReplicaRegion("eu-central-1", null)), null));
    call(
        aws,
        new PutResourcePolicy(
            "prod/db",
            """
            {"Version":"2012-10-17","Id":"mine","Statement":[{"Sid":"one","Effect":"Allow",
             "Principal":{"AWS":"arn:aws:iam::123456789012:root"},
             "Action":"secretsmanager:GetSecretValue","Resource":"*",
             "Condition":{"StringEquals":{"aws:PrincipalTag/team":["a","b"]}}}]}""",
            null));
    call(aws, DeleteSecret.of("old"));
    call(aws, GetSecretValue.of("prod/db"));
    try {
      call(aws, GetSecretValue.of("absent"));
    } catch (ServiceError expected) {
      // it is to be in the audit
    }
  }

  private static void keys(SecretsEmulator aws) {
    for (var spec : List.of("SYMMETRIC_DEFAULT", "HMAC_256", "ECC_NIST_P256")) {
      var usage =
          spec.startsWith("S")
              ? "ENCRYPT_DECRYPT"
              : spec.startsWith("H") ? "GENERATE_VERIFY_MAC" : "SIGN_VERIFY";
      call(aws, CreateKey.of(spec, usage));
    }
    var id = call(aws, CreateKey.DEFAULT).keyMetadata().keyId();
    call(aws, new CreateAlias("alias/mine", id));
    call(aws, new EnableKeyRotation(id, null));
    call(
        aws,
        CreateGrant.of(id, "arn:aws:iam::123456789012:role/app", List.of("Encrypt", "Decrypt"))
            .withConstraints(new GrantConstraints(Map.of("a", "b"), null, null))
            .withName("mine"));
    var many = call(aws, CreateKey.DEFAULT.withMultiRegion()).keyMetadata().keyId();
    call(aws, ReplicateKey.to("eu-central-1", many));
    var gone = call(aws, CreateKey.DEFAULT).keyMetadata().keyId();
    call(aws, new ScheduleKeyDeletion(gone, null));
    call(aws, CreateKey.DEFAULT.withOrigin("EXTERNAL"));
  }

  private static void principals(SecretsEmulator aws) {
    var account = aws.account("123456789012");
    var app =
        account
            .role("app")
            .allow("secretsmanager:GetSecretValue", "*")
            .policy(
                PolicyDocument.parse(
                        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"kms:*\",\"Resource\":\"*\"}}")
                    .named("no keys"))
            .boundary(PolicyDocument.allow("*"))
            .tag("team", "a");
    var ann = account.user("ann").allow("sts:AssumeRole", "*").accessKey("AKIAANN4567890123456");
    account.serviceControlPolicies("root", PolicyDocument.allow("*"));
    aws.vpcEndpointPolicy("vpce-1", PolicyDocument.allow("*").to("*"));
    aws.execute(ann.caller(), AssumeRole.of(app.arn(), "session"));
    try {
      aws.execute(ann.caller(), GetSecretValue.of("prod/db"));
    } catch (ServiceError denied) {
      // it is to be in the audit, with its explanation
    }
    aws.clock().advance(Duration.ofHours(1));
  }

  static <Q extends Request<R>, R extends Record> R call(SecretsEmulator aws, Q request) {
    return aws.execute(aws.administrator(), request).result();
  }
}

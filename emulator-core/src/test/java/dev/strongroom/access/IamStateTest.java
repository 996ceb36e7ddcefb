package dev.strongroom.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.ListSecrets;
import dev.strongroom.api.Request;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.sts.GetCallerIdentity;
import dev.strongroom.iam.PolicyDocument;
import dev.strongroom.internal.service.iam.api.AddUserToGroup;
import dev.strongroom.internal.service.iam.api.AttachRolePolicy;
import dev.strongroom.internal.service.iam.api.CreateAccessKey;
import dev.strongroom.internal.service.iam.api.CreateGroup;
import dev.strongroom.internal.service.iam.api.CreatePolicy;
import dev.strongroom.internal.service.iam.api.CreateRole;
import dev.strongroom.internal.service.iam.api.CreateUser;
import dev.strongroom.internal.service.iam.api.DeleteAccessKey;
import dev.strongroom.internal.service.iam.api.DeleteRole;
import dev.strongroom.internal.service.iam.api.DeleteRolePolicy;
import dev.strongroom.internal.service.iam.api.GetPolicy;
import dev.strongroom.internal.service.iam.api.GetRole;
import dev.strongroom.internal.service.iam.api.GetRolePolicy;
import dev.strongroom.internal.service.iam.api.ListAttachedRolePolicies;
import dev.strongroom.internal.service.iam.api.ListRolePolicies;
import dev.strongroom.internal.service.iam.api.ListUserTags;
import dev.strongroom.internal.service.iam.api.PutGroupPolicy;
import dev.strongroom.internal.service.iam.api.PutRolePermissionsBoundary;
import dev.strongroom.internal.service.iam.api.PutUserPolicy;
import dev.strongroom.internal.service.iam.api.Tag;
import dev.strongroom.wire.CloudTrail;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Users, roles and policies that code makes and those that IAM's API makes are one state. */
class IamStateTest {

  private static final String ACCOUNT = "123456789012";
  private static final String TRUST =
      PolicyDocument.allow("sts:AssumeRole")
          .to(ACCOUNT)
          .toJson()
          .replace(",\"Resource\":\"*\"", "");

  private final SecretsEmulator aws =
      SecretsEmulator.builder().frozenAt(Instant.parse("2026-01-01T00:00:00Z")).build();

  private <R extends Record> R call(Request<R> request) {
    return aws.execute(aws.administrator(), request).result();
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  @Test
  @DisplayName("IAMAPI-24: a role that code has made is seen by the API, with its root's trust")
  void roleOfCodeIsSeen() {
    aws.account(ACCOUNT)
        .role("app")
        .allow("secretsmanager:ListSecrets")
        .policy(PolicyDocument.allow("kms:Decrypt").named("decrypt"));

    var role = call(new GetRole("app")).role();
    assertThat(role.maxSessionDuration()).isEqualTo(43_200);
    assertThat(decoded(String.valueOf(role.assumeRolePolicyDocument())))
        .isEqualTo(
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":"
                + "[\"sts:AssumeRole\",\"sts:TagSession\",\"sts:SetSourceIdentity\"],"
                + "\"Principal\":{\"AWS\":\"arn:aws:iam::123456789012:root\"}}]}");
    var names = call(ListRolePolicies.of("app")).policyNames();
    assertThat(names).hasSize(2).contains("decrypt");
    var unnamed = names.get(0).equals("decrypt") ? names.get(1) : names.get(0);
    assertThat(decoded(call(new GetRolePolicy("app", unnamed)).policyDocument()))
        .contains("secretsmanager:ListSecrets");

    call(new DeleteRolePolicy("app", unnamed));

    var caller = aws.account(ACCOUNT).role("app").caller();
    assertThat(aws.explain(caller, ListSecrets.all()).allowed()).isFalse();
    call(new DeleteRolePolicy("app", "decrypt"));
    call(new DeleteRole("app"));
    assertThat(aws.snapshot()).isEqualTo(SecretsEmulator.create().snapshot());
  }

  @Test
  @DisplayName("IAMAPI-24: a role that the API has made is the one that code gets")
  void roleOfTheApiIsGot() {
    call(CreateRole.of("app", TRUST));

    aws.account(ACCOUNT).role("app").allow("secretsmanager:ListSecrets").tag("team", "blue");

    assertThat(call(ListRolePolicies.of("app")).policyNames()).hasSize(1);
    assertThat(call(new GetRole("app")).role().tags()).containsExactly(new Tag("team", "blue"));
  }

  @Test
  @DisplayName("IAMAPI-24: a managed policy of code is one of the API, and the other way round")
  void managedPoliciesAreShared() {
    var ofCode = aws.account(ACCOUNT).managedPolicy("p", PolicyDocument.allow("secretsmanager:*"));
    call(CreateRole.of("app", TRUST));
    call(new AttachRolePolicy("app", ofCode));
    var document = PolicyDocument.allow("secretsmanager:*").on("*").toJson();
    var ofApi = String.valueOf(call(CreatePolicy.of("q", document)).policy().arn());
    aws.account(ACCOUNT).role("app").attach(ofApi);

    assertThat(call(ListAttachedRolePolicies.of("app")).attachedPolicies())
        .extracting(policy -> policy.policyArn())
        .containsExactly(ofCode, ofApi);
    assertThat(call(new GetPolicy(ofCode)).policy().attachmentCount()).isEqualTo(1);
  }

  @Test
  @DisplayName("IAMAPI-2: the unique ID is in aws:userid and in GetCallerIdentity")
  void uniqueIdIsInConditions() {
    var made = call(CreateUser.of("ann")).user();
    assertThat(made).isNotNull();
    var ann = Caller.administrator(ACCOUNT, "us-east-1");
    ann = new Caller(ACCOUNT, "us-east-1", made.arn(), ann.context());
    var policy =
        PolicyDocument.allow("secretsmanager:*")
            .on("*")
            .when("StringEquals", "aws:userid", made.userId());

    call(new PutUserPolicy("ann", "p", policy.toJson()));

    assertThat(aws.explain(ann, ListSecrets.all()).allowed()).isTrue();
    assertThat(aws.execute(ann, new GetCallerIdentity()).result().userId())
        .isEqualTo(made.userId());
    var bob = aws.account(ACCOUNT).user("bob");
    var idOfBob = aws.execute(bob.caller(), new GetCallerIdentity()).result().userId();
    bob.policy(
        PolicyDocument.allow("secretsmanager:*").when("StringEquals", "aws:userid", idOfBob));
    assertThat(aws.explain(bob.caller(), ListSecrets.all()).allowed()).isTrue();
  }

  @Test
  @DisplayName("a repair gives a user a policy of its own, and changes no one else's")
  void repairLeavesOthersPolicies() {
    call(CreateGroup.of("dev"));
    call(CreateUser.of("ann"));
    call(CreateUser.of("bob"));
    call(new AddUserToGroup("dev", "ann"));
    call(new AddUserToGroup("dev", "bob"));
    var document = PolicyDocument.allow("kms:*").on("*").toJson();
    call(new PutGroupPolicy("dev", "kms", document));
    var ann = aws.account(ACCOUNT).user("ann").caller();
    var bob = aws.account(ACCOUNT).user("bob").caller();

    aws.repair(aws.explain(ann, ListSecrets.all()));

    assertThat(aws.explain(ann, ListSecrets.all()).allowed()).isTrue();
    assertThat(aws.explain(bob, ListSecrets.all()).allowed()).isFalse();
  }

  @Test
  @DisplayName("a repair takes a group's denial away where it is")
  void repairChangesTheGroup() {
    call(CreateGroup.of("dev"));
    var ann = aws.account(ACCOUNT).user("ann").allow("secretsmanager:*").caller();
    call(new AddUserToGroup("dev", "ann"));
    call(new PutGroupPolicy("dev", "no", PolicyDocument.deny("*").toJson()));

    aws.repair(aws.explain(ann, ListSecrets.all()));

    assertThat(aws.explain(ann, ListSecrets.all()).allowed()).isTrue();
    assertThat(aws.explain(ann, ListSecrets.all()).toString()).doesNotContain("Deny");
  }

  @Test
  @DisplayName("tags and boundaries that the API sets count in conditions and decisions")
  void tagsAndBoundariesCount() {
    var arn =
        call(CreatePolicy.of("limit", PolicyDocument.allow("kms:*").on("*").toJson()))
            .policy()
            .arn();
    call(CreateRole.of("app", TRUST));
    var app = aws.account(ACCOUNT).role("app").allow("secretsmanager:*");
    call(new PutRolePermissionsBoundary("app", String.valueOf(arn)));

    assertThat(aws.explain(app.caller(), ListSecrets.all()).toString())
        .contains("no permissions boundary allows it");
    assertThat(call(ListUserTags.of(user())).tags()).containsExactly(new Tag("a", "1"));
  }

  @Test
  @DisplayName("IAMAPI-12: a deleted access key is nobody's, also for code that would give it away")
  void deletedKeyIsNobodys() {
    call(CreateUser.of("ann"));
    var id = call(new CreateAccessKey("ann")).accessKey().accessKeyId();
    assertThat(aws.caller(id, null).principalArn()).endsWith(":user/ann");

    call(new DeleteAccessKey("ann", id));

    assertThatExceptionOfType(ServiceError.class)
        .isThrownBy(() -> aws.caller(id, null))
        .withMessage("The security token included in the request is invalid.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> aws.account(ACCOUNT).user("bob").accessKey(id))
        .withMessageContaining("choose another");
  }

  @Test
  @DisplayName("a new secret access key is in no record of the audit")
  void secretAccessKeyIsNotRecorded() {
    call(CreateUser.of("ann"));

    var key = call(new CreateAccessKey("ann")).accessKey();

    var record = aws.audit().last();
    assertThat(record.operation()).isEqualTo("CreateAccessKey");
    assertThat(CloudTrail.json(record) + record + key)
        .contains(key.accessKeyId())
        .doesNotContain(key.secretAccessKey().text());
  }

  @Test
  @DisplayName("IAMAPI-4: what is too long, or too much, is refused by the quota's name")
  void quotasAreKept() {
    call(CreateUser.of("ann"));
    var long2048 = PolicyDocument.allow("s3:" + "a".repeat(2_048)).on("*").toJson();
    assertThatExceptionOfType(ServiceError.class)
        .isThrownBy(() -> call(new PutUserPolicy("ann", "p", long2048)))
        .withMessage("Maximum policy size of 2048 bytes exceeded for user ann");
    var long6144 = PolicyDocument.allow("s3:" + "a".repeat(6_144)).on("*").toJson();
    assertThatExceptionOfType(ServiceError.class)
        .isThrownBy(() -> call(CreatePolicy.of("p", long6144)))
        .withMessage("Cannot exceed quota for PolicySize: 6144");
    call(CreateRole.of("app", TRUST));
    for (int i = 0; i < 11; i++) {
      var arn = aws.account(ACCOUNT).managedPolicy("p" + i, PolicyDocument.allow("s3:*"));
      if (i < 10) {
        call(new AttachRolePolicy("app", arn));
      } else {
        assertThatExceptionOfType(ServiceError.class)
            .isThrownBy(() -> call(new AttachRolePolicy("app", arn)))
            .withMessage("Cannot exceed quota for PoliciesPerRole: 10");
      }
    }
  }

  private String user() {
    aws.account(ACCOUNT).user("tagged").tag("a", "1");
    return "tagged";
  }
}

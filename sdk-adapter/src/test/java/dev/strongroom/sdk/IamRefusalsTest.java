package dev.strongroom.sdk;

import static dev.strongroom.sdk.IamClientTest.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.iam.PolicyDocument;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Tag;

/** What IAM refuses, and in which words. */
class IamRefusalsTest {

  private static final String ACCOUNT = "123456789012";
  private static final String IAM = "arn:aws:iam::" + ACCOUNT + ":";
  private static final String TRUST =
      """
      {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
       "Principal": {"AWS": "arn:aws:iam::123456789012:root"}, "Action": "sts:AssumeRole"}]}""";
  private static final String READ =
      """
      { "Version": "2012-10-17",
        "Statement": { "Sid": "", "Effect": "Allow", "Action": "secretsmanager:*", "Resource": "*" } }""";

  private final SecretsEmulator aws =
      SecretsEmulator.builder()
          .randomSeed(1)
          .frozenAt(Instant.parse("2026-01-01T10:15:30.123Z"))
          .build();

  @Test
  @DisplayName("IAMAPI-6: a denial names the resource as IAM does")
  void denialNamesTheResource() throws Exception {
    aws.account(ACCOUNT).user("ann").accessKey("ann");
    IamDoor.TRANSPORT.use(
        aws,
        "ann",
        iam -> {
          var denied =
              "403 AccessDenied: User: "
                  + IAM
                  + "user/ann is not authorized to perform: iam:%s on resource: %s because no"
                  + " identity-based policy allows the iam:%1$s action";
          assertThat(refusal(iam, i -> i.getRole(r -> r.roleName("app"))))
              .isEqualTo(denied.formatted("GetRole", "role app"));
          assertThat(refusal(iam, IamClient::listRoles))
              .isEqualTo(denied.formatted("ListRoles", IAM + "role/"));
          assertThat(
                  refusal(
                      iam,
                      i -> i.createRole(r -> r.roleName("app").assumeRolePolicyDocument(TRUST))))
              .isEqualTo(denied.formatted("CreateRole", IAM + "role/app"));
          assertThat(refusal(iam, i -> i.getPolicy(r -> r.policyArn(IAM + "policy/x"))))
              .isEqualTo(denied.formatted("GetPolicy", "policy " + IAM + "policy/x"));
          assertThat(refusal(iam, IamClient::getUser))
              .isEqualTo(denied.formatted("GetUser", "user ann"));
        });
  }

  @Test
  @DisplayName("IAMAPI-1: a violation of the model is reported without the value")
  void violationHasNoValue() throws Exception {
    IamDoor.TRANSPORT.use(
        aws,
        iam -> {
          assertThat(refusal(iam, i -> i.getRole(r -> r.roleName("a b"))))
              .isEqualTo(
                  "400 ValidationError: 1 validation error detected: Value at 'roleName' failed to"
                      + " satisfy constraint: Member must satisfy regular expression pattern:"
                      + " [\\w+=,.@-]+");
          assertThat(refusal(iam, i -> i.untagRole(r -> r.roleName("a").tagKeys("k".repeat(129)))))
              .isEqualTo(
                  "400 ValidationError: 1 validation error detected: Value at 'tagKeys' failed to"
                      + " satisfy constraint: Member must satisfy constraint: [Member must have"
                      + " length less than or equal to 128, Member must have length greater than or"
                      + " equal to 1, Member must satisfy regular expression pattern:"
                      + " [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+, Member must not be null]");
          assertThat(
                  refusal(
                      iam,
                      i -> i.updateAccessKey(r -> r.accessKeyId("A".repeat(20)).status("Lost"))))
              .isEqualTo(
                  "400 ValidationError: 1 validation error detected: Value at 'status' failed to"
                      + " satisfy constraint: Member must satisfy enum value set");
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "IAMAPI-17 | { | Syntax errors in policy.",
        "IAMAPI-17 | {'Version':'2012-10-17'} | Syntax errors in policy.",
        "IAMAPI-17 | {'Version':'2008-10-17','Statement':[S]} | Policy document must be version 2012-10-17 or greater.",
        "IAMAPI-17 | {'Statement':[S]} | Policy document must be version 2012-10-17 or greater.",
        "IAMAPI-17 | {'Version':'2012-10-17','Statement':[{'Effect':'Allow','Resource':'*'}]} | Policy statement must contain actions.",
        "IAMAPI-17 | {'Version':'2012-10-17','Statement':[{'Effect':'Allow','Action':'s3:*'}]} | Policy statement must contain resources.",
        "IAMAPI-17 | {'Version':'2012-10-17','Statement':[{'Effect':'Allow','Action':'all','Resource':'*'}]} | Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
        "IAMAPI-17 | {'Version':'2012-10-17','Statement':[{'Effect':'Allow','Action':'a:b:c','Resource':'*'}]} | Actions/Condition can contain only one colon.",
        "IAMAPI-17 | {'Version':'2012-10-17','Statement':[{'Effect':'Allow','Action':'a a:b','Resource':'*'}]} | Vendor a a is not valid",
        "IAMAPI-17 | {'Version':'2012-10-17','Statement':[{'Effect':'Allow','Action':'s3:*','Resource':'adf'}]} | Resource adf must be in ARN format or \"*\".",
        "IAMAPI-17 | {'Version':'2012-10-17','Statement':[{'Effect':'Allow','Action':'s3:*','Resource':'arn:b:c:d:e:f:g:h'}]} | Partition \"b\" is not valid for resource \"arn:b:c:d:e:f:g:h\".",
        "IAMAPI-17 | {'Version':'2012-10-17','Statement':[{'Effect':'Allow','Action':'s3:*','Resource':'arn:b:cadfsdf'}]} | Partition \"b\" is not valid for resource \"arn:b:cadfsdf:*:*:*\".",
        "IAMAPI-17 | {'Version':'2012-10-17','Statement':[{'Effect':'Allow','Action':'s3:*','Resource':'arn:aws'}]} | Resource vendor must be fully qualified and cannot contain regexes.",
        "IAMAPI-17 | {'Version':'2012-10-17','Statement':[{'Sid':'a','Effect':'Allow','Action':'s3:*','Resource':'*'},{'Sid':'a','Effect':'Allow','Action':'s3:*','Resource':'*'}]} | Statement IDs (SID) in a single policy must be unique.",
        "IAMAPI-17 | {'Version':'2012-10-17','Statement':[{'Effect':'Allow','Action':'s3:*','Resource':'*','Principal':'*'}]} | Policy document should not specify a principal.",
      })
  @DisplayName("IAMAPI-17: what is wrong with a policy is said in IAM's words, and nothing is made")
  void policyIsRefused(String rule, String document, String text) throws Exception {
    var json =
        document
            .replace("S]", "{'Effect':'Allow','Action':'s3:*','Resource':'*'}]")
            .replace('\'', '"');
    var before = aws.snapshot();
    IamDoor.TRANSPORT.use(
        aws,
        iam ->
            assertThat(
                    refusal(iam, i -> i.createPolicy(r -> r.policyName("p").policyDocument(json))))
                .as(rule)
                .isEqualTo("400 MalformedPolicyDocument: " + text));
    assertThat(aws.snapshot()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{ | This policy contains invalid Json",
        "{'Version':'2012-10-17','Statement':[{'Effect':'Allow','Principal':'*','Action':'sts:AssumeRole','Resource':'*'}]} | Has prohibited field Resource",
        "{'Version':'2012-10-17','Statement':[{'Effect':'Allow','Principal':'*','Action':'s3:*'}]} | AssumeRole policy may only specify STS AssumeRole actions.",
        "{'Version':'2012-10-17','Statement':[{'Effect':'Allow','Action':'sts:AssumeRole'}]} | Missing required field Principal",
        "{'Version':'2012-10-17','Statement':[{'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::123456789012:user/nobody'},'Action':'sts:AssumeRole'}]} | Invalid principal in policy: \"AWS\":\"arn:aws:iam::123456789012:user/nobody\"",
        "{'Version':'2012-10-17','Statement':[{'Effect':'Allow','Principal':{'AWS':'nobody'},'Action':'sts:AssumeRole'}]} | Invalid principal in policy: \"AWS\":\"nobody\"",
      })
  @DisplayName("IAMAPI-11, IAMAPI-18: a role needs a trust policy that IAM takes")
  void trustPolicyIsRefused(String document, String text) throws Exception {
    aws.account(ACCOUNT).user("ann");
    var json = document.replace('\'', '"');
    var before = aws.snapshot();
    IamDoor.TRANSPORT.use(
        aws,
        iam ->
            assertThat(
                    refusal(
                        iam,
                        i -> i.createRole(r -> r.roleName("r").assumeRolePolicyDocument(json))))
                .isEqualTo("400 MalformedPolicyDocument: " + text));
    assertThat(aws.snapshot()).isEqualTo(before);
  }

  @Test
  @DisplayName(
      "IAMAPI-3, IAMAPI-5, IAMAPI-9, IAMAPI-13, IAMAPI-15: refusals have IAM's texts, and change"
          + " nothing")
  void refusalsHaveTheTextsOfIam() throws Exception {
    aws.account(ACCOUNT).role("app");
    aws.account(ACCOUNT).user("ann");
    var policy =
        aws.account(ACCOUNT).managedPolicy("p", PolicyDocument.allow("secretsmanager:*").on("*"));
    aws.account(ACCOUNT).role("attached").attach(policy);
    aws.account(ACCOUNT).role("inline").allow("secretsmanager:*");
    aws.account(ACCOUNT).user("keyed").accessKey("AKIAIOSFODNN7EXAMPLE");
    var before = aws.snapshot();
    IamDoor.TRANSPORT.use(
        aws,
        iam -> {
          var none = "does not exist or is not attachable.";
          check(
              iam,
              i -> i.createRole(r -> r.roleName("APP").assumeRolePolicyDocument(TRUST)),
              "409 EntityAlreadyExists: Role with name APP already exists.");
          check(
              iam,
              i -> i.createUser(r -> r.userName("ann")),
              "409 EntityAlreadyExists: User with name ann already exists.");
          check(
              iam,
              i -> i.createPolicy(r -> r.policyName("p").policyDocument(READ)),
              "409 EntityAlreadyExists: A policy called p already exists. Duplicate names are not"
                  + " allowed.");
          check(
              iam,
              i -> i.attachRolePolicy(r -> r.roleName("app").policyArn("longpolicynamebutnoarn")),
              "400 ValidationError: ARN longpolicynamebutnoarn is not valid.");
          check(
              iam,
              i -> i.attachRolePolicy(r -> r.roleName("app").policyArn(IAM + "policy/x")),
              "404 NoSuchEntity: Policy " + IAM + "policy/x " + none);
          check(
              iam,
              i ->
                  i.putRolePermissionsBoundary(
                      r -> r.roleName("app").permissionsBoundary(IAM + "policy/x")),
              "404 NoSuchEntity: Policy " + IAM + "policy/x " + none);
          check(
              iam,
              i -> i.detachRolePolicy(r -> r.roleName("app").policyArn(policy)),
              "404 NoSuchEntity: Policy " + policy + " was not found.");
          check(
              iam,
              i -> i.getPolicyVersion(r -> r.policyArn(policy).versionId("v9")),
              "404 NoSuchEntity: Policy " + policy + " version v9 " + none);
          check(
              iam,
              i -> i.deletePolicy(r -> r.policyArn(IAM + "policy/x")),
              "404 NoSuchEntity: Policy " + IAM + "policy/x was not found.");
          check(
              iam,
              i -> i.deletePolicy(r -> r.policyArn(policy)),
              "409 DeleteConflict: Cannot delete a policy attached to entities.");
          check(
              iam,
              i -> i.deleteRole(r -> r.roleName("attached")),
              "409 DeleteConflict: Cannot delete entity, must detach all policies first.");
          check(
              iam,
              i -> i.deleteRole(r -> r.roleName("inline")),
              "409 DeleteConflict: Cannot delete entity, must delete policies first.");
          check(
              iam,
              i -> i.deleteUser(r -> r.userName("keyed")),
              "409 DeleteConflict: Cannot delete entity, must delete access keys first.");
          check(
              iam,
              i -> i.tagRole(r -> r.roleName("app").tags(tag("a", "1"), tag("A", "2"))),
              "400 InvalidInput: Duplicate tag keys found. Please note that Tag keys are case"
                  + " insensitive.");
          check(
              iam,
              i ->
                  i.createPolicy(
                      r ->
                          r.policyName("q")
                              .policyDocument(READ)
                              .tags(tag("a", "1"), tag("a", "2"))),
              "400 InvalidInput: Duplicate tag keys found.");
          check(
              iam,
              i -> i.deleteAccessKey(r -> r.userName("ann").accessKeyId("AKIAIOSFODNN7NOSUCHO")),
              "404 NoSuchEntity: The Access Key with id AKIAIOSFODNN7NOSUCHO cannot be found.");
          check(
              iam,
              i -> i.addUserToGroup(r -> r.userName("ann").groupName("none")),
              "404 NoSuchEntity: The group with name none cannot be found.");
          check(
              iam,
              IamClient::createAccessKey,
              "400 ValidationError: Must specify userName when calling with non-User credentials");
        });
    assertThat(aws.snapshot()).isEqualTo(before);
  }

  private static void check(IamClient iam, Consumer<IamClient> call, String text) {
    assertThat(refusal(iam, call)).isEqualTo(text);
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }
}

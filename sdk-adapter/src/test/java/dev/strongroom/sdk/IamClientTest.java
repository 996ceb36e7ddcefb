package dev.strongroom.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.ListSecrets;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.Tag;

/** IAM through the SDK's client: it makes no difference by which door. */
class IamClientTest {

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

  @ParameterizedTest
  @EnumSource
  @DisplayName("IAMAPI-2, IAMAPI-10, IAMAPI-19: a role is made, described, listed and deleted")
  void roleIsKept(IamDoor door) throws Exception {
    door.use(
        aws,
        iam -> {
          var made =
              iam.createRole(
                      r ->
                          r.roleName("app")
                              .path("/team/")
                              .assumeRolePolicyDocument(TRUST)
                              .tags(tag("a", "1")))
                  .role();

          assertThat(made.arn()).isEqualTo(IAM + "role/team/app");
          assertThat(made.roleId()).matches("AROA[A-Z2-7]{17}");
          assertThat(made.createDate()).isEqualTo("2026-01-01T10:15:30Z");
          assertThat(decoded(made.assumeRolePolicyDocument())).isEqualTo(TRUST);
          assertThat(made.maxSessionDuration()).isNull();
          assertThat(made.tags()).containsExactly(tag("a", "1"));
          var described = iam.getRole(r -> r.roleName("app")).role();
          assertThat(described.maxSessionDuration()).isEqualTo(3600);
          assertThat(described.roleLastUsed()).isNotNull();
          assertThat(described.roleId()).isEqualTo(made.roleId());
          var listed = iam.listRoles(r -> r.pathPrefix("/te")).roles();
          assertThat(listed).hasSize(1);
          assertThat(listed.get(0).hasTags()).isFalse();
          assertThat(listed.get(0).roleLastUsed()).isNull();
          assertThat(iam.listRoles(r -> r.pathPrefix("/x/")).roles()).isEmpty();

          iam.deleteRole(r -> r.roleName("app"));

          assertThat(refusal(iam, i -> i.getRole(r -> r.roleName("app"))))
              .isEqualTo("404 NoSuchEntity: The role with name app cannot be found.");
          var again = iam.createRole(r -> r.roleName("app").assumeRolePolicyDocument(TRUST)).role();
          assertThat(again.roleId()).isNotEqualTo(made.roleId());
        });
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("IAMAPI-10: a policy comes back as it was written, and counts from the next call on")
  void inlinePolicyCounts(IamDoor door) throws Exception {
    var user = aws.account(ACCOUNT).user("ann");
    door.use(
        aws,
        iam -> {
          iam.putUserPolicy(r -> r.userName("ann").policyName("read").policyDocument(READ));

          assertThat(aws.explain(user.caller(), ListSecrets.all()).allowed()).isTrue();
          assertThat(iam.listUserPolicies(r -> r.userName("ann")).policyNames())
              .containsExactly("read");
          var kept = iam.getUserPolicy(r -> r.userName("ann").policyName("read"));
          assertThat(decoded(kept.policyDocument())).isEqualTo(READ);

          iam.deleteUserPolicy(r -> r.userName("ann").policyName("read"));

          assertThat(aws.explain(user.caller(), ListSecrets.all()).allowed()).isFalse();
          assertThat(refusal(iam, i -> i.getUserPolicy(r -> r.userName("ann").policyName("read"))))
              .isEqualTo("404 NoSuchEntity: The user policy with name read cannot be found.");
        });
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("IAMAPI-16, IAMAPI-21: the default version of a managed policy counts")
  void managedPolicyHasVersions(IamDoor door) throws Exception {
    var user = aws.account(ACCOUNT).user("ann");
    door.use(
        aws,
        iam -> {
          var policy = iam.createPolicy(r -> r.policyName("read").policyDocument(READ)).policy();
          iam.attachUserPolicy(r -> r.userName("ann").policyArn(policy.arn()));

          assertThat(policy.policyId()).matches("ANPA[A-Z2-7]{17}");
          assertThat(policy.attachmentCount()).isZero();
          assertThat(iam.getPolicy(r -> r.policyArn(policy.arn())).policy().attachmentCount())
              .isEqualTo(1);
          assertThat(iam.listAttachedUserPolicies(r -> r.userName("ann")).attachedPolicies())
              .containsExactly(
                  AttachedPolicy.builder().policyName("read").policyArn(policy.arn()).build());
          assertThat(aws.explain(user.caller(), ListSecrets.all()).allowed()).isTrue();

          var denying = READ.replace("Allow", "Deny");
          var second =
              iam.createPolicyVersion(r -> r.policyArn(policy.arn()).policyDocument(denying));
          assertThat(second.policyVersion().versionId()).isEqualTo("v2");
          assertThat(second.policyVersion().isDefaultVersion()).isFalse();
          assertThat(aws.explain(user.caller(), ListSecrets.all()).allowed()).isTrue();
          iam.createPolicyVersion(
              r -> r.policyArn(policy.arn()).policyDocument(denying).setAsDefault(true));

          assertThat(aws.explain(user.caller(), ListSecrets.all()).allowed()).isFalse();
          assertThat(
                  decoded(
                      iam.getPolicyVersion(r -> r.policyArn(policy.arn()).versionId("v1"))
                          .policyVersion()
                          .document()))
              .isEqualTo(READ);
          iam.createPolicyVersion(r -> r.policyArn(policy.arn()).policyDocument(denying));
          iam.createPolicyVersion(r -> r.policyArn(policy.arn()).policyDocument(denying));
          assertThat(
                  refusal(
                      iam,
                      i ->
                          i.createPolicyVersion(
                              r -> r.policyArn(policy.arn()).policyDocument(denying))))
              .isEqualTo(
                  "409 LimitExceeded: A managed policy can have up to 5 versions. Before you create"
                      + " a new version, you must delete an existing version.");
        });
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "CAL-1, IAMAPI-4, IAMAPI-7, IAMAPI-12: a new access key names its user at once, an inactive one nobody")
  void accessKeyNamesItsUser(IamDoor door) throws Exception {
    var keys = new ArrayList<String>();
    door.use(
        aws,
        iam -> {
          var user = iam.createUser(r -> r.userName("ann")).user();
          iam.putUserPolicy(
              r ->
                  r.userName("ann")
                      .policyName("self")
                      .policyDocument(READ.replace("secretsmanager", "iam")));
          var key = iam.createAccessKey(r -> r.userName("ann")).accessKey();
          assertThat(key.accessKeyId()).matches("AKIA[A-Z2-7]{16}");
          assertThat(key.secretAccessKey()).hasSize(40);
          assertThat(user.userId()).matches("AIDA[A-Z2-7]{17}");
          keys.add(key.accessKeyId());
        });
    door.use(
        aws,
        keys.get(0),
        iam -> {
          assertThat(iam.getUser().user().userName()).isEqualTo("ann");
          assertThat(iam.listAccessKeys().accessKeyMetadata().get(0).accessKeyId())
              .isEqualTo(keys.get(0));
          iam.createAccessKey();
          assertThat(refusal(iam, IamClient::createAccessKey))
              .isEqualTo("409 LimitExceeded: Cannot exceed quota for AccessKeysPerUser: 2");

          iam.updateAccessKey(r -> r.accessKeyId(keys.get(0)).status("Inactive"));

          assertThat(refusal(iam, IamClient::getUser))
              .isEqualTo(
                  "403 InvalidClientTokenId: The security token included in the request is invalid.");
        });
    door.use(
        aws,
        iam -> {
          iam.deleteAccessKey(r -> r.userName("ann").accessKeyId(keys.get(0)));
          assertThat(iam.listAccessKeys(r -> r.userName("ann")).accessKeyMetadata()).hasSize(1);
        });
    door.use(
        aws,
        keys.get(0),
        iam -> assertThat(refusal(iam, IamClient::getUser)).startsWith("403 InvalidClientTokenId"));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("IAMAPI-14, IAMAPI-20: a group's policies are its users'")
  void groupSharesItsPolicies(IamDoor door) throws Exception {
    var user = aws.account(ACCOUNT).user("ann");
    door.use(
        aws,
        iam -> {
          assertThat(iam.createGroup(r -> r.groupName("dev")).group().groupId())
              .matches("AGPA[A-Z2-7]{17}");
          iam.putGroupPolicy(r -> r.groupName("dev").policyName("read").policyDocument(READ));
          assertThat(aws.explain(user.caller(), ListSecrets.all()).allowed()).isFalse();

          iam.addUserToGroup(r -> r.groupName("dev").userName("ann"));

          assertThat(aws.explain(user.caller(), ListSecrets.all()).allowed()).isTrue();
          assertThat(aws.explain(user.caller(), ListSecrets.all()).toString())
              .contains(IAM + "group/dev/read/#1 (Allow): applies");
          assertThat(refusal(iam, i -> i.deleteGroup(r -> r.groupName("dev"))))
              .isEqualTo(
                  "409 DeleteConflict: Cannot delete entity, must remove users from group first.");
          assertThat(refusal(iam, i -> i.deleteUser(r -> r.userName("ann"))))
              .isEqualTo(
                  "409 DeleteConflict: Cannot delete entity, must remove users from group first.");
          assertThat(refusal(iam, i -> i.removeUserFromGroup(r -> r.groupName("x").userName("y"))))
              .isEqualTo("404 NoSuchEntity: The user with name y cannot be found.");
          iam.removeUserFromGroup(r -> r.groupName("dev").userName("ann"));
          assertThat(aws.explain(user.caller(), ListSecrets.all()).allowed()).isFalse();
          assertThat(refusal(iam, i -> i.deleteGroup(r -> r.groupName("dev"))))
              .isEqualTo("409 DeleteConflict: Cannot delete entity, must delete policies first.");
          assertThat(
                  refusal(iam, i -> i.deleteGroupPolicy(r -> r.groupName("dev").policyName("x"))))
              .isEqualTo("404 NoSuchEntity: The group policy with name x cannot be found.");
          iam.deleteGroupPolicy(r -> r.groupName("dev").policyName("read"));
          iam.deleteGroup(r -> r.groupName("dev"));
        });
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "IAMAPI-8, IAMAPI-13, IAMAPI-16, IAMAPI-21: versions are listed, made the default and deleted")
  void versionsAreChosenAndDeleted(IamDoor door) throws Exception {
    var user = aws.account(ACCOUNT).user("ann");
    door.use(
        aws,
        iam -> {
          var arn = iam.createPolicy(r -> r.policyName("read").policyDocument(READ)).policy().arn();
          iam.attachUserPolicy(r -> r.userName("ann").policyArn(arn));
          var denying = READ.replace("Allow", "Deny");
          iam.createPolicyVersion(r -> r.policyArn(arn).policyDocument(denying).setAsDefault(true));
          assertThat(aws.explain(user.caller(), ListSecrets.all()).allowed()).isFalse();

          iam.setDefaultPolicyVersion(r -> r.policyArn(arn).versionId("v1"));

          assertThat(aws.explain(user.caller(), ListSecrets.all()).allowed()).isTrue();
          assertThat(iam.getPolicy(r -> r.policyArn(arn)).policy().defaultVersionId())
              .isEqualTo("v1");
          assertThat(
                  refusal(iam, i -> i.deletePolicyVersion(r -> r.policyArn(arn).versionId("v1"))))
              .isEqualTo("409 DeleteConflict: Cannot delete the default version of a policy.");
          assertThat(
                  refusal(
                      iam, i -> i.setDefaultPolicyVersion(r -> r.policyArn(arn).versionId("v9"))))
              .isEqualTo(
                  "404 NoSuchEntity: Policy "
                      + arn
                      + " version v9 does not exist or is not attachable.");
          iam.deletePolicyVersion(r -> r.policyArn(arn).versionId("v2"));
          assertThat(
                  refusal(iam, i -> i.deletePolicyVersion(r -> r.policyArn(arn).versionId("v2"))))
              .startsWith("404 NoSuchEntity: ");
          iam.createPolicyVersion(r -> r.policyArn(arn).policyDocument(denying));
          var page = iam.listPolicyVersions(r -> r.policyArn(arn).maxItems(1));
          assertThat(page.versions()).singleElement().matches(v -> v.versionId().equals("v3"));
          assertThat(page.isTruncated()).isTrue();
          assertThat(iam.listPolicyVersions(r -> r.policyArn(arn).marker(page.marker())).versions())
              .singleElement()
              .matches(v -> v.versionId().equals("v1") && v.isDefaultVersion());

          iam.deletePolicyVersion(r -> r.policyArn(arn).versionId("v3"));
          iam.detachUserPolicy(r -> r.userName("ann").policyArn(arn));
          iam.deletePolicy(r -> r.policyArn(arn));
        });
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("IAMAPI-8: a list has pages")
  void listHasPages(IamDoor door) throws Exception {
    for (var name : List.of("c", "a", "b")) {
      aws.account(ACCOUNT).role(name);
    }
    door.use(
        aws,
        iam -> {
          var first = iam.listRoles(r -> r.maxItems(2));
          var rest = iam.listRoles(r -> r.marker(first.marker()));

          assertThat(first.isTruncated()).isTrue();
          assertThat(first.roles()).extracting(role -> role.roleName()).containsExactly("a", "b");
          assertThat(rest.isTruncated()).isFalse();
          assertThat(rest.roles()).extracting(role -> role.roleName()).containsExactly("c");
          assertThat(refusal(iam, i -> i.listRoles(r -> r.marker("x"))))
              .isEqualTo("400 ValidationError: Invalid Marker.");
        });
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("IAMAPI-23: AWS's own policies for secrets can be attached and read")
  void policyOfAwsIsAttached(IamDoor door) throws Exception {
    var user = aws.account(ACCOUNT).user("ann");
    var arn = "arn:aws:iam::aws:policy/SecretsManagerReadWrite";
    door.use(
        aws,
        iam -> {
          iam.attachUserPolicy(r -> r.userName("ann").policyArn(arn));

          assertThat(aws.explain(user.caller(), ListSecrets.all()).allowed()).isTrue();
          assertThat(iam.getPolicy(r -> r.policyArn(arn)).policy().defaultVersionId())
              .isEqualTo("v6");
          assertThat(iam.listPolicies(r -> r.scope("AWS")).policies())
              .extracting(policy -> policy.policyName())
              .containsExactly("AWSSecretsManagerClientReadOnlyAccess", "SecretsManagerReadWrite");
          assertThat(iam.listPolicies(r -> r.scope("Local")).policies()).isEmpty();
        });
  }

  @Test
  @ResourceLock(Resources.SYSTEM_PROPERTIES)
  @DisplayName("the zero-change switch leads a client that code builds itself here")
  void switchRedirectsIt() throws Exception {
    aws.account(ACCOUNT).role("app");
    try (var installed = ZeroChange.install(aws, "IamClientTest");
        var iam = IamClient.builder().region(Region.AWS_GLOBAL).build()) {
      assertThat(installed).isNotNull();
      assertThat(iam.getRole(r -> r.roleName("app")).role().arn()).isEqualTo(IAM + "role/app");
    }
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** Returns status, code and text of the refusal. */
  static String refusal(IamClient iam, Consumer<IamClient> call) {
    var refused = catchThrowableOfType(IamException.class, () -> call.accept(iam));
    assertThat(refused).isNotNull();
    return refused.statusCode()
        + " "
        + refused.awsErrorDetails().errorCode()
        + ": "
        + refused.awsErrorDetails().errorMessage();
  }
}

package dev.strongroom.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.BatchGetSecretValue;
import dev.strongroom.api.BatchGetSecretValue.ApiError;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.DeleteResourcePolicy;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.Filter;
import dev.strongroom.api.GetRandomPassword;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.ListSecrets;
import dev.strongroom.api.Request;
import dev.strongroom.api.Tag;
import dev.strongroom.api.ValidateResourcePolicy;
import dev.strongroom.contract.Secrets;
import dev.strongroom.iam.Layer;
import dev.strongroom.iam.PolicyDocument;
import dev.strongroom.iam.Repair;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people get wrong about access to secrets, and what the explanation says about it. */
class TrapsTest extends TrapsFixture {

  @Test
  @DisplayName("POL-10: a Resource without the suffix matches nothing, and the explanation says so")
  void missingSuffix() {
    var withoutSuffix = arn.substring(0, arn.length() - 7);
    app.allow("secretsmanager:GetSecretValue", withoutSuffix);

    var denied = calls.explain(app.caller(), read);

    assertThat(denied.allowed()).isFalse();
    assertThat(denied.toString())
        .contains(
            "the ARN ends in the 6-character suffix, the pattern "
                + withoutSuffix
                + " doesn't: add -??????");
    aws.repair(denied);
    assertThat(calls.outcome(app.caller(), read)).isEqualTo("succeeds");
  }

  @ParameterizedTest(name = "POL-10: {0} opens prod/db: {1}, prod/db-2: {2}")
  @CsvSource({"prod/db-??????, true, false", "prod/db-*, true, true", "prod/db*, true, true"})
  void wildcardsForTheSuffix(String pattern, boolean meant, boolean other) {
    calls.execute(administrator, create("prod/db-2", null));
    app.allow("secretsmanager:*", "arn:aws:secretsmanager:*:*:secret:" + pattern);

    assertThat(calls.isPermitted(app.caller(), new DescribeSecret("prod/db"))).isEqualTo(meant);
    assertThat(calls.isPermitted(app.caller(), new DescribeSecret("prod/db-2"))).isEqualTo(other);
  }

  @Test
  @DisplayName("POL-18: what the execution role may do, the task role may not")
  void executionRoleIsNotTheTaskRole() {
    aws.account(ACCOUNT).role("execution").allow("secretsmanager:GetSecretValue", arn);
    var task = aws.account(ACCOUNT).role("task").session("container");

    assertThat(calls.outcome(task.caller(), GetSecretValue.of("prod/db")))
        .isEqualTo(
            "User: arn:aws:sts::123456789012:assumed-role/task/container is not authorized to perform: "
                + "secretsmanager:GetSecretValue on resource: prod/db because no identity-based "
                + "policy allows the secretsmanager:GetSecretValue action");
    var refusal = aws.audit().last().access().refusal();
    assertThat(refusal.repairs())
        .extracting(Repair::owner)
        .containsExactly("arn:aws:iam::123456789012:role/task");
    assertThat(refusal.layer()).isEqualTo(Layer.IDENTITY_POLICY);
  }

  @Test
  @DisplayName("POL-18: who lacks permission can't tell an absent secret from a present one")
  void refusalHidesExistence() {
    calls.execute(administrator, create("secret-a", null));

    var present = calls.outcome(app.caller(), new DescribeSecret("secret-a"));
    var absent = calls.outcome(app.caller(), new DescribeSecret("secret-b"));

    assertThat(absent).isEqualTo(present.replace("secret-a", "secret-b"));
  }

  @ParameterizedTest(name = "POL-9: a boundary limits a resource policy that names {0}: {1}")
  @CsvSource({
    "arn:aws:iam::123456789012:role/app, true",
    "arn:aws:sts::123456789012:assumed-role/app/s, false",
    "123456789012, true"
  })
  void boundaryAndResourcePolicy(String named, boolean limited) {
    app.boundary(PolicyDocument.allow("secretsmanager:ListSecrets"));
    var session = app.session("s").caller();
    put(PolicyDocument.allow("secretsmanager:DescribeSecret").to(named));

    var outcome = calls.outcome(session, new DescribeSecret("prod/db"));

    assertThat(outcome.equals("succeeds")).isEqualTo(!limited);
  }

  @Test
  @DisplayName("POL-9: a boundary doesn't limit a resource policy that names the user")
  void boundaryAndResourcePolicyOfUser() {
    var alice = aws.account(ACCOUNT).user("alice");
    alice.boundary(PolicyDocument.allow("secretsmanager:ListSecrets"));
    put(PolicyDocument.allow("secretsmanager:DescribeSecret").to(alice.arn()));

    assertThat(calls.outcome(alice.caller(), new DescribeSecret("prod/db"))).isEqualTo("succeeds");
  }

  @Test
  @DisplayName("POL-9, POL-20: boundary, session policy and SCP limit what the identity allows")
  void filtersLimit() {
    app.allow("secretsmanager:*");
    var describe = new DescribeSecret("prod/db");
    var who = " is not authorized to perform: secretsmanager:DescribeSecret on resource: prod/db ";
    var allows = " allows the secretsmanager:DescribeSecret action";

    var session = app.session("s", PolicyDocument.allow("secretsmanager:ListSecrets"));
    assertThat(calls.outcome(session.caller(), describe))
        .isEqualTo("User: " + session.arn() + who + "because no session policy" + allows);
    app.boundary(PolicyDocument.allow("secretsmanager:ListSecrets"));
    assertThat(calls.outcome(app.caller(), describe))
        .isEqualTo("User: " + app.arn() + who + "because no permissions boundary" + allows);
    app.boundary(PolicyDocument.allow("*").and(PolicyDocument.deny("secretsmanager:Describe*")));
    assertThat(calls.outcome(app.caller(), describe))
        .isEqualTo("User: " + app.arn() + who + "with an explicit deny in a permissions boundary");
    aws.account(ACCOUNT).serviceControlPolicies(PolicyDocument.allow("secretsmanager:List*"));
    assertThat(calls.outcome(administrator, describe))
        .isEqualTo(
            "User: arn:aws:iam::123456789012:root"
                + who
                + "because no service control policy"
                + allows);
    aws.account(ACCOUNT)
        .serviceControlPolicies(
            PolicyDocument.allow("*"), PolicyDocument.deny("secretsmanager:Describe*"));
    assertThat(calls.outcome(administrator, describe))
        .endsWith("with an explicit deny in a service control policy");
  }

  @Test
  @DisplayName("POL-20: an explicit deny in the resource policy or in an identity policy")
  void explicitDenyIsTold() {
    app.allow("secretsmanager:*");
    put(PolicyDocument.deny("secretsmanager:GetSecretValue").to(app.arn()).sid("NotTheApp"));

    assertThat(calls.outcome(app.caller(), read))
        .endsWith("on resource: " + arn + " with an explicit deny in a resource-based policy");
    assertThat(calls.explain(app.caller(), read).toString()).contains("NotTheApp");
    calls.execute(administrator, new DeleteResourcePolicy(arn));
    app.deny("secretsmanager:GetSecretValue");
    assertThat(calls.outcome(app.caller(), read))
        .endsWith("on resource: " + arn + " with an explicit deny in an identity-based policy");
  }

  @ParameterizedTest(name = "ERR-2: {0} names no resource")
  @CsvSource({"ListSecrets", "BatchGetSecretValue", "GetRandomPassword", "ValidateResourcePolicy"})
  void operationWithoutResource(String operation) {
    Request<?> request =
        switch (operation) {
          case "ListSecrets" -> ListSecrets.all();
          case "BatchGetSecretValue" -> BatchGetSecretValue.of(List.of("prod/db"));
          case "GetRandomPassword" -> GetRandomPassword.byDefault();
          default -> new ValidateResourcePolicy(null, policy(PARTNER).toJson());
        };

    assertThat(calls.outcome(app.caller(), request))
        .isEqualTo(
            "User: arn:aws:iam::123456789012:role/app is not authorized to perform: secretsmanager:%1$s because no identity-based policy allows the secretsmanager:%1$s action"
                .formatted(operation));
    aws.repair(calls.explain(app.caller(), request));
    assertThat(calls.outcome(app.caller(), request)).isEqualTo("succeeds");
  }

  @Test
  @DisplayName("POL-13: a batch tells of each secret that the caller may not read")
  void batchTellsOfEachSecret() {
    calls.execute(administrator, create("open", null));
    var batch = BatchGetSecretValue.of(List.of("open", "prod/db", "nowhere"));
    app.allow("secretsmanager:BatchGetSecretValue");
    app.allow("secretsmanager:GetSecretValue", "arn:aws:secretsmanager:*:*:secret:open-??????");

    var result = aws.execute(app.caller(), batch).result();

    assertThat(result.secretValues()).extracting(GetSecretValue.Result::name).containsOnly("open");
    assertThat(result.errors()).containsExactly(notReadable("prod/db"), notReadable("nowhere"));
    aws.repair(calls.explain(app.caller(), batch));
    assertThat(aws.execute(app.caller(), batch).result().errors())
        .extracting(ApiError::errorCode)
        .containsExactly("ResourceNotFoundException");
  }

  private static ApiError notReadable(String name) {
    return new ApiError(
        name,
        "AccessDeniedException",
        "User: arn:aws:iam::123456789012:role/app is not authorized to perform: "
            + "secretsmanager:GetSecretValue on resource: "
            + name
            + " because no identity-based policy allows the secretsmanager:GetSecretValue action");
  }

  @Test
  @DisplayName("POL-13: a batch with filters needs ListSecrets, a creation with tags TagResource")
  void someOperationsNeedASecondPermission() {
    app.allow("secretsmanager:BatchGetSecretValue")
        .allow("secretsmanager:GetSecretValue")
        .allow("secretsmanager:CreateSecret");
    var filters = List.of(new Filter("name", List.of("prod")));
    var tags = List.of(new Tag("k", "v"));
    var tagged = CreateSecret.of("a", Secrets.token(1)).withTags(tags);

    assertThat(calls.outcome(app.caller(), BatchGetSecretValue.matching(filters)))
        .isEqualTo(
            "User: arn:aws:iam::123456789012:role/app is not authorized to perform: secretsmanager:ListSecrets because no identity-based policy allows the secretsmanager:ListSecrets action");
    assertThat(calls.outcome(app.caller(), tagged))
        .isEqualTo(
            "User: arn:aws:iam::123456789012:role/app is not authorized to perform: secretsmanager:TagResource on resource: a because no identity-based policy allows the secretsmanager:TagResource action");
    assertThat(calls.outcome(app.caller(), create("a", null))).isEqualTo("succeeds");
    app.allow("secretsmanager:ValidateResourcePolicy");
    assertThat(
            calls.outcome(
                app.caller(), new ValidateResourcePolicy("prod/db", policy(PARTNER).toJson())))
        .contains("secretsmanager:PutResourcePolicy on resource: prod/db because");
  }

  @Test
  @DisplayName("ID-11, POL-19: a name is one of the caller's account, an ARN one of its owner's")
  void namesResolveInTheCallersAccount() {
    var partner = aws.account(PARTNER).administrator();
    assertThat(calls.outcome(partner, new DescribeSecret("prod/db")))
        .isEqualTo("Secrets Manager can't find the specified secret.");
    calls.execute(partner, create("prod/db", null));

    var own = aws.execute(partner, new DescribeSecret("prod/db")).result().arn();

    assertThat(own).contains(":" + PARTNER + ":");
    assertThat(calls.outcome(partner, new DescribeSecret(arn)))
        .isEqualTo(
            "User: arn:aws:iam::222222222222:root is not authorized to perform: secretsmanager:DescribeSecret on resource: "
                + arn
                + " because no resource-based policy allows the secretsmanager:DescribeSecret action");
    put(policy(PARTNER));
    assertThat(calls.outcome(partner, read))
        .isEqualTo(
            "You can't access a secret from a different AWS account if you encrypt the secret with the default KMS service key.");
  }

  @Test
  @DisplayName("ID-11: each Region has its own secrets, and finds no other Region's ARN")
  void regionsAreApart() {
    var elsewhere = administrator.in("eu-west-1");

    assertThat(calls.outcome(elsewhere, new DescribeSecret("prod/db")))
        .isEqualTo("Secrets Manager can't find the specified secret.");
    assertThat(calls.outcome(elsewhere, new DescribeSecret(arn)))
        .isEqualTo("Secrets Manager can't find the specified secret.");
    assertThat(aws.execute(elsewhere, ListSecrets.all()).result().secretList()).isEmpty();
  }

  @Test
  @DisplayName("POL-22: ListSecrets never shows another account's secrets")
  void listShowsOwnSecretsOnly() {
    put(policy(PARTNER));
    var partner = aws.account(PARTNER).administrator();

    assertThat(aws.execute(partner, ListSecrets.all()).result().secretList()).isEmpty();
  }
}

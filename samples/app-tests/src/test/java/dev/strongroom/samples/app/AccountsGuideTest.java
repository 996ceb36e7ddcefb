package dev.strongroom.samples.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.iam.PolicyDocument;
import dev.strongroom.junit.Secret;
import dev.strongroom.junit.SecretsManagerTest;
import dev.strongroom.sdk.Clients;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sts.StsClient;

/** The examples of {@code docs/guides/accounts.md}. */
@SecretsManagerTest
@Secret(name = "prod/db", string = "one")
class AccountsGuideTest {

  @Test
  void eachAccountHasSecretsOfItsOwn(SecretsEmulator aws) {
    var other = aws.account("222222222222").administrator();
    var secrets = Clients.of(aws).as(other).secretsManager();

    assertThat(secrets.listSecrets().secretList()).isEmpty();
    secrets.createSecret(r -> r.name("prod/db").secretString("theirs"));
    assertThat(new Checkout(secrets).password()).isEqualTo("theirs");
  }

  @Test
  void serviceControlPolicyLimitsEveryone(SecretsEmulator aws) {
    aws.account("123456789012")
        .serviceControlPolicies(
            PolicyDocument.allow("*"), PolicyDocument.deny("secretsmanager:DeleteSecret"));
    var role = aws.account("123456789012").role("operator").allow("secretsmanager:*");
    var secrets = Clients.of(aws).as(role).secretsManager();

    assertThatThrownBy(() -> secrets.deleteSecret(r -> r.secretId("prod/db")))
        .hasMessageContaining("with an explicit deny in a service control policy");
  }

  @Test
  void callerAssumesARole(SecretsEmulator aws) {
    var role = aws.account("123456789012").role("reader").allow("secretsmanager:GetSecretValue");
    var ann = aws.account("123456789012").user("ann").allow("sts:AssumeRole");
    var sts = Clients.of(aws).as(ann).client(StsClient.class);

    var session = sts.assumeRole(r -> r.roleArn(role.arn()).roleSessionName("test"));

    var caller = aws.caller(session.credentials().accessKeyId(), "us-east-1");
    var secrets = Clients.of(aws).as(caller).secretsManager();
    assertThat(new Checkout(secrets).password()).isEqualTo("one");
  }

  @Test
  void controlPoliciesGuardTheAccount(SecretsEmulator aws) {
    aws.account("123456789012")
        .serviceControlPolicies("root", PolicyDocument.allow("secretsmanager:*"))
        .resourceControlPolicies(
            PolicyDocument.deny("secretsmanager:*")
                .to("*")
                .when("StringNotEquals", "aws:PrincipalAccount", "123456789012"));

    var partner = aws.account("222222222222").role("app").allow("secretsmanager:*");
    var get = GetSecretValueRequest.builder().secretId("prod/db").build();
    assertThat(Clients.of(aws).explain(get).allowed()).isTrue();
    var arn = Clients.of(aws).secretsManager().describeSecret(r -> r.secretId("prod/db")).arn();
    var denied = Clients.of(aws).as(partner).explain(get.toBuilder().secretId(arn).build());
    assertThat(denied.refusal().layer()).isEqualTo(Layer.RESOURCE_CONTROL_POLICY);
  }

  @Test
  void administratorOfTheDefaultAccountNeedsNoPolicies(SecretsManagerClient secrets) {
    assertThat(new Checkout(secrets).password()).isEqualTo("one");
  }
}

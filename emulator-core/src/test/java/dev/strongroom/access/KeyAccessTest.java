package dev.strongroom.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.IamEntity;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.kms.CreateAlias;
import dev.strongroom.api.kms.CreateGrant;
import dev.strongroom.api.kms.CreateKey;
import dev.strongroom.api.kms.DeleteAlias;
import dev.strongroom.api.kms.Encrypt;
import dev.strongroom.api.kms.GrantConstraints;
import dev.strongroom.api.kms.PutKeyPolicy;
import dev.strongroom.api.kms.ReplicateKey;
import dev.strongroom.api.kms.RetireGrant;
import dev.strongroom.api.kms.Tag;
import dev.strongroom.api.kms.UpdateAlias;
import dev.strongroom.api.kms.UpdatePrimaryRegion;
import dev.strongroom.contract.Secrets;
import dev.strongroom.iam.MalformedPolicyException;
import dev.strongroom.iam.PolicyDocument;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may use and manage keys, grants and aliases, beyond what their policies say. */
class KeyAccessTest {

  private static final String ACCOUNT = "123456789012";
  private static final String ALIAS = "alias/app";

  private final SecretsEmulator aws = SecretsEmulator.create();
  private final Calls calls = new Calls(aws);
  private final Caller administrator = aws.administrator();
  private final IamEntity app = aws.account(ACCOUNT).role("app");
  private final IamEntity ops = aws.account(ACCOUNT).role("ops");
  private final String key = key();

  @ParameterizedTest(name = "KMS-15: encrypting in the context a={0} by a grant for {1}: {2}")
  @CsvSource({"1, subset, true", "2, subset, false", "1, equals, false", "2, none, true"})
  void grantIsGoodInItsContextsOnly(String value, String constraint, boolean permitted) {
    var wanted = Map.of("a", "1");
    var constraints =
        switch (constraint) {
          case "subset" -> new GrantConstraints(wanted, null, null);
          case "equals" -> new GrantConstraints(null, wanted, null);
          default -> null;
        };

    grant("Encrypt", null, constraints);

    var context = Map.of("a", value, "b", "2");
    var text = SecretValue.ofBinary(new byte[] {1});
    var encrypt = Encrypt.of(key, text).withEncryptionContext(context);
    assertThat(calls.isPermitted(app.caller(), encrypt)).isEqualTo(permitted);
    assertThat(calls.isPermitted(ops.caller(), encrypt)).isFalse();
  }

  @Test
  @DisplayName("KMS-4, KMS-7: another account's default key is not one's own")
  void defaultKeyOfAnotherAccountIsAForeignKey() {
    var own = "arn:aws:kms:us-east-1:" + ACCOUNT + ":alias/aws/secretsmanager";
    var foreign = "arn:aws:kms:us-east-1:222222222222:alias/aws/secretsmanager";

    assertThat(calls.outcome(administrator, secretUnder("a", own))).isEqualTo("succeeds");
    assertThat(calls.outcome(administrator, secretUnder("b", foreign)))
        .contains("Alias " + foreign + " is not found.");
  }

  private static CreateSecret secretUnder(String name, String kmsKeyId) {
    return CreateSecret.of(name, Secrets.token(1))
        .withKmsKeyId(kmsKeyId)
        .withSecretString(SecretValue.ofText("s"));
  }

  @Test
  void explanationOfAClosedEmulatorIsRefused() {
    aws.close();

    assertThatThrownBy(() -> aws.explain(administrator, new DeleteAlias(ALIAS)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("DeleteAlias");
  }

  @Test
  void repairThatWouldLeaveAKeyWithoutPolicyIsRefused() {
    var denyAll = PolicyDocument.deny("kms:Encrypt").to("*").toJson();
    aws.execute(administrator, new PutKeyPolicy(key, null, denyAll, true));
    var text = SecretValue.ofBinary(new byte[] {1});
    var denied = aws.explain(administrator, Encrypt.of(key, text));
    var before = aws.snapshot();

    assertThatThrownBy(() -> aws.repair(denied))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("without any statement");

    assertThat(aws.snapshot()).isEqualTo(before);
  }

  @Test
  void retiringPrincipalRetiresItsGrantWithoutAnyPolicy() {
    var its = grant("Encrypt", ops.arn(), null);
    var another = grant("Encrypt", null, null);

    assertThat(calls.isPermitted(ops.caller(), retire(another))).isFalse();
    assertThat(calls.isPermitted(app.caller(), retire(its))).isFalse();
    assertThat(calls.outcome(ops.caller(), retire(its))).isEqualTo("succeeds");
  }

  @Test
  void granteeThatMayRetireRetiresThatGrantOnly() {
    var retirable = grant("RetireGrant", null, null);
    var another = grant("Encrypt", null, null);

    assertThat(calls.isPermitted(app.caller(), retire(another))).isFalse();
    assertThat(calls.outcome(app.caller(), retire(retirable))).isEqualTo("succeeds");
  }

  @Test
  void aliasIsManagedWithRightsOnItAndOnItsKeys() {
    var create = new CreateAlias(ALIAS, key);
    var arn = "arn:aws:kms:us-east-1:" + ACCOUNT + ":" + ALIAS;

    assertThat(calls.outcome(app.caller(), create)).contains("on resource: " + arn);
    app.allow("kms:*Alias", arn);
    assertThat(calls.outcome(app.caller(), create)).contains("on resource: " + key);
    app.allow("kms:*Alias", key);

    assertThat(calls.outcome(app.caller(), create)).isEqualTo("succeeds");
    var other = key();
    assertThat(calls.outcome(app.caller(), new UpdateAlias(ALIAS, other)))
        .contains("on resource: " + other);
    assertThat(calls.outcome(app.caller(), new DeleteAlias(ALIAS))).isEqualTo("succeeds");
  }

  @Test
  @DisplayName("AUD-9, KMS-7: the record of what KMS refused Secrets Manager says so")
  void refusedUseOfAnAsymmetricKeyIsRecordedAsRefused() {
    var rsa = CreateKey.of("ECC_NIST_P256", "SIGN_VERIFY");
    var pair = aws.execute(administrator, rsa).result().keyMetadata().arn();
    var token = aws.newClientRequestToken();
    var value = SecretValue.ofText("s");

    calls.outcome(
        administrator, CreateSecret.of("a", token).withKmsKeyId(pair).withSecretString(value));

    assertThat(aws.audit().of("GenerateDataKey").failedWith("InvalidKeyUsageException")).hasSize(1);
  }

  @ParameterizedTest(name = "POL-12: {0} as a federated principal is nobody else")
  @ValueSource(strings = {"", "123456789012", "arn:aws:iam::123456789012:root"})
  void federatedPrincipalIsAProvider(String name) {
    var policy =
        """
        {"Statement": {"Effect": "Allow", "Principal": {"Federated": "%s"},
          "Action": "*", "Resource": "*"}}"""
            .formatted(name);

    assertThatThrownBy(() -> PolicyDocument.parse(policy))
        .isInstanceOf(MalformedPolicyException.class);
  }

  @Test
  void keyWithTagsNeedsTheRightToTag() {
    app.allow("kms:CreateKey");
    var tagged = CreateKey.DEFAULT.withTags(new Tag("a", "b"));

    assertThat(calls.outcome(app.caller(), tagged)).contains("to perform: kms:TagResource");
    app.allow("kms:TagResource");
    assertThat(calls.outcome(app.caller(), tagged)).isEqualTo("succeeds");
  }

  @Test
  @DisplayName("KR-19: replication needs kms:CreateKey, and kms:TagResource, in the other Region")
  void replicationNeedsPermissionsInTheOtherRegion() {
    var multiRegion =
        aws.execute(administrator, CreateKey.DEFAULT.withMultiRegion()).result().keyMetadata();
    var replicate = ReplicateKey.to("eu-west-1", multiRegion.keyId()).withTags(new Tag("a", "b"));
    app.allow("kms:ReplicateKey");

    assertThat(calls.outcome(app.caller(), replicate)).contains("to perform: kms:CreateKey");
    app.policy(
        PolicyDocument.parse(
            """
            {"Statement": {"Effect": "Allow", "Action": "kms:CreateKey", "Resource": "*",
              "Condition": {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}}}}"""));
    assertThat(calls.outcome(app.caller(), replicate)).contains("to perform: kms:TagResource");
    app.allow("kms:TagResource");
    assertThat(calls.outcome(app.caller(), replicate)).isEqualTo("succeeds");
  }

  @Test
  @DisplayName("KR-19: another primary key needs kms:UpdatePrimaryRegion on both keys")
  void newPrimaryKeyNeedsPermissionOnBoth() {
    var id =
        aws.execute(administrator, CreateKey.DEFAULT.withMultiRegion())
            .result()
            .keyMetadata()
            .keyId();
    aws.execute(administrator, ReplicateKey.to("eu-west-1", id));
    var update = new UpdatePrimaryRegion(id, "eu-west-1");

    app.policy(
        PolicyDocument.parse(
            """
            {"Statement": {"Effect": "Allow", "Action": "kms:UpdatePrimaryRegion",
              "Resource": "arn:aws:kms:us-east-1:*:key/*"}}"""));
    assertThat(calls.outcome(app.caller(), update))
        .contains("kms:UpdatePrimaryRegion on resource: arn:aws:kms:eu-west-1:");
    app.allow("kms:UpdatePrimaryRegion");
    assertThat(calls.outcome(app.caller(), update)).isEqualTo("succeeds");
  }

  @Test
  @DisplayName("POL-14: the name of a VPC endpoint's key ignores case, as all condition keys' do")
  void endpointIsKnownUnderEachSpelling() {
    aws.vpcEndpointPolicy("vpce-1", PolicyDocument.deny("*").to("*"));

    var refused = calls.isPermitted(administrator.with("AWS:sourceVpce", "vpce-1"), create());

    assertThat(refused).isFalse();
  }

  @Test
  void policiesThatFitNowhereAreRefusedWhereTheyAreGiven() {
    var account = aws.account(ACCOUNT);

    assertThatThrownBy(() -> account.serviceControlPolicies(PolicyDocument.deny("*").to("*")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> aws.vpcEndpointPolicy("vpce-1", PolicyDocument.deny("*")))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(calls.outcome(administrator, create())).isEqualTo("succeeds");
  }

  @Test
  void callerOfAnotherAccountThanItsPrincipalIsRefused() {
    assertThatThrownBy(() -> new Caller("222222222222", "us-east-1", app.arn(), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is of another account than 222222222222");
  }

  private static CreateKey create() {
    return CreateKey.DEFAULT;
  }

  private String key() {
    return aws.execute(administrator, create()).result().keyMetadata().arn();
  }

  private RetireGrant retire(String grantId) {
    return RetireGrant.of(key, grantId);
  }

  private String grant(String operation, String retiring, GrantConstraints constraints) {
    var request =
        CreateGrant.of(key, app.arn(), List.of(operation))
            .withRetiringPrincipal(retiring)
            .withConstraints(constraints);
    return aws.execute(administrator, request).result().grantId();
  }
}

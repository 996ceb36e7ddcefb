package dev.strongroom.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.UpdateSecret;
import dev.strongroom.api.kms.CreateKey;
import dev.strongroom.api.kms.PutKeyPolicy;
import dev.strongroom.contract.Secrets;
import dev.strongroom.iam.Layer;
import dev.strongroom.iam.PolicyDocument;
import dev.strongroom.iam.Repair;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What people get wrong about access to the keys of secrets. */
class KeyTrapsTest extends TrapsFixture {

  @Test
  @DisplayName("KMS-5, POL-21: a customer key needs kms:Decrypt of the reader")
  void missingDecrypt() {
    var key = customerKey();
    calls.execute(administrator, create("keyed", key));
    app.allow("secretsmanager:*");
    var keyed = GetSecretValue.of("keyed");

    var denied = calls.explain(app.caller(), keyed);

    assertThat(calls.outcome(app.caller(), keyed)).isEqualTo(KMS);
    assertThat(aws.audit().last().errorCode()).isEqualTo(ErrorCode.ACCESS_DENIED);
    assertThat(denied.refusal().action()).isEqualTo("kms:Decrypt");
    assertThat(denied.refusal().layer()).isEqualTo(Layer.IDENTITY_POLICY);
    assertThat(denied.repairs()).extracting(Repair::owner).containsExactly(app.arn());
    assertThat(calls.isPermitted(app.caller(), new DescribeSecret("keyed"))).isTrue();
    aws.repair(denied);
    assertThat(calls.outcome(app.caller(), keyed)).isEqualTo("succeeds");
  }

  @Test
  @DisplayName("KMS-5: a key may be for use through Secrets Manager only")
  void keyIsUsedOnTheCallersBehalf() {
    var key = customerKey();
    calls.execute(administrator, create("keyed", key));
    app.allow("secretsmanager:*");
    app.policy(
        PolicyDocument.allow("kms:Decrypt")
            .on(key)
            .when("StringEquals", "kms:ViaService", "secretsmanager.us-east-1.amazonaws.com")
            .when("StringLike", "kms:EncryptionContext:SecretARN", "*:secret:keyed-??????")
            .when("StringEquals", "kms:CallerAccount", ACCOUNT)
            .when("Bool", "aws:ViaAWSService", "true"));

    assertThat(calls.outcome(app.caller(), GetSecretValue.of("keyed"))).isEqualTo("succeeds");
  }

  @Test
  @DisplayName("KMS-6: the default key is open to the account's readers, but for an explicit deny")
  void defaultKeyNeedsNoPermission() {
    app.allow("secretsmanager:*");
    assertThat(calls.outcome(app.caller(), read)).isEqualTo("succeeds");

    app.deny("kms:*");
    assertThat(calls.outcome(app.caller(), read)).isEqualTo(KMS);
  }

  @Test
  @DisplayName(
      "KMS-3: a version that may not be re-wrapped is no refusal, neither told nor recorded")
  void versionThatIsNotRewrappedIsNoRefusal() {
    var old = customerKey();
    var next = customerKey();
    calls.execute(administrator, create("keyed", old));
    app.allow("secretsmanager:*");
    app.policy(PolicyDocument.allow("kms:GenerateDataKey", "kms:Decrypt").on(next));
    var change = UpdateSecret.of("keyed", Secrets.token(2)).withKmsKeyId(next);

    var asked = calls.explain(app.caller(), change);

    assertThat(asked.allowed()).as("%s", asked).isTrue();
    assertThat(calls.outcome(app.caller(), change)).isEqualTo("succeeds");
    assertThat(aws.audit().last().access().allowed()).isTrue();
  }

  @Test
  @DisplayName("KMS-3: of two keys that open a version the caller needs one only")
  void oneOfTwoKeysIsEnough() {
    var old = customerKey();
    var next = customerKey();
    calls.execute(administrator, create("keyed", old));
    calls.execute(administrator, UpdateSecret.of("keyed", Secrets.token(2)).withKmsKeyId(next));
    app.allow("secretsmanager:*").allow("kms:Decrypt", next);
    var keyed = GetSecretValue.of("keyed");

    assertThat(calls.explain(app.caller(), keyed).allowed()).isTrue();
    assertThat(calls.outcome(app.caller(), keyed)).isEqualTo("succeeds");
    assertThat(aws.audit().last().access().allowed()).isTrue();
    app.deny("kms:*", next);
    assertThat(calls.outcome(app.caller(), keyed)).isEqualTo(KMS);
    assertThat(calls.explain(app.caller(), keyed).refusal().resource()).isEqualTo(next);
  }

  @Test
  @DisplayName("POL-9: in another account's key policy too, the identity must be allowed as well")
  void foreignKeyNeedsBothSides() {
    var partner = aws.account(PARTNER).role("app").allow("secretsmanager:*");
    var key = customerKey();
    calls.execute(
        administrator,
        PutKeyPolicy.of(
            key,
            PolicyDocument.allow("kms:*")
                .to(ACCOUNT)
                .and(PolicyDocument.allow("kms:*").to(PARTNER))
                .toJson()));
    var own = create("own", key);

    assertThat(calls.outcome(partner.caller(), own)).isEqualTo(KMS);
    partner.allow("kms:*", key);
    assertThat(calls.outcome(partner.caller(), own)).isEqualTo("succeeds");
  }

  private String customerKey() {
    return aws.execute(administrator, CreateKey.DEFAULT).result().keyMetadata().arn();
  }
}

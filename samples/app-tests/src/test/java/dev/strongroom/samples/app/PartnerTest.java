package dev.strongroom.samples.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.iam.Layer;
import dev.strongroom.iam.PolicyDocument;
import dev.strongroom.junit.Secret;
import dev.strongroom.junit.SecretsManagerTest;
import dev.strongroom.sdk.Clients;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;

/**
 * A partner's account reads a secret: two policies, a customer managed key, and both sides for it.
 */
@SecretsManagerTest
@Secret(name = "shared/token", string = "t0ken")
class PartnerTest {

  @Test
  void partnerNeedsBothPoliciesAndACustomerKey(SecretsEmulator aws, SecretsManagerClient secrets) {
    var kms = Clients.of(aws).client(KmsClient.class);
    var keyArn = kms.createKey().keyMetadata().arn();
    var arn = secrets.updateSecret(r -> r.secretId("shared/token").kmsKeyId(keyArn)).arn();
    var app = aws.account("222222222222").role("app");
    var partner = Clients.of(aws).as(app).secretsManager();

    assertThatThrownBy(() -> partner.getSecretValue(r -> r.secretId(arn)))
        .hasMessageContaining("no resource-based policy allows");
    var policy = PolicyDocument.allow("secretsmanager:GetSecretValue").to(app.arn()).toJson();
    secrets.putResourcePolicy(r -> r.secretId(arn).resourcePolicy(policy));
    assertThatThrownBy(() -> partner.getSecretValue(r -> r.secretId(arn)))
        .hasMessageContaining("no identity-based policy allows");
    app.allow("secretsmanager:GetSecretValue", arn);
    assertThatThrownBy(() -> partner.getSecretValue(r -> r.secretId(arn)))
        .hasMessageContaining("Access to KMS is not allowed");
    var keyPolicy =
        PolicyDocument.allow("kms:*")
            .to("123456789012")
            .and(PolicyDocument.allow("kms:Decrypt").to(app.arn()))
            .toJson();
    kms.putKeyPolicy(r -> r.keyId(keyArn).policy(keyPolicy));
    app.allow("kms:Decrypt", keyArn);

    assertThat(partner.getSecretValue(r -> r.secretId(arn)).secretString()).isEqualTo("t0ken");
  }

  @Test
  void explanationNamesTheLayerAndItsRepairsWork(
      SecretsEmulator aws, SecretsManagerClient secrets) {
    var kms = Clients.of(aws).client(KmsClient.class);
    var keyArn = kms.createKey().keyMetadata().arn();
    var arn = secrets.updateSecret(r -> r.secretId("shared/token").kmsKeyId(keyArn)).arn();
    var app = Clients.of(aws).as(aws.account("222222222222").role("app"));

    var access = app.explain(GetSecretValueRequest.builder().secretId(arn).build());

    assertThat(access.refusal().layer()).isEqualTo(Layer.RESOURCE_POLICY);
    aws.repair(access);
    assertThat(app.secretsManager().getSecretValue(r -> r.secretId(arn)).secretString())
        .isEqualTo("t0ken");
  }
}

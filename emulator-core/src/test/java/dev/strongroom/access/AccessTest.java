package dev.strongroom.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.PutResourcePolicy;
import dev.strongroom.api.ServiceError;
import dev.strongroom.iam.Layer;
import dev.strongroom.iam.PolicyDocument;
import dev.strongroom.seed.Seed;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who may do what, why not, and what repairs it. */
class AccessTest {

  private final SecretsEmulator aws =
      SecretsEmulator.builder().randomSeed(1).secret(Seed.secret("prod/db").string("s")).build();
  private final Caller administrator = aws.administrator();
  private final String arn = describe(administrator, "prod/db").arn();

  @Test
  @DisplayName("POL-18: a role without policies is refused, in terms of what it sent")
  void roleWithoutPoliciesIsRefused() {
    var app = aws.account("123456789012").role("app");

    var refusal = catchThrowableOfType(ServiceError.class, () -> describe(app.caller(), "prod/db"));

    assertThat(refusal.code()).isEqualTo(ErrorCode.ACCESS_DENIED);
    assertThat(refusal.text())
        .isEqualTo(
            "User: arn:aws:iam::123456789012:role/app is not authorized to perform: "
                + "secretsmanager:DescribeSecret on resource: prod/db because no identity-based "
                + "policy allows the secretsmanager:DescribeSecret action");
  }

  @Test
  @DisplayName("POL-9: another account needs both policies, and the repairs put both there")
  void repairsMakeTheDeniedCallSucceed() {
    var partner = aws.account("222222222222").role("app");
    var denied = aws.explain(partner.caller(), new DescribeSecret(arn));

    assertThat(denied.allowed()).isFalse();
    assertThat(denied.refusal().layer()).isEqualTo(Layer.RESOURCE_POLICY);
    aws.repair(denied);

    assertThat(describe(partner.caller(), arn).name()).isEqualTo("prod/db");
  }

  @Test
  @DisplayName("POL-5: a policy that locks its author out is refused")
  void lockOutIsRefused() {
    var everybody = PolicyDocument.deny("secretsmanager:*").to("*").toJson();
    var before = aws.snapshot();

    var refusal =
        catchThrowableOfType(
            ServiceError.class,
            () -> aws.execute(administrator, PutResourcePolicy.of("prod/db", everybody)));

    assertThat(refusal.text())
        .isEqualTo(
            "Your requested changes will not allow you to manage this secret in the future.");
    assertThat(aws.snapshot()).isEqualTo(before);
  }

  @Test
  @DisplayName("POL-15: a condition on VersionStage does not see the implied AWSCURRENT")
  void impliedStageIsNoConditionKey() {
    var app = aws.account("123456789012").role("app");
    app.policy(
        PolicyDocument.allow("secretsmanager:GetSecretValue")
            .on(arn)
            .when("StringEquals", "secretsmanager:VersionStage", "AWSCURRENT"));

    var implied = aws.explain(app.caller(), GetSecretValue.of(arn));
    var named = aws.explain(app.caller(), GetSecretValue.of(arn).withVersionStage("AWSCURRENT"));

    assertThat(implied.allowed()).isFalse();
    assertThat(named.allowed()).isTrue();
    assertThat(implied.toString()).contains("secretsmanager:VersionStage");
  }

  private DescribeSecret.Result describe(Caller caller, String id) {
    return aws.execute(caller, new DescribeSecret(id)).result();
  }
}

package dev.strongroom.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.strongroom.IamEntity;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.RotateSecret;
import dev.strongroom.api.ServiceError;
import dev.strongroom.contract.Secrets;
import dev.strongroom.rotation.Database;
import dev.strongroom.rotation.SingleUser;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a caller must be allowed besides RotateSecret. */
class RotationPermissionsTest {

  private final SecretsEmulator aws = SecretsEmulator.builder().randomSeed(1).build();
  private final Secrets administrator = new Secrets(aws.as(aws.administrator())::call);
  private final IamEntity user =
      aws.account("123456789012").user("ann").allow("secretsmanager:RotateSecret", "*");
  private final Secrets ann = new Secrets(aws.as(user.caller())::call);
  private final String lambda =
      aws.rotation("a").with(new SingleUser(new Database("app", "one"))).lambdaArn();

  private void refused(RotateSecret request, String action, String resource) {
    var before = aws.snapshot();

    var refusal = catchThrowableOfType(ServiceError.class, () -> ann.call(request));

    assertThat(refusal.code()).isEqualTo(ErrorCode.ACCESS_DENIED);
    assertThat(refusal.text())
        .contains("is not authorized to perform: " + action + " on resource: " + resource);
    assertThat(aws.snapshot()).isEqualTo(before);
  }

  @Test
  @DisplayName("ROT-13: a caller needs lambda:InvokeFunction, also for the function of last time")
  void callerMustBeAllowedToInvokeTheFunction() {
    administrator.create("a", Secrets.token(1), Database.secret("app", "one"));
    refused(
        RotateSecret.of("a", Secrets.token(2)).withRotationLambdaARN(lambda),
        "lambda:InvokeFunction",
        lambda);
    administrator.call(RotateSecret.of("a", Secrets.token(2)).withRotationLambdaARN(lambda));
    for (var none : new String[] {null, ""}) {
      refused(
          RotateSecret.of("a", Secrets.token(3)).withRotationLambdaARN(none),
          "lambda:InvokeFunction",
          lambda);
    }

    user.allow("lambda:InvokeFunction", lambda);
    ann.call(RotateSecret.of("a", Secrets.token(3)));

    assertThat(administrator.stages("a").get(Secrets.token(3))).contains("AWSCURRENT");
  }

  @Test
  @DisplayName("ROT-13: a role for a managed external secret needs iam:PassRole")
  void callerMustBeAllowedToPassTheRole() {
    administrator.create("a", Secrets.token(1), Database.secret("app", "one"));
    user.allow("lambda:InvokeFunction", lambda);
    var role = "arn:aws:iam::123456789012:role/rotation";

    refused(
        RotateSecret.of("a", Secrets.token(2))
            .withRotationLambdaARN(lambda)
            .withExternalSecretRotationRoleArn(role),
        "iam:PassRole",
        role);
  }
}

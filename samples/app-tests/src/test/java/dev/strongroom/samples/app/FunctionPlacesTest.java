package dev.strongroom.samples.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.RotateSecret;
import dev.strongroom.seed.FunctionSeed;
import dev.strongroom.seed.Seed;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Rotation functions that are given by where their code is. */
class FunctionPlacesTest {

  private static final String ARN = "arn:aws:lambda:us-east-1:123456789012:function:rotate";

  @Test
  void builtInFunctionRotates() {
    try (var aws = SecretsEmulator.builder().secret(Seed.secret("api").string("one")).build()) {
      var secrets = aws.as(aws.administrator());
      aws.register(FunctionSeed.of(ARN, "builtin:password").timeout(Duration.ofSeconds(60)));

      secrets.call(RotateSecret.of("api", aws.newClientRequestToken()).withRotationLambdaARN(ARN));

      assertThat(secrets.call(GetSecretValue.of("api")).secretString().text()).hasSize(32);
    }
  }
}

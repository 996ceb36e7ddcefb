package dev.strongroom.samples.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.junit.Secret;
import dev.strongroom.junit.SecretsManagerTest;
import dev.strongroom.sdk.Transports;
import dev.strongroom.seed.ParameterSeed;
import dev.strongroom.seed.Seed;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterTier;

/** The examples of {@code docs/guides/parameters.md}. */
@SecretsManagerTest
@Secret(name = "prod/db", string = "one")
class ParametersGuideTest {

  private SsmClient ssm;

  @BeforeEach
  void open(SecretsEmulator aws) {
    ssm = Transports.attach(SsmClient.builder(), aws).build();
  }

  @AfterEach
  void close() {
    ssm.close();
  }

  @Test
  void applicationReadsAParameter(SecretsEmulator aws) {
    aws.seed(Seed.EMPTY.and(ParameterSeed.secure("/prod/token", "abc")));

    var token = ssm.getParameter(r -> r.name("/prod/token").withDecryption(true)).parameter();

    assertThat(token.value()).isEqualTo("abc");
  }

  @Test
  void secretIsReadByItsReference() {
    var name = "/aws/reference/secretsmanager/prod/db";

    var secret = ssm.getParameter(r -> r.name(name).withDecryption(true)).parameter();

    assertThat(secret.value()).isEqualTo("one");
  }

  @Test
  void expiredParameterIsGone(SecretsEmulator aws) {
    var tomorrow = aws.clock().instant().plus(Duration.ofDays(1));
    var expiration =
        "[{\"Type\":\"Expiration\",\"Version\":\"1.0\",\"Attributes\":{\"Timestamp\":\"%s\"}}]"
            .formatted(tomorrow);
    ssm.putParameter(
        r ->
            r.name("/prod/trial")
                .value("on")
                .type("String")
                .tier(ParameterTier.ADVANCED)
                .policies(expiration));

    aws.clock().advance(Duration.ofDays(2));

    assertThatThrownBy(() -> ssm.getParameter(r -> r.name("/prod/trial")))
        .isInstanceOf(ParameterNotFoundException.class);
  }
}

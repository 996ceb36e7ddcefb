package dev.strongroom.samples.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.junit.As;
import dev.strongroom.junit.LocalAgent;
import dev.strongroom.junit.Secret;
import dev.strongroom.junit.SecretsManagerTest;
import dev.strongroom.local.AgentEndpoint;
import dev.strongroom.sdk.Clients;
import dev.strongroom.time.VirtualClock;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The examples of the guide to the Agent and the Lambda extension. */
@SecretsManagerTest
@Secret(name = "prod/db", string = "one")
class AgentGuideTest {

  @Test
  void agentAnswersFromItsCache(
      @LocalAgent URI agent, SecretsManagerClient secrets, VirtualClock clock) {
    var checkout = new LocalCheckout(agent, "test");
    assertThat(checkout.password()).isEqualTo("one");

    secrets.putSecretValue(r -> r.secretId("prod/db").secretString("two"));
    assertThat(checkout.password()).isEqualTo("one");

    clock.advance(Duration.ofSeconds(301));
    assertThat(checkout.password()).isEqualTo("two");
  }

  @Test
  @As("role/checkout")
  void agentReadsAsTheTestSays(@LocalAgent URI agent, SecretsEmulator aws) {
    assertThatThrownBy(() -> new LocalCheckout(agent, "test").password())
        .hasMessageContaining("400");
    assertThat(aws.audit().last().errorMessage())
        .contains("is not authorized to perform: secretsmanager:GetSecretValue");
  }

  @Test
  void parametersWithTheSameSettingsHaveOneAgent(
      @LocalAgent URI agent,
      @LocalAgent URI same,
      @LocalAgent(lambdaExtension = true, token = "session", ttlSeconds = 5) URI extension) {
    assertThat(same).isEqualTo(agent).isNotEqualTo(extension);
    assertThat(new LocalCheckout(extension, "session").password()).isEqualTo("one");
  }

  @Test
  void agentStartedByHand() throws Exception {
    var aws = SecretsEmulator.create();
    var secrets = Clients.of(aws).secretsManager();
    secrets.createSecret(r -> r.name("prod/db").secretString("one"));

    try (var agent = AgentEndpoint.of(aws).token("let-me-in").start()) {
      var checkout = new LocalCheckout(agent.uri(), "let-me-in");
      assertThat(checkout.password()).isEqualTo("one");

      secrets.putSecretValue(r -> r.secretId("prod/db").secretString("two"));
      assertThat(checkout.password()).isEqualTo("one"); // the agent has a cache

      aws.clock().advance(Duration.ofMinutes(6));
      assertThat(checkout.password()).isEqualTo("two");
    }
  }

  @Test
  void agentOfAConfigurationFile(SecretsEmulator aws, @TempDir Path folder) throws Exception {
    var toml = Files.writeString(folder.resolve("agent.toml"), "http_port = 0\nttl_seconds = 60");
    var environment = Map.of("AWS_TOKEN", "let-me-in");
    try (var agent = AgentEndpoint.of(aws).configuration(toml).tokenFrom(environment).start()) {
      assertThat(agent.uri().getPort()).isNotEqualTo(AgentEndpoint.DEFAULT_PORT); // the file's
    }
  }

  @Test
  void extensionWithVariables(SecretsEmulator aws) throws Exception {
    var environment = Map.of("SECRETS_MANAGER_TTL", "5");
    try (var extension = AgentEndpoint.of(aws).lambdaExtension(environment).port(0).start()) {
      assertThat(new LocalCheckout(extension.uri(), "test").password()).isEqualTo("one");
    }
  }

  @Test
  void extensionBeforeTheFirstInvocation(SecretsEmulator aws) throws Exception {
    try (var extension = AgentEndpoint.of(aws).lambdaExtensionInInitPhase().start()) {
      var checkout = new LocalCheckout(extension.uri(), "test");
      assertThatThrownBy(checkout::password).hasMessageContaining("400"); // not ready yet

      extension.endInitPhase();
      assertThat(checkout.password()).isEqualTo("one");
    }
  }
}

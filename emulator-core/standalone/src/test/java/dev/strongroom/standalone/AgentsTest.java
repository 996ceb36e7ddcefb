package dev.strongroom.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.SecretsEmulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Options that start the Agent and the Lambda extension. */
class AgentsTest {

  @TempDir Path folder;

  @Test
  @DisplayName("AG-9: --agent-config starts the Agent on the file's port")
  void configuration() throws Exception {
    var file = Files.writeString(folder.resolve("agent.toml"), "http_port = 0");
    try (var aws = SecretsEmulator.create();
        var agents = agents("--agent-config", file.toString())) {
      assertThat(agents.start(aws, Map.of("AWS_TOKEN", "test")))
          .singleElement()
          .asString()
          .startsWith("Secrets Manager Provider/3.0.0 listening on http://127.0.0.1:")
          .doesNotEndWith(":2773");
    }
  }

  @Test
  @DisplayName("AG-9: a file that the Agent refuses is reported in its words")
  void refusedConfiguration() throws Exception {
    var file = Files.writeString(folder.resolve("agent.toml"), "max_roles = 0");
    try (var aws = SecretsEmulator.create();
        var refused = agents("--agent-config", file.toString());
        var absent = agents("--agent-config", folder.resolve("none").toString())) {
      assertThatThrownBy(() -> refused.start(aws, Map.of("AWS_TOKEN", "test")))
          .isInstanceOf(CommandException.class)
          .hasMessageStartingWith(
              "--agent-config: Configuration validation failed with 1 error(s)");
      assertThatThrownBy(() -> absent.start(aws, Map.of("AWS_TOKEN", "test")))
          .isInstanceOf(CommandException.class)
          .hasMessage("--agent-config: there is no file " + folder.resolve("none"));
    }
  }

  @Test
  @DisplayName("LE-4: --lambda-extension without a port listens where the environment says")
  void portOfTheEnvironment() throws Exception {
    try (var aws = SecretsEmulator.create();
        var free = agents("--lambda-extension", "0");
        var refused = agents("--lambda-extension")) {
      var taken = free.start(aws, Map.of("AWS_SESSION_TOKEN", "test")).get(0);
      var port = taken.substring(taken.lastIndexOf(':') + 1);
      var variable = "PARAMETERS_SECRETS_EXTENSION_HTTP_PORT";

      assertThatThrownBy(() -> refused.start(aws, Map.of("AWS_TOKEN", "a", variable, port)))
          .hasMessageStartingWith("--lambda-extension: its port can't be used: ");
      assertThatThrownBy(() -> refused.start(aws, Map.of("AWS_TOKEN", "a", variable, "0")))
          .hasMessageContaining(variable + " must be a number in the range 1 to 65535");
    }
  }

  private static Agents agents(String... arguments) {
    var agents = new Agents();
    new CommandLine(agents).parseArgs(arguments);
    return agents;
  }
}

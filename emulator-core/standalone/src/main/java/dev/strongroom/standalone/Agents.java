package dev.strongroom.standalone;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.ServiceError;
import dev.strongroom.local.AgentEndpoint;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The ports of this machine on which applications read secrets beside the API. */
final class Agents implements AutoCloseable {

  private static final String DEFAULT_PORT = "2773";
  private static final String PORT_OF_THE_ENVIRONMENT = "-1";

  @Option(
      names = "--agent",
      paramLabel = "PORT",
      arity = "0..1",
      fallbackValue = DEFAULT_PORT,
      description =
          "Answers as the Secrets Manager Agent does, on port 2773 if none is given; 0 for any"
              + " free port. The token is that of the environment: AWS_TOKEN, AWS_SESSION_TOKEN or"
              + " AWS_CONTAINER_AUTHORIZATION_TOKEN. It reads as whom AWS_ACCESS_KEY_ID names.")
  private @Nullable Integer agent;

  @Option(
      names = "--agent-config",
      paramLabel = "FILE",
      description =
          "Answers as the Secrets Manager Agent does with this TOML file, on the port that it"
              + " names.")
  private @Nullable Path agentConfig;

  @Option(
      names = "--lambda-extension",
      paramLabel = "PORT",
      arity = "0..1",
      fallbackValue = PORT_OF_THE_ENVIRONMENT,
      description =
          "Answers as the Parameters and Secrets Lambda Extension does, likewise; its settings are"
              + " those of the environment, such as SECRETS_MANAGER_TTL.")
  private @Nullable Integer extension;

  private final List<AgentEndpoint> running = new ArrayList<>();

  /** What starts an agent, or refuses its settings. */
  private interface Starting {
    AgentEndpoint.Builder builder() throws IOException;
  }

  /** Starts those that are asked for, and returns the line that each prints. */
  List<String> start(SecretsEmulator aws, Map<String, String> environment)
      throws IOException, CommandException {
    if (agent != null) {
      int port = agent;
      start("--agent", aws, environment, () -> AgentEndpoint.of(aws).port(port));
    }
    if (agentConfig != null) {
      var file = agentConfig;
      start("--agent-config", aws, environment, () -> AgentEndpoint.of(aws).configuration(file));
    }
    if (extension != null) {
      int port = extension;
      start(
          "--lambda-extension",
          aws,
          environment,
          () -> {
            var builder = AgentEndpoint.of(aws).lambdaExtension(environment);
            return port < 0 ? builder : builder.port(port);
          });
    }
    return running.stream().map(AgentEndpoint::readyLine).toList();
  }

  private void start(
      String option, SecretsEmulator aws, Map<String, String> environment, Starting starting)
      throws IOException, CommandException {
    try {
      var reader = aws.caller(environment.get("AWS_ACCESS_KEY_ID"), null);
      running.add(starting.builder().tokenFrom(environment).caller(reader).start());
    } catch (BindException taken) {
      throw new CommandException(
          "%s: its port can't be used: %s. Choose another, or 0 for any free one."
              .formatted(option, taken.getMessage()),
          taken);
    } catch (NoSuchFileException absent) {
      throw new CommandException(option + ": there is no file " + absent.getFile(), absent);
    } catch (IllegalArgumentException | IllegalStateException | ServiceError misuse) {
      throw new CommandException(option + ": " + misuse.getMessage(), misuse);
    }
  }

  @Override
  public void close() {
    running.forEach(AgentEndpoint::close);
  }
}

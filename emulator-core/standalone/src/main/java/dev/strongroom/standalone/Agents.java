package dev.strongroom.standalone;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.local.AgentEndpoint;
import java.io.IOException;
import java.net.BindException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The ports of this machine on which applications read secrets beside the API. */
final class Agents implements AutoCloseable {

  private static final String DEFAULT_PORT = "2773";

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
      names = "--lambda-extension",
      paramLabel = "PORT",
      arity = "0..1",
      fallbackValue = DEFAULT_PORT,
      description = "Answers as the Parameters and Secrets Lambda Extension does, likewise.")
  private @Nullable Integer extension;

  private final List<AgentEndpoint> running = new ArrayList<>();

  /** Starts those that are asked for, and returns the line that each prints. */
  List<String> start(SecretsEmulator aws, Map<String, String> environment)
      throws IOException, CommandException {
    if (agent != null) {
      start(AgentEndpoint.of(aws).port(agent), "--agent", agent, aws, environment);
    }
    if (extension != null) {
      start(
          AgentEndpoint.of(aws).port(extension).lambdaExtension(),
          "--lambda-extension",
          extension,
          aws,
          environment);
    }
    return running.stream().map(AgentEndpoint::readyLine).toList();
  }

  private void start(
      AgentEndpoint.Builder builder,
      String option,
      int port,
      SecretsEmulator aws,
      Map<String, String> environment)
      throws IOException, CommandException {
    try {
      var reader = aws.caller(environment.get("AWS_ACCESS_KEY_ID"), null);
      running.add(builder.tokenFrom(environment).caller(reader).start());
    } catch (BindException taken) {
      throw new CommandException(
          "%s: port %d can't be used: %s. Choose another, or 0 for any free one."
              .formatted(option, port, taken.getMessage()),
          taken);
    } catch (IllegalArgumentException | IllegalStateException misuse) {
      throw new CommandException(option + ": " + misuse.getMessage(), misuse);
    }
  }

  @Override
  public void close() {
    running.forEach(AgentEndpoint::close);
  }
}

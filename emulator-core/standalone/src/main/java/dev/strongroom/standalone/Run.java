package dev.strongroom.standalone;

import dev.strongroom.local.EcsTaskDefinition;
import dev.strongroom.local.TaskFailedToStartException;
import dev.strongroom.wire.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command, started as Amazon ECS starts a container. */
@Command(
    name = "run",
    description = {
      "Runs a command with the environment that Amazon ECS gives a container: the variables and"
          + " secrets of a task definition, read once, as the execution role. The command calls"
          + " Strongroom instead of AWS, as the task role."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "1:the task can't be started, for the reason that ECS gives",
      "2:the command line is wrong",
      "other:that of the command"
    },
    footerHeading = "%nExample:%n",
    footer = {"  strongroom run --task-definition task.json -- java -jar my-app.jar"})
final class Run implements Callable<Integer> {

  @Mixin private Server server = new Server();

  @Option(
      names = "--task-definition",
      paramLabel = "FILE",
      required = true,
      description = "The task definition, as it is registered or described.")
  private Path file = Path.of("");

  @Option(
      names = "--container",
      paramLabel = "NAME",
      description = "Which container, if the definition has several.")
  private @Nullable String container;

  @Parameters(paramLabel = "COMMAND", arity = "1..*", description = "The command to run.")
  private List<String> command = new ArrayList<>();

  @Override
  public Integer call() throws CommandException {
    var definition = definition();
    var region = server.requireHealth().path("region").asText();
    var variables = chosen(resolved(definition, region)).environment();
    var taskRole = definition.taskRoleArn();
    var accessKey = taskRole == null ? "test" : server.role(taskRole, region).accessKeyId();
    var builder = new ProcessBuilder(command).inheritIO();
    var environment = builder.environment();
    Env.IN_THE_WAY.forEach(environment::remove);
    environment.putAll(Endpoint.environment(server.uri(), region, accessKey));
    environment.putAll(variables);
    return run(builder);
  }

  private EcsTaskDefinition definition() throws CommandException {
    try {
      return EcsTaskDefinition.parse(Files.readString(file));
    } catch (IOException unreadable) {
      throw new CommandException("The task definition " + file + " can't be read", unreadable);
    } catch (IllegalArgumentException malformed) {
      throw new CommandException(file + ": " + malformed.getMessage(), malformed);
    }
  }

  private List<EcsTaskDefinition.Container> resolved(EcsTaskDefinition definition, String region)
      throws CommandException {
    var role = definition.executionRoleArn();
    var client = role == null ? null : server.role(role, region);
    try {
      return definition.resolve(
          where -> {
            if (client == null) {
              throw new IllegalArgumentException(
                  "Secrets are read as the execution role: give its ARN as executionRoleArn");
            }
            return client.in(where);
          },
          region);
    } catch (TaskFailedToStartException failure) {
      throw new CommandException(
          TaskFailedToStartException.STOP_CODE + ": " + failure.stoppedReason(), failure);
    } catch (IllegalArgumentException wrong) {
      throw new CommandException(file + ": " + wrong.getMessage(), wrong);
    }
  }

  private EcsTaskDefinition.Container chosen(List<EcsTaskDefinition.Container> containers)
      throws CommandException {
    if (container == null && containers.size() == 1) {
      return containers.get(0);
    }
    var names = containers.stream().map(EcsTaskDefinition.Container::name).toList();
    for (var each : containers) {
      if (each.name().equals(container)) {
        return each;
      }
    }
    throw new CommandException(
        "Choose one of the containers with --container: " + String.join(", ", names));
  }

  private static int run(ProcessBuilder builder) throws CommandException {
    try {
      var process = builder.start();
      var end = new Thread(process::destroy, "strongroom-run");
      Runtime.getRuntime().addShutdownHook(end);
      return process.waitFor();
    } catch (IOException notFound) {
      throw new CommandException(
          "The command " + builder.command().get(0) + " can't be started", notFound);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CommandException("Interrupted", interrupted);
    }
  }
}

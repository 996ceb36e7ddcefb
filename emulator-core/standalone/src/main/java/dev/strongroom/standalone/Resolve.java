package dev.strongroom.standalone;

import dev.strongroom.fault.ConnectionFailure;
import dev.strongroom.local.CloudFormationTemplate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A template with the values of its dynamic references. */
@Command(
    name = "resolve",
    description = {
      "Prints a CloudFormation template as JSON, in which the dynamic references of its resources to"
          + " secrets are values."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it is printed",
      "1:a reference has no value, or the template can't be read",
      "2:the command line is wrong"
    },
    footerHeading = "%nExample:%n",
    footer = {"  strongroom resolve --template template.yaml --parameter Stage=test"})
final class Resolve implements Callable<Integer> {

  @Mixin private Server server = new Server();

  @Mixin private SeedFiles templates = new SeedFiles();

  @Option(
      names = "--template",
      paramLabel = "FILE",
      required = true,
      description = "The template, in YAML or JSON.")
  private Path file = Path.of("");

  @Option(
      names = "--access-key",
      paramLabel = "ID",
      defaultValue = "test",
      description =
          "Who reads: an access key id of the seed, or an account's id for its administrator."
              + " Default: the default account's administrator")
  private String accessKey = "";

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws CommandException {
    var client = server.client(accessKey);
    var settings = templates.loader(client.caller().accountId(), client.caller().region());
    CloudFormationTemplate.Stack stack;
    try {
      stack = CloudFormationTemplate.load(file, settings).resolve(client);
    } catch (IOException unreadable) {
      throw new CommandException("The template " + file + " can't be read", unreadable);
    } catch (IllegalArgumentException | ConnectionFailure wrong) {
      throw new CommandException(String.valueOf(wrong.getMessage()), wrong);
    }
    var command = Objects.requireNonNull(spec).commandLine();
    stack.failures().forEach((id, reason) -> command.getErr().println(id + ": " + reason));
    command.getErr().flush();
    if (!stack.failures().isEmpty()) {
      return 1;
    }
    command.getOut().println(stack.toJson());
    command.getOut().flush();
    return 0;
  }
}

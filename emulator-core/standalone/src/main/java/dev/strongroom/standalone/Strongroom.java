package dev.strongroom.standalone;

import dev.strongroom.teaching.cli.LearnCommand;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The command without a subcommand, which starts the service. */
@Command(
    name = "strongroom",
    header = "A local AWS Secrets Manager, KMS and STS.",
    synopsisSubcommandLabel = "[COMMAND]",
    commandListHeading = "%nCommands:%n")
final class Strongroom extends Serving {

  /** Subcommands take picocli longer to read than all that serving needs. */
  static CommandLine withSubcommands() {
    var line = new Strongroom().withAllOptions().addSubcommand(new Start().withAllOptions());
    List.of(
            new Env(),
            new Run(),
            new Resolve(),
            new Mount(),
            new Check(),
            new Export(),
            new Import(),
            new Status(),
            new Doctor(),
            new LearnCommand(),
            new HelpCommand())
        .forEach(line::addSubcommand);
    return line;
  }
}

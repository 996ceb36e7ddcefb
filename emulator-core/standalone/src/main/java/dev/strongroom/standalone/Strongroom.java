package dev.strongroom.standalone;

import dev.strongroom.teaching.cli.LearnCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The command without a subcommand, which starts the service. */
@Command(
    name = "strongroom",
    header = "A local AWS Secrets Manager, KMS and STS.",
    synopsisSubcommandLabel = "[COMMAND]",
    commandListHeading = "%nCommands:%n",
    subcommands = {
      Start.class,
      Env.class,
      Run.class,
      Resolve.class,
      Mount.class,
      Check.class,
      Export.class,
      Import.class,
      Status.class,
      Doctor.class,
      LearnCommand.class,
      HelpCommand.class
    })
final class Strongroom extends Serving {}

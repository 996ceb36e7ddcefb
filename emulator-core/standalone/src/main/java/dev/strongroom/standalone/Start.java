package dev.strongroom.standalone;

import picocli.CommandLine.Command;

/** The subcommand that starts the service. */
@Command(name = "start")
final class Start extends Serving {}

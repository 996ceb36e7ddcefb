package dev.strongroom.standalone;

import java.io.PrintWriter;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IVersionProvider;

/** The process: one command, then its exit code. */
public final class Main {

  /** Without it each answer waits 40 ms for an acknowledgement of its headers. */
  private static final String NO_DELAY = "sun.net.httpserver.nodelay";

  private Main() {}

  public static void main(String... arguments) {
    if (System.getProperty(NO_DELAY) == null) {
      System.setProperty(NO_DELAY, "true");
    }
    Logging.inLines();
    WarmUp.beginFor(arguments);
    int exitCode = commandLineFor(arguments).execute(arguments);
    if (exitCode != 0) {
      System.exit(exitCode); // else the server's thread goes on, if there is one
    }
  }

  /**
   * Without a subcommand only the options that most starts have are read. What turns out to need
   * more, such as the groups of other options, help and a mistake, goes to the whole command line.
   */
  static CommandLine commandLineFor(String... arguments) {
    if (arguments.length > 0 && !arguments[0].startsWith("-")) {
      return commandLine();
    }
    var line = settled(new CommandLine(new Strongroom()));
    Supplier<CommandLine> whole = () -> commandLine().setOut(line.getOut()).setErr(line.getErr());
    return line.setParameterExceptionHandler((mistake, all) -> whole.get().execute(all))
        .setExecutionStrategy(
            parsed ->
                parsed.isUsageHelpRequested()
                    ? whole.get().execute(arguments)
                    : new CommandLine.RunLast().execute(parsed));
  }

  static CommandLine commandLine() {
    return settled(Strongroom.withSubcommands());
  }

  private static CommandLine settled(CommandLine line) {
    return line.setUsageHelpAutoWidth(true)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(Main::exitCode);
  }

  private static int exitCode(
      Exception failure, CommandLine command, CommandLine.@Nullable ParseResult parsed)
      throws Exception {
    if (failure instanceof CommandException expected) {
      PrintWriter err = command.getErr();
      err.println(Objects.requireNonNull(expected.getMessage()));
      return 1;
    }
    throw failure;
  }

  /** What the manifest of this jar says. */
  static String version() {
    var version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "(not from its jar)" : version;
  }

  /** Prints {@link #version}. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"strongroom " + version()};
    }
  }
}

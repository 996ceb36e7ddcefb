package dev.strongroom.standalone;

import java.io.PrintWriter;
import java.util.Objects;
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
    int exitCode = commandLine().execute(arguments);
    if (exitCode != 0) {
      System.exit(exitCode); // else the server's thread goes on, if there is one
    }
  }

  static CommandLine commandLine() {
    return new CommandLine(new Strongroom())
        .setUsageHelpAutoWidth(true)
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

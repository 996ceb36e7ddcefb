package dev.strongroom.teaching.cli;

import dev.strongroom.teaching.Course;
import dev.strongroom.teaching.Progress;
import dev.strongroom.teaching.Scenario;
import dev.strongroom.teaching.yaml.ScenarioException;
import dev.strongroom.teaching.yaml.Suggestion;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** What every command needs: the course, the learner's progress, and where to print and ask. */
final class Learner {

  @Option(
      scope = ScopeType.INHERIT,
      names = "--scenarios",
      paramLabel = "DIR",
      description = "A folder with scenarios of your own, in place of the book.")
  private @Nullable Path folder;

  @Option(
      scope = ScopeType.INHERIT,
      names = "--progress",
      paramLabel = "FILE",
      description = "Where progress is kept. Default: .strongroom/progress.json")
  private Path progress = Path.of(".strongroom", "progress.json");

  @Option(
      scope = ScopeType.INHERIT,
      names = "--plain",
      description = "Standard input and output, without line editing, as for pipes and recordings.")
  private boolean plain;

  @SuppressWarnings("UnusedVariable") // picocli looks at it
  @Option(
      scope = ScopeType.INHERIT,
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Prints this help.")
  private boolean help;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  private @Nullable Course course;

  Course course() {
    if (course == null) {
      try {
        course = folder == null ? Course.book() : Course.in(folder);
      } catch (ScenarioException malformed) {
        throw misuse(String.valueOf(malformed.getMessage()));
      } catch (IOException unreadable) {
        throw misuse("The folder " + folder + " can't be read");
      }
    }
    return course;
  }

  /** A scenario by its id, or by its number in the course. */
  Scenario scenario(String idOrNumber) {
    var scenarios = course().scenarios();
    if (idOrNumber.matches("[0-9]{1,4}")) {
      int number = Integer.parseInt(idOrNumber);
      if (number >= 1 && number <= scenarios.size()) {
        return scenarios.get(number - 1);
      }
    }
    var found = course().find(idOrNumber);
    if (found == null) {
      throw misuse(
          Suggestion.unknown(
              "There is no scenario '" + idOrNumber + "'",
              idOrNumber,
              scenarios.stream().map(Scenario::id).toList()));
    }
    return found;
  }

  Progress progress() throws IOException {
    return Progress.in(progress);
  }

  Path progressFile() {
    return progress;
  }

  @Nullable Path folder() {
    return folder;
  }

  Clock clock() {
    return Clock.systemUTC();
  }

  /** A terminal if there is one, standard input otherwise. */
  Console console() {
    if (!plain && isTerminal()) {
      try {
        return JLineConsole.open();
      } catch (IOException | IllegalStateException | LinkageError noTerminal) {
        // standard input will do
      }
    }
    var charset = Charset.forName(System.getProperty("native.encoding", "UTF-8"));
    return new PlainConsole(new InputStreamReader(System.in, charset), out());
  }

  /** Whether somebody sits in front of it; newer JDKs have a console for pipes too. */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    var console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException before22) {
      return true;
    }
  }

  PrintWriter out() {
    return Objects.requireNonNull(spec).commandLine().getOut();
  }

  /** A command's work. */
  interface Work {
    int run() throws IOException;
  }

  /** A wrong command line, in a sentence for its user. */
  static final class Misuse extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Misuse(String message) {
      super(message, null, false, false);
    }
  }

  Misuse misuse(String message) {
    return new Misuse(message);
  }

  /** Runs a command; what is wrong with its command line or files ends it with exit code 2. */
  int guard(Work work) {
    var err = Objects.requireNonNull(spec).commandLine().getErr();
    try {
      return work.run();
    } catch (Misuse misuse) {
      err.println(misuse.getMessage());
    } catch (IOException failed) {
      err.println(
          failed instanceof NoSuchFileException
              ? failed.getMessage() + " is not there"
              : failed.getMessage());
    }
    err.flush();
    return 2;
  }

  /** Writes a file that isn't there yet. */
  void write(Path file, String text) throws IOException {
    if (Files.exists(file)) {
      throw misuse(file + " is there already: choose another name, or remove it");
    }
    Files.writeString(file, text, StandardCharsets.UTF_8);
  }
}

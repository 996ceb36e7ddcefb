package dev.strongroom.teaching.cli;

import dev.strongroom.teaching.Exam;
import dev.strongroom.teaching.Run;
import dev.strongroom.teaching.Scenario;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The command {@code learn}: to be registered with picocli's command line as a subcommand.
 *
 * <p>Without a subcommand it goes on where the learner left.
 */
@Command(
    name = "learn",
    header = "Learn Secrets Manager by scenarios that run.",
    description = "Without a command it goes on where you left.",
    synopsisSubcommandLabel = "[COMMAND]",
    commandListHeading = "%nCommands:%n",
    subcommands = {
      TeacherCommands.Check.class,
      TeacherCommands.New.class,
      TeacherCommands.Report.class
    })
public final class LearnCommand implements Callable<Integer> {

  @Mixin Learner learner = new Learner();

  /** Makes the command; picocli fills it. */
  public LearnCommand() {}

  @Override
  public Integer call() {
    return next();
  }

  @Command(name = "list", description = "Prints the scenarios, a line for each, with your points.")
  int list() {
    return learner.guard(
        () -> {
          new Lists(learner.out(), learner.course(), learner.progress()).print();
          return 0;
        });
  }

  @Command(
      name = "review",
      description = "Prints what you answered wrongly, what you were sure of first.")
  int review() {
    return learner.guard(
        () -> {
          new Lists(learner.out(), learner.course(), learner.progress()).review();
          return 0;
        });
  }

  @Command(
      name = "next",
      description = "Starts with the first scenario that isn't done, and goes on from there.")
  int next() {
    return learner.guard(
        () -> {
          var progress = learner.progress();
          try (var console = learner.console()) {
            for (var scenario : learner.course().scenarios()) {
              if (!progress.isDone(scenario) && !present(console, scenario)) {
                return 0;
              }
            }
            console.print("You have done everything. To see your points: strongroom learn list");
            return 0;
          }
        });
  }

  /** Presents a scenario and what may follow it; returns false if the learner leaves. */
  private boolean present(Console console, Scenario scenario) throws IOException {
    var progress = learner.progress();
    boolean answered =
        scenario.questions().stream().allMatch(one -> progress.isAnswered(scenario, one));
    var lesson = new Lesson(console, progress, learner.clock(), learner.course(), scenario);
    if (!(answered && progress.isBegun(scenario)) && !lesson.run()) {
      return false;
    }
    if (scenario.challenge() != null && !progress.isRepaired(scenario)) {
      var typed = console.ask("Enter repairs it, next leaves that for later, quit ends > ");
      if (typed == null || typed.strip().equals("quit")) {
        return false;
      }
      if (typed.isBlank()) {
        repair(console, scenario, Path.of(scenario.id() + ".fix.yaml"));
      }
    }
    var typed = console.ask("Enter goes on, quit ends > ");
    return typed != null && !typed.strip().equals("quit");
  }

  @Command(name = "quiz", description = "Runs one scenario, with its questions.")
  int quiz(@Parameters(paramLabel = "ID", description = "Its id, or its number.") String id) {
    return learner.guard(
        () -> {
          var scenario = learner.scenario(id);
          try (var console = learner.console()) {
            new Lesson(console, learner.progress(), learner.clock(), learner.course(), scenario)
                .run();
          }
          return 0;
        });
  }

  @Command(
      name = "fix",
      description = {
        "Writes a file with what may be changed, and looks at it whenever it is saved until the"
            + " scenario is repaired."
      })
  int fix(
      @Parameters(paramLabel = "ID", description = "Its id, or its number.") String id,
      @Option(names = "--file", paramLabel = "FILE", description = "Default: ID.fix.yaml")
          @Nullable Path file,
      @Option(names = "--once", description = "Looks once: exit code 0 if it is repaired, else 1.")
          boolean once) {
    return learner.guard(
        () -> {
          var scenario = learner.scenario(id);
          if (scenario.challenge() == null) {
            throw learner.misuse("There is nothing to repair in '" + scenario.id() + "'");
          }
          var path = Objects.requireNonNullElse(file, Path.of(scenario.id() + ".fix.yaml"));
          if (!once) {
            try (var console = learner.console()) {
              return repair(console, scenario, path) ? 0 : 1;
            }
          }
          try (var run = Run.begin(scenario);
              var console = new PlainConsole(Reader.nullReader(), learner.out())) {
            var repairing =
                new Repairing(console, learner.progress(), learner.clock(), scenario, path, run);
            repairing.write();
            return repairing.check() ? 0 : 1;
          }
        });
  }

  private boolean repair(Console console, Scenario scenario, Path file) throws IOException {
    try (var run = Run.begin(scenario)) {
      var repairing =
          new Repairing(console, learner.progress(), learner.clock(), scenario, file, run);
      repairing.write();
      return repairing.watch();
    }
  }

  @Command(
      name = "sandbox",
      description =
          "Serves a scenario's world on a port of this machine, for the AWS CLI or any SDK.")
  int sandbox(
      @Parameters(paramLabel = "ID", description = "Its id, or its number.") String id,
      @Option(
              names = "--after",
              paramLabel = "STEP",
              description = "The step after which it begins. Default: where the repair begins.")
          @Nullable String after,
      @Option(
              names = "--port",
              paramLabel = "PORT",
              description = "Default: 4566",
              defaultValue = "4566")
          int port) {
    return learner.guard(
        () -> {
          var scenario = learner.scenario(id);
          var challenge = scenario.challenge();
          var step = after != null ? after : challenge == null ? Scenario.START : challenge.at();
          try (var run = Run.begin(scenario);
              var console = learner.console()) {
            new Sandbox(console, scenario, run).serve(step, port);
          } catch (IllegalArgumentException unknownStep) {
            throw learner.misuse(String.valueOf(unknownStep.getMessage()));
          }
          return 0;
        });
  }

  @Command(
      name = "exam",
      description = "A mock exam: no feedback until the end, all or nothing for each question.")
  int exam(
      @Option(
              names = "--as",
              paramLabel = "EXAM",
              required = true,
              description = "For example DVA-C02.")
          String code,
      @Option(
              names = "--questions",
              paramLabel = "N",
              defaultValue = "20",
              description = "Default: 20")
          int questions,
      @Option(
              names = "--seed",
              paramLabel = "N",
              defaultValue = "1",
              description = "Another number draws another exam.")
          long seed) {
    return learner.guard(
        () -> {
          Exam exam;
          try {
            exam = Exam.draw(learner.course(), code, Math.max(1, questions), seed);
          } catch (IllegalArgumentException unknown) {
            throw learner.misuse(String.valueOf(unknown.getMessage()));
          }
          try (var console = learner.console()) {
            new ExamSession(console, learner.clock(), exam).take();
          }
          return 0;
        });
  }

  @Command(name = "reset", description = "Forgets your progress, in one scenario or in all.")
  int reset(
      @Parameters(arity = "0..1", paramLabel = "ID", description = "Default: all.")
          @Nullable String id) {
    return learner.guard(
        () -> {
          if (id == null) {
            learner.progress().reset();
          } else {
            learner.progress().reset(learner.scenario(id).id());
          }
          return 0;
        });
  }

  @Command(name = "export", description = "Copies your progress into a file.")
  int export(@Parameters(paramLabel = "FILE", description = "Where to.") Path file) {
    return learner.guard(
        () -> {
          learner.progress().copyTo(file);
          return 0;
        });
  }

  @Command(name = "import", description = "Takes over progress from a file, in place of yours.")
  int take(@Parameters(paramLabel = "FILE", description = "Where from.") Path file) {
    return learner.guard(
        () -> {
          try {
            learner.progress().take(file);
          } catch (IOException unreadable) {
            throw learner.misuse(String.valueOf(unreadable.getMessage()));
          }
          return 0;
        });
  }
}

package dev.strongroom.teaching.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.strongroom.teaching.Course;
import dev.strongroom.teaching.Progress;
import dev.strongroom.teaching.Scenario;
import dev.strongroom.teaching.yaml.ScenarioException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** What those need who write scenarios. */
final class TeacherCommands {

  private TeacherCommands() {}

  private static Learner learner(@Nullable LearnCommand parent) {
    return Objects.requireNonNull(parent).learner;
  }

  /** Whether scenarios pass the gates. */
  @Command(
      name = "check",
      description = {
        "Checks scenarios: whether they run as they say, and whether their questions and repairs"
            + " hold. Prints each problem with its line."
      },
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {"0:nothing is wrong", "1:something is", "2:the command line is wrong"})
  static final class Check implements Callable<Integer> {

    @ParentCommand private @Nullable LearnCommand parent;

    @Parameters(
        paramLabel = "FILE",
        arity = "0..*",
        description = "Default: all of the book, or of --scenarios.")
    private List<Path> files = new ArrayList<>();

    @Override
    public Integer call() {
      var learner = learner(parent);
      return learner.guard(() -> check(learner));
    }

    private int check(Learner learner) throws IOException {
      var out = learner.out();
      int problems = 0;
      int checked = 0;
      if (files.isEmpty() && learner.folder() == null) {
        for (var scenario : learner.course().scenarios()) {
          problems += report(scenario, out);
          checked++;
        }
      } else {
        for (var file : files(learner)) {
          problems += report(file, out);
          checked++;
        }
      }
      out.println(
          "%s checked, %s"
              .formatted(
                  counted(checked, "scenario"),
                  problems == 0 ? "nothing is wrong" : counted(problems, "problem")));
      out.flush();
      return problems == 0 ? 0 : 1;
    }

    private static String counted(int number, String what) {
      return number + " " + what + (number == 1 ? "" : "s");
    }

    private List<Path> files(Learner learner) throws IOException {
      var folder = learner.folder();
      if (!files.isEmpty() || folder == null) {
        return files;
      }
      Course.in(folder); // its course.yaml may be wrong
      return Course.files(folder);
    }

    private static int report(Path file, PrintWriter out) {
      try {
        return report(Scenario.load(file), out);
      } catch (ScenarioException malformed) {
        out.println(malformed.getMessage());
      } catch (IOException unreadable) {
        out.println(file + ": the file can't be read");
      }
      return 1;
    }

    private static int report(Scenario scenario, PrintWriter out) {
      int problems = 0;
      for (var gate : scenario.check().values()) {
        for (var problem : gate) {
          out.println(problem.getMessage());
          problems++;
        }
      }
      return problems;
    }
  }

  /** A skeleton to begin with. */
  @Command(
      name = "new",
      description = "Writes a scenario to begin with, with comments, as ID.yaml.")
  static final class New implements Callable<Integer> {

    private static final String SKELETON = "skeleton.yaml";

    @ParentCommand private @Nullable LearnCommand parent;

    @Parameters(paramLabel = "ID", description = "Small letters, digits and hyphens.")
    private @Nullable String id;

    @Override
    public Integer call() {
      var learner = learner(parent);
      return learner.guard(() -> write(learner));
    }

    private int write(Learner learner) throws IOException {
      if (id == null || !id.matches("[a-z0-9]++(?:-[a-z0-9]++)*+")) {
        throw learner.misuse(
            "An id has small letters, digits and single hyphens only, not '" + id + "'");
      }
      var folder = learner.folder() == null ? Path.of("") : learner.folder();
      var file = folder.resolve(id + ".yaml");
      if (learner.folder() != null) {
        Files.createDirectories(folder);
      }
      learner.write(file, skeleton().replace("id: my-scenario", "id: " + id));
      learner.out().println("Wrote " + file + ". Edit it, then: strongroom learn check " + file);
      learner.out().flush();
      return 0;
    }

    private static String skeleton() throws IOException {
      try (var file = TeacherCommands.class.getResourceAsStream(SKELETON)) {
        if (file == null) {
          throw new IOException(SKELETON + " is missing beside " + TeacherCommands.class);
        }
        return new String(file.readAllBytes(), UTF_8);
      }
    }
  }

  /** What learners have reached. */
  @Command(
      name = "report",
      description = {
        "Prints what learners have reached, a line for each scenario: answers, hints, points, and"
            + " whether it is passed."
      })
  static final class Report implements Callable<Integer> {

    @ParentCommand private @Nullable LearnCommand parent;

    @Option(names = "--csv", description = "Prints comma-separated values, with a header.")
    private boolean csv;

    @Parameters(
        paramLabel = "FILE",
        arity = "0..*",
        description =
            "Progress that learners have exported; a learner is called as the file. Default: --progress.")
    private List<Path> files = new ArrayList<>();

    @Override
    public Integer call() {
      var learner = learner(parent);
      return learner.guard(() -> report(learner));
    }

    private int report(Learner learner) throws IOException {
      var out = learner.out();
      var course = learner.course();
      if (csv) {
        out.println("learner,scenario,level,questions,answered,right,repaired,hints,points,passed");
      }
      for (var file : files.isEmpty() ? List.of(learner.progressFile()) : files) {
        if (!Files.exists(file)) {
          throw learner.misuse(file + " is not there: learners write it with 'learn export FILE'");
        }
        var progress = Progress.in(file);
        var name = String.valueOf(file.getFileName()).replaceFirst("\\.json$", "");
        int passed = 0;
        for (var scenario : course.scenarios()) {
          var row = row(course, progress, scenario);
          passed += row.get(row.size() - 1).equals("yes") ? 1 : 0;
          if (csv) {
            out.println(csv(name) + "," + String.join(",", row));
          } else if (progress.isBegun(scenario)) {
            out.println(
                "%-16s %-28s %3s points%s"
                    .formatted(
                        name,
                        scenario.id(),
                        row.get(row.size() - 2),
                        row.get(row.size() - 1).equals("yes") ? ", passed" : ""));
          }
        }
        if (!csv) {
          out.println(
              "%-16s %d of %d passed, with %d points or more"
                  .formatted(name, passed, course.scenarios().size(), course.passes()));
        }
      }
      out.flush();
      return 0;
    }

    private static List<String> row(Course course, Progress progress, Scenario scenario) {
      var questions = scenario.questions();
      int points = progress.score(scenario);
      return List.of(
          scenario.id(),
          String.valueOf(scenario.level()),
          String.valueOf(questions.size()),
          String.valueOf(questions.stream().filter(q -> progress.isAnswered(scenario, q)).count()),
          String.valueOf(questions.stream().filter(q -> progress.isRight(scenario, q)).count()),
          scenario.challenge() == null ? "" : progress.isRepaired(scenario) ? "yes" : "no",
          String.valueOf(progress.hints(scenario)),
          String.valueOf(points),
          progress.isDone(scenario) && points >= course.passes() ? "yes" : "no");
    }

    /** A value as RFC 4180 writes it; one that a spreadsheet would compute is quoted as a text. */
    private static String csv(String value) {
      var text = value.matches("[=+@-].*") ? "'" + value : value;
      return text.matches("[\\w .'-]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
  }
}

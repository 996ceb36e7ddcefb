package dev.strongroom.teaching.cli;

import dev.strongroom.iam.Decision;
import dev.strongroom.teaching.FixFile;
import dev.strongroom.teaching.Judge;
import dev.strongroom.teaching.Progress;
import dev.strongroom.teaching.Repair;
import dev.strongroom.teaching.Run;
import dev.strongroom.teaching.Scenario;
import dev.strongroom.teaching.cli.Console.EndOfInput;
import dev.strongroom.teaching.world.World;
import dev.strongroom.teaching.yaml.ScenarioException;
import dev.strongroom.teaching.yaml.YamlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/** A repair: a file that the learner edits, checked whenever it is saved. */
final class Repairing {

  private static final Duration LOOK_EVERY = Duration.ofMillis(300);

  private final Console console;
  private final Page page;
  private final Progress progress;
  private final Clock clock;
  private final Scenario scenario;
  private final FixFile fix;
  private final Path file;
  private final Run run;

  Repairing(
      Console console, Progress progress, Clock clock, Scenario scenario, Path file, Run run) {
    this.console = console;
    this.page = new Page(console);
    this.progress = progress;
    this.clock = clock;
    this.scenario = scenario;
    this.fix = new FixFile(scenario);
    this.file = file;
    this.run = run;
  }

  /** Writes the file, unless it is there already. */
  void write() throws IOException {
    var challenge = Objects.requireNonNull(scenario.challenge());
    page.paragraph(scenario.story());
    page.blank();
    if (!challenge.task().isEmpty()) {
      page.paragraph(challenge.task());
    }
    if (Files.exists(file)) {
      page.line("Going on with " + file + "; delete it to begin anew.");
      return;
    }
    try (var world = world()) {
      Files.writeString(file, fix.text(world));
    }
    page.line("Wrote " + file + ": edit and save it.");
  }

  private World world() {
    return run.after(Objects.requireNonNull(scenario.challenge()).at());
  }

  /**
   * Checks the file each time it is saved, until the repair works or the learner leaves.
   *
   * @return whether it works
   */
  boolean watch() throws IOException {
    page.line("Looking at it whenever it is saved. Type hint, solution or quit.");
    var seen = "";
    try {
      while (true) {
        var saved = Files.exists(file) ? YamlFile.text(file) : seen;
        if (!saved.equals(seen)) {
          seen = saved;
          if (check(saved)) {
            return true;
          }
        }
        var typed = console.await(LOOK_EVERY);
        if (typed != null && !obey(typed.strip())) {
          return false;
        }
      }
    } catch (EndOfInput left) {
      page.line("Go on with: strongroom learn fix " + scenario.id());
      return false;
    }
  }

  private boolean obey(String command) throws IOException {
    switch (command) {
      case "hint", "h" -> hint();
      case "solution" -> solution();
      case "quit", "q" -> {
        return false;
      }
      case "" -> {}
      default -> page.line("  hint, solution or quit.");
    }
    return true;
  }

  void hint() throws IOException {
    int shown = progress.hints(scenario);
    var hints = scenario.hints();
    if (shown >= hints.size()) {
      page.line("  There are no more hints; there is a solution.");
      return;
    }
    progress.hinted(scenario);
    page.item("  Hint %d of %d (-10): ".formatted(shown + 1, hints.size()), hints.get(shown));
  }

  void solution() throws IOException {
    progress.solutionShown(scenario);
    for (var repair : scenario.repairs().values()) {
      if (repair.isGood()) {
        show(repair);
      }
    }
  }

  private void show(Repair repair) {
    page.line("  " + repair.id() + ":");
    repair.actions().forEach(action -> page.item("    - ", action.text()));
  }

  /** Checks the file once, and says what still refuses. */
  boolean check() throws IOException {
    return check(YamlFile.text(file));
  }

  private boolean check(String text) throws IOException {
    Judge.Attempt attempt;
    try {
      attempt = new Judge(run).attempt(fix, text, file.toString());
    } catch (ScenarioException malformed) {
      page.line("Not readable: " + malformed.getMessage());
      return false;
    }
    page.events(attempt.events());
    if (attempt.works()) {
      solved();
      return true;
    }
    page.item("Not yet: ", attempt.why());
    if (attempt.refusal() != null) {
      explain(attempt.refusal());
    }
    return false;
  }

  /** Which layers say what; the remedy is shown to those only who have seen all hints. */
  private void explain(Decision refusal) {
    page.item("  ", "%s on %s".formatted(refusal.action(), refusal.resource()));
    for (var layer : refusal.layers()) {
      var mark = layer.layer() == refusal.layer() ? "  * " : "    ";
      page.line(
          mark
              + "%-22s%s"
                  .formatted(
                      layer.layer(),
                      layer.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' ')));
      layer
          .findings()
          .forEach(
              finding ->
                  page.item(
                      "        ",
                      finding.policy() + " " + finding.statement() + ": " + finding.why()));
    }
    if (progress.hints(scenario) >= scenario.hints().size()) {
      refusal.repairs().forEach(repair -> page.item("  would help: ", repair.toString()));
    }
  }

  private void solved() throws IOException {
    progress.repaired(scenario, clock.instant());
    page.line("Solved. Points: " + progress.score(scenario) + " of 100");
    page.blank();
    page.paragraph(scenario.explanation());
    page.line("Ways that work:");
    scenario.repairs().values().stream().filter(Repair::isGood).forEach(this::show);
    for (var repair : scenario.repairs().values()) {
      if (!repair.isGood() && !repair.why().isEmpty()) {
        page.item("  Not " + repair.id() + ": ", repair.why());
      }
    }
  }
}

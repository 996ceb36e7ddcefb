package dev.strongroom.teaching.cli;

import dev.strongroom.teaching.Course;
import dev.strongroom.teaching.Judge;
import dev.strongroom.teaching.Progress;
import dev.strongroom.teaching.Progress.Confidence;
import dev.strongroom.teaching.Question;
import dev.strongroom.teaching.Run;
import dev.strongroom.teaching.Scenario;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A scenario run step by step: the learner predicts how each step ends before that is shown. */
final class Lesson {

  private final Console console;
  private final Page page;
  private final Progress progress;
  private final Clock clock;
  private final Course course;
  private final Scenario scenario;

  Lesson(Console console, Progress progress, Clock clock, Course course, Scenario scenario) {
    this.console = console;
    this.page = new Page(console);
    this.progress = progress;
    this.clock = clock;
    this.course = course;
    this.scenario = scenario;
  }

  /**
   * Runs it to the end.
   *
   * @return whether the end was reached; otherwise the learner has left
   */
  boolean run() throws IOException {
    header();
    page.paragraph(scenario.story());
    page.blank();
    try (var run = Run.begin(scenario)) {
      var judge = new Judge(run);
      if (!ask(judge, Scenario.START)) {
        return left();
      }
      for (var step : scenario.steps()) {
        if (!step.say().isEmpty()) {
          page.paragraph(step.say());
        }
        step.actions().forEach(action -> page.item("  - ", action.text()));
        var result = run.next();
        if (!ask(judge, step.id())) {
          return left();
        }
        page.events(result.events());
        if (result.problem() != null) {
          page.line("  This is not what the scenario says: " + result.problem().getMessage());
        }
        page.blank();
      }
    }
    conclude();
    return true;
  }

  private void header() {
    var number = course.scenarios().indexOf(scenario) + 1;
    var exams =
        String.join(
            " · ",
            scenario.exams().entrySet().stream()
                .map(exam -> exam.getKey() + " " + String.join(", ", exam.getValue()))
                .toList());
    page.blank();
    page.line("%d/%d  %s".formatted(number, course.scenarios().size(), scenario.title()));
    page.line("      level " + scenario.level() + (exams.isEmpty() ? "" : " · " + exams));
    page.blank();
  }

  private boolean left() {
    page.blank();
    page.line("Saved. Go on with: strongroom learn");
    return false;
  }

  private void conclude() throws IOException {
    page.paragraph(scenario.explanation());
    page.blank();
    page.line("Sources: " + String.join(", ", scenario.sources()));
    if (!scenario.questions().isEmpty() || scenario.challenge() != null) {
      page.line("Points: " + progress.score(scenario) + " of 100");
    }
    if (scenario.challenge() != null && !progress.isRepaired(scenario)) {
      page.paragraph(
          "There is something to repair: %s"
              .formatted(
                  scenario.challenge().task().isEmpty()
                      ? scenario.title()
                      : scenario.challenge().task()));
      page.line("  strongroom learn fix " + scenario.id());
    }
  }

  /** Asks the questions after a step; false if the learner has left. */
  private boolean ask(Judge judge, String stepId) throws IOException {
    for (var question : scenario.questions()) {
      if (question.at().equals(stepId) && !ask(judge, question)) {
        return false;
      }
    }
    return true;
  }

  private boolean ask(Judge judge, Question question) throws IOException {
    print(page, question);
    var answer = answer(question);
    if (answer == null) {
      return false;
    }
    var confidence = confidence();
    if (confidence == null) {
      return false;
    }
    var right = judge.rightAnswers(question).get(0);
    boolean isRight = answer.equals(right);
    progress.answered(scenario, question, answer, isRight, confidence, clock.instant());
    explain(judge, question, answer, right);
    page.blank();
    return true;
  }

  static void print(Page page, Question question) {
    page.blank();
    page.item("? ", question.text());
    question
        .options()
        .values()
        .forEach(option -> page.item("  " + option.key() + "  ", option.text()));
    question
        .answers()
        .values()
        .forEach(option -> page.item("    " + option.key() + "  ", option.text()));
  }

  private @Nullable List<String> answer(Question question) {
    while (true) {
      var typed = console.ask("> ");
      if (typed == null || typed.strip().equalsIgnoreCase("quit")) {
        return null;
      }
      var answer = Answers.parse(question, typed);
      if (answer != null) {
        return answer;
      }
      page.line("  Type " + Answers.form(question) + "; or quit.");
    }
  }

  private @Nullable Confidence confidence() {
    while (true) {
      var typed = console.ask("  How sure? 1 guessed, 2 half sure, 3 sure [2] > ");
      if (typed == null || typed.strip().equalsIgnoreCase("quit")) {
        return null;
      }
      switch (typed.strip()) {
        case "1" -> {
          return Confidence.GUESSED;
        }
        case "", "2" -> {
          return Confidence.HALF_SURE;
        }
        case "3" -> {
          return Confidence.SURE;
        }
        default -> page.line("  1, 2 or 3.");
      }
    }
  }

  private void explain(Judge judge, Question question, List<String> answer, List<String> right) {
    boolean isRight = answer.equals(right);
    if (question.isTried()) {
      var attempt = judge.attempt(question, answer);
      page.events(attempt.events());
      if (!attempt.works() && !attempt.why().isEmpty()) {
        page.item("  -> ", attempt.why());
      }
    } else {
      page.events(judge.demonstrate(question));
    }
    page.line(isRight ? "Right." : "No. Right is " + Answers.text(question, right) + ".");
    for (var key : answer) {
      var option = question.options().get(key);
      if (option != null && !option.why().isEmpty()) {
        page.item("  " + key + ": ", option.why());
      }
    }
  }
}

package dev.strongroom.teaching.cli;

import dev.strongroom.teaching.Exam;
import dev.strongroom.teaching.Judge;
import dev.strongroom.teaching.Question;
import dev.strongroom.teaching.Run;
import dev.strongroom.teaching.Scenario;
import dev.strongroom.teaching.TextQuestion;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A mock exam as a learner takes it: no feedback until the end, all or nothing for a question. */
final class ExamSession {

  /** An answer, and what is right. */
  private record Given(Exam.Item item, List<String> answer, List<String> right) {
    boolean isRight() {
      return answer.equals(right);
    }
  }

  private final Console console;
  private final Page page;
  private final Clock clock;
  private final Exam exam;

  ExamSession(Console console, Clock clock, Exam exam) {
    this.console = console;
    this.page = new Page(console);
    this.clock = clock;
    this.exam = exam;
  }

  void take() {
    page.line(exam.info().code() + "  " + exam.info().title());
    page.line(
        exam.items().size()
            + " questions. An empty line leaves one out, quit ends the exam. Answers come at the end.");
    var start = clock.instant();
    var given = new ArrayList<Given>();
    boolean going = true;
    for (int i = 0; i < exam.items().size(); i++) {
      var item = exam.items().get(i);
      List<String> answer = List.of();
      if (going) {
        page.blank();
        page.line("%d/%d  %s".formatted(i + 1, exam.items().size(), since(start)));
        var typed = ask(item);
        going = typed != null;
        answer = typed == null ? List.of() : typed;
      }
      given.add(new Given(item, answer, right(item)));
    }
    report(given, start);
    runMisses(given);
  }

  private String since(Instant start) {
    var time = Duration.between(start, clock.instant());
    return "%d:%02d min".formatted(time.toMinutes(), time.toSecondsPart());
  }

  /** Null if the learner ends the exam, empty if the question is left out. */
  private @Nullable List<String> ask(Exam.Item item) {
    var scenario = item.scenario();
    var question = item.question();
    if (scenario != null && question != null) {
      page.paragraph(scenario.story());
      context(scenario, question);
      Lesson.print(page, question);
    } else {
      print(Objects.requireNonNull(item.text()));
    }
    while (true) {
      var typed = console.ask("> ");
      if (typed == null || typed.strip().equalsIgnoreCase("quit")) {
        return null;
      }
      if (typed.isBlank()) {
        return List.of();
      }
      var answer = question == null ? letters(item, typed) : Answers.parse(question, typed);
      if (answer != null) {
        return answer;
      }
      page.line("  Type " + form(item) + ", an empty line or quit.");
    }
  }

  private void context(Scenario scenario, Question question) {
    for (var step : scenario.steps()) {
      if (question.at().equals(Scenario.START)) {
        return;
      }
      step.actions().forEach(action -> page.item("  - ", action.text()));
      if (step.id().equals(question.at())) {
        return;
      }
    }
  }

  private void print(TextQuestion question) {
    page.item("? ", question.text());
    question.options().forEach((key, option) -> page.item("  " + key + "  ", option.text()));
  }

  private static @Nullable List<String> letters(Exam.Item item, String typed) {
    var text = Objects.requireNonNull(item.text());
    var letters = List.of(typed.toUpperCase(Locale.ROOT).replaceAll("[\\s,;]", "").split(""));
    boolean fits =
        text.options().keySet().containsAll(letters)
            && letters.size() == text.right().size()
            && letters.stream().distinct().count() == letters.size();
    return fits ? normalized(text, letters) : null;
  }

  private static List<String> normalized(TextQuestion text, List<String> letters) {
    return text.type() == Question.Type.ORDERING ? letters : letters.stream().sorted().toList();
  }

  private static String form(Exam.Item item) {
    var text = item.text();
    return text == null
        ? Answers.form(Objects.requireNonNull(item.question()))
        : text.right().size() + " of " + String.join(" ", text.options().keySet());
  }

  private static List<String> right(Exam.Item item) {
    var text = item.text();
    if (text != null) {
      return normalized(text, text.right());
    }
    try (var run = Run.begin(Objects.requireNonNull(item.scenario()))) {
      return new Judge(run).rightAnswers(Objects.requireNonNull(item.question())).get(0);
    }
  }

  private void report(List<Given> given, Instant start) {
    long right = given.stream().filter(Given::isRight).count();
    page.blank();
    page.line(
        "%d of %d right, %d%%, in %s. AWS scales its scores in a way that isn't public."
            .formatted(right, given.size(), percent(right, given.size()), since(start)));
    byTask(given)
        .forEach(
            (task, of) -> {
              long rightOnes = of.stream().filter(Given::isRight).count();
              page.item(
                  "  %-5s%3d%%  %d/%d  "
                      .formatted(task, percent(rightOnes, of.size()), rightOnes, of.size()),
                  exam.info().tasks().getOrDefault(task, ""));
            });
    for (int i = 0; i < given.size(); i++) {
      if (!given.get(i).isRight()) {
        miss(i + 1, given.get(i));
      }
    }
  }

  private static Map<String, List<Given>> byTask(List<Given> given) {
    var byTask = new TreeMap<String, List<Given>>();
    given.forEach(
        one -> byTask.computeIfAbsent(one.item().task(), first -> new ArrayList<>()).add(one));
    return byTask;
  }

  private static long percent(long right, long all) {
    return all == 0 ? 0 : Math.round(100.0 * right / all);
  }

  private void miss(int number, Given given) {
    page.blank();
    var question = given.item().question();
    var text = given.item().text();
    page.item(
        "%3d  ".formatted(number),
        question != null ? question.text() : text == null ? "" : text.text());
    if (question != null) {
      page.item(
          "     yours: ",
          given.answer().isEmpty() ? "none" : Answers.text(question, given.answer()));
      page.item("     right: ", Answers.text(question, given.right()));
      whys(
          given.answer(),
          key -> {
            var option = question.options().get(key);
            return option == null ? "" : option.why();
          });
      page.line(
          "     strongroom learn quiz " + Objects.requireNonNull(given.item().scenario()).id());
    } else if (text != null) {
      page.item(
          "     yours: ", given.answer().isEmpty() ? "none" : String.join(" ", given.answer()));
      for (var key : given.right()) {
        var option = text.options().get(key);
        page.item("     right: ", key + ": " + (option == null ? "" : option.text()));
      }
      whys(
          text.options().keySet(),
          key -> {
            var option = text.options().get(key);
            return option == null ? "" : option.why();
          });
      page.line("     Sources: " + String.join(", ", text.sources()));
    }
  }

  private void whys(Iterable<String> keys, UnaryOperator<String> why) {
    for (var key : keys) {
      var text = why.apply(key);
      if (!text.isEmpty()) {
        page.item("     " + key + ": ", text);
      }
    }
  }

  /** What can be run of the misses is run on demand. */
  private void runMisses(List<Given> given) {
    while (true) {
      var typed = console.ask("Run which one? A number, or Enter to end > ");
      if (typed == null || typed.isBlank()) {
        return;
      }
      int number;
      try {
        number = Integer.parseInt(typed.strip());
      } catch (NumberFormatException noNumber) {
        number = 0;
      }
      if (number < 1 || number > given.size()) {
        page.line("  1 to " + given.size() + ".");
      } else {
        run(given.get(number - 1));
      }
    }
  }

  private void run(Given given) {
    var scenario = given.item().scenario();
    var question = given.item().question();
    if (scenario == null || question == null) {
      page.line("  Nothing of this one runs; its sources stand for it.");
      return;
    }
    try (var run = Run.begin(scenario)) {
      var judge = new Judge(run);
      boolean shows =
          question.type() == Question.Type.ORDERING || question.type() == Question.Type.MATCHING;
      page.events(
          shows ? judge.demonstrate(question) : judge.attempt(question, given.right()).events());
    }
  }
}

package dev.strongroom.teaching.cli;

import dev.strongroom.teaching.Course;
import dev.strongroom.teaching.Progress;
import dev.strongroom.teaching.Progress.Confidence;
import dev.strongroom.teaching.Question;
import dev.strongroom.teaching.Scenario;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;

/** The course and a learner's progress in it, as lists. */
final class Lists {

  /** A question that was answered wrongly. */
  private record Miss(Scenario scenario, Question question, Confidence confidence) {}

  private final PrintWriter out;
  private final Course course;
  private final Progress progress;

  Lists(PrintWriter out, Course course, Progress progress) {
    this.out = out;
    this.course = course;
    this.progress = progress;
  }

  /** A line for each scenario: its number, id, title, and the points of those that are begun. */
  void print() {
    int number = 0;
    int level = 0;
    int done = 0;
    for (var scenario : course.scenarios()) {
      if (scenario.level() != level) {
        level = scenario.level();
        out.println("Level " + level);
      }
      number++;
      boolean isDone = progress.isDone(scenario);
      done += isDone ? 1 : 0;
      out.println(
          "%s%3d  %-28s %-52s %s"
              .formatted(
                  isDone ? "*" : " ", number, scenario.id(), scenario.title(), points(scenario))
              .stripTrailing());
    }
    out.println("%d of %d done".formatted(done, course.scenarios().size()));
    out.flush();
  }

  private String points(Scenario scenario) {
    if (progress.isOutdated(scenario)) {
      return "changed since you answered";
    }
    return progress.isBegun(scenario) ? progress.score(scenario) + " points" : "";
  }

  /** What was answered wrongly; what the learner was sure of comes first. */
  void review() {
    var misses = new ArrayList<Miss>();
    for (var scenario : course.scenarios()) {
      for (var question : scenario.questions()) {
        var confidence = progress.confidence(scenario, question);
        if (confidence != null && !progress.isRight(scenario, question)) {
          misses.add(new Miss(scenario, question, confidence));
        }
      }
    }
    misses.sort(Comparator.comparing(Miss::confidence).reversed());
    for (var miss : misses) {
      out.println(
          "%-10s %-28s %s"
              .formatted(words(miss.confidence()), miss.scenario().id(), miss.question().text()));
    }
    if (misses.isEmpty()) {
      out.println("No answer was wrong so far.");
    }
    out.flush();
  }

  private static String words(Confidence confidence) {
    return switch (confidence) {
      case SURE -> "sure";
      case HALF_SURE -> "half sure";
      case GUESSED -> "guessed";
    };
  }
}

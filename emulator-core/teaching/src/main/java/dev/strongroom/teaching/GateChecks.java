package dev.strongroom.teaching;

import dev.strongroom.teaching.Challenge.Editable;
import dev.strongroom.teaching.world.Actions;
import dev.strongroom.teaching.world.Event;
import dev.strongroom.teaching.world.Look;
import dev.strongroom.teaching.yaml.Place;
import dev.strongroom.teaching.yaml.ScenarioException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The gates' work on one scenario that has been run. */
final class GateChecks {

  private final Run run;
  private final Scenario scenario;
  private final Judge judge;
  private final List<ScenarioException> problems = new ArrayList<>();
  private final Map<String, List<List<String>>> right = new HashMap<>();

  GateChecks(Run run) {
    this.run = run;
    this.scenario = run.scenario();
    this.judge = new Judge(run);
  }

  /** What every gate finds. */
  static Map<Gate, List<ScenarioException>> report(Scenario scenario) {
    var report = new EnumMap<Gate, List<ScenarioException>>(Gate.class);
    try (var run = Run.of(scenario)) {
      var checks = new GateChecks(run);
      for (var gate : Gate.values()) {
        report.put(gate, checks.problems(gate));
      }
    } catch (ScenarioException broken) { // it can't even be carried out
      report.putIfAbsent(Gate.STEPS_HOLD, List.of(broken));
      for (var gate : Gate.values()) {
        report.putIfAbsent(gate, List.of());
      }
    }
    return report;
  }

  private List<ScenarioException> problems(Gate gate) {
    problems.clear();
    switch (gate) {
      case LOADS -> problems.addAll(Catalogue.get().unknown(scenario));
      case STEPS_HOLD -> stepsHold();
      case REPEATS -> repeats();
      case PRINTS_NO_VALUE -> printsNoValue();
      case GOAL_IS_OPEN -> goalIsOpen();
      case REPAIRS_WORK -> repairsWork();
      case NOTHING_SUPERFLUOUS -> nothingSuperfluous();
      case WRONG_REPAIRS_FAIL -> wrongRepairsFail();
      case ONE_RIGHT_ANSWER -> oneRightAnswer();
      case WRONG_OPTIONS_EXPLAINED -> wrongOptionsExplained();
      case TRICKS_ARE_FORBIDDEN -> tricksAreForbidden();
    }
    return List.copyOf(problems);
  }

  private List<List<String>> rightAnswers(Question question) {
    return right.computeIfAbsent(question.id(), first -> judge.rightAnswers(question));
  }

  private void problem(Place place, String text) {
    problems.add(new ScenarioException(place, text));
  }

  private void stepsHold() {
    for (var result : run.results()) {
      if (result.problem() != null) {
        problems.add(result.problem());
      }
    }
  }

  private void repeats() {
    try (var second = Run.of(scenario)) {
      var difference = difference(run.events(), second.events());
      if (difference != null) {
        problem(scenario.place(), "a second run differs from the first: " + difference);
      }
    }
  }

  /** The first event in which two runs differ; null if none does. */
  static @Nullable String difference(List<Event> first, List<Event> second) {
    for (int i = 0; i < Math.max(first.size(), second.size()); i++) {
      if (i >= first.size() || i >= second.size() || !first.get(i).equals(second.get(i))) {
        return text(first, i) + ", then " + text(second, i);
      }
    }
    return null;
  }

  private static String text(List<Event> events, int i) {
    return i < events.size() ? "'" + events.get(i).text() + "'" : "nothing";
  }

  private void printsNoValue() {
    try (var world = run.after(scenario.steps().get(scenario.steps().size() - 1).id())) {
      var secrets = world.secretTexts();
      for (var event : run.events()) {
        var json = event.json().toString();
        for (var secret : secrets) {
          if (json.contains(secret)) {
            problem(
                scenario.place(),
                "an event shows the value of a secret: a %s at %s"
                    .formatted(event.kind(), event.at()));
          }
        }
      }
      for (var text : printed()) {
        for (var secret : secrets) {
          if (text.contains(secret)) {
            problem(scenario.place(), "a text of the scenario shows the value of a secret");
          }
        }
      }
    }
  }

  /** What the trainer prints of the scenario's own words. */
  private List<String> printed() {
    var texts =
        new ArrayList<>(List.of(scenario.title(), scenario.story(), scenario.explanation()));
    texts.addAll(scenario.hints());
    scenario.steps().forEach(step -> texts.add(step.say()));
    for (var question : scenario.questions()) {
      texts.add(question.text());
      question.options().values().forEach(option -> texts.add(option.text() + option.why()));
    }
    return texts;
  }

  private void goalIsOpen() {
    var challenge = scenario.challenge();
    if (challenge == null) {
      return;
    }
    try (var world = run.after(challenge.at())) {
      if (Look.firstUnmet(world, scenario.goal()) == null) {
        problem(
            scenario.placeOf("goal"),
            "the goal is reached already after '"
                + challenge.at()
                + "': there is nothing to repair");
      }
    }
  }

  private void repairsWork() {
    for (var repair : scenario.repairs().values()) {
      if (repair.isGood()) {
        var attempt = judge.attempt(repair.from(), repair.actions());
        if (!attempt.works()) {
          problem(
              repair.place(),
              "the repair '%s' does not reach the goal: %s".formatted(repair.id(), attempt.why()));
        }
      }
    }
  }

  private void nothingSuperfluous() {
    for (var repair : scenario.repairs().values()) {
      for (int i = 0; repair.isGood() && i < repair.actions().size(); i++) {
        var rest = new ArrayList<>(repair.actions());
        var left = rest.remove(i);
        if (judge.attempt(repair.from(), rest).works()) {
          problem(
              repair.place(),
              "the repair '%s' works without '%s' too: leave it out".formatted(repair.id(), left));
        }
      }
    }
  }

  private void wrongRepairsFail() {
    for (var repair : scenario.repairs().values()) {
      if (!repair.isGood()) {
        wrongRepairFails(repair);
      }
    }
  }

  private void wrongRepairFails(Repair repair) {
    try (var world = run.after(repair.from())) {
      var outcome = Actions.perform(world, repair.actions());
      if (outcome.succeeded()) {
        Look.Unmet unmet = null;
        for (var look : scenario.goal()) {
          unmet = look.unmet(world);
          if (unmet != null) {
            break;
          }
        }
        if (unmet == null) {
          problem(repair.place(), "the repair '%s' works, but should fail".formatted(repair.id()));
          return;
        }
        if (unmet.outcome() != null) {
          outcome = unmet.outcome();
        }
      }
      var refused = repair.refused();
      var difference =
          refused == null
              ? repair.fails().stream()
                  .map(look -> look.unmet(world))
                  .filter(Objects::nonNull)
                  .map(Look.Unmet::why)
                  .findFirst()
                  .orElse(null)
              : refused.difference(world, outcome);
      if (difference != null) {
        problem(
            repair.place(),
            "the repair '%s' fails in another way: %s".formatted(repair.id(), difference));
      }
    }
  }

  private void oneRightAnswer() {
    for (var question : scenario.questions()) {
      var right = rightAnswers(question);
      if (right.size() != 1) {
        problem(
            question.place(),
            right.isEmpty()
                ? "no answer to the question '%s' is right: %s"
                    .formatted(question.id(), reasons(question))
                : "the question '%s' has %d right answers: %s"
                    .formatted(question.id(), right.size(), right));
      } else if (question.type() == Question.Type.ORDERING
          && right.get(0).size() != question.options().size()) {
        problem(
            question.place(),
            "not everything that the question '%s' orders has happened: only %s"
                .formatted(question.id(), right.get(0)));
      } else if (question.type() == Question.Type.MULTIPLE && !question.alone()) {
        fewerAreNotEnough(question, right.get(0));
      }
    }
  }

  private String reasons(Question question) {
    var reasons = new ArrayList<String>();
    for (var key : question.options().keySet()) {
      if (question.type() == Question.Type.CHOICE || question.alone()) {
        reasons.add(key + ": " + judge.attempt(question, List.of(key)).why());
      }
    }
    return String.join("; ", reasons);
  }

  /** The right options of such a question are right together only. */
  private void fewerAreNotEnough(Question question, List<String> right) {
    for (var key : right) {
      var fewer = new ArrayList<>(right);
      fewer.remove(key);
      if (judge.attempt(question, fewer).works()) {
        problem(
            question.place(),
            "the question '%s' needs no %s: %s is enough".formatted(question.id(), key, fewer));
      }
    }
  }

  private void wrongOptionsExplained() {
    for (var question : scenario.questions()) {
      if (question.type() != Question.Type.CHOICE && question.type() != Question.Type.MULTIPLE) {
        continue;
      }
      var right = rightAnswers(question).stream().flatMap(List::stream).toList();
      for (var option : question.options().values()) {
        if (option.why().isEmpty() && !right.contains(option.key())) {
          problem(
              option.place(),
              "option %s of the question '%s' is wrong: say 'why'"
                  .formatted(option.key(), question.id()));
        }
      }
    }
  }

  /**
   * Applies each trick that the challenge makes possible, and looks whether it counts as solved.
   */
  private void tricksAreForbidden() {
    var challenge = scenario.challenge();
    if (challenge == null) {
      return;
    }
    for (var kind : challenge.edit()) {
      if (kind != Editable.KMS_KEY && kind != Editable.ACTIONS) {
        try (var world = run.after(challenge.at())) {
          world.openEverything(kind.word());
          if (judge.whyNot(world).isEmpty()) {
            problem(
                scenario.placeOf("challenge"),
                "a %s that allows everything to everybody solves this: forbid it with 'forbid'"
                    .formatted(kind.word()));
          }
        }
      }
    }
  }
}

package dev.strongroom.teaching;

import dev.strongroom.iam.Decision;
import dev.strongroom.teaching.world.Action;
import dev.strongroom.teaching.world.Actions;
import dev.strongroom.teaching.world.Event;
import dev.strongroom.teaching.world.Look;
import dev.strongroom.teaching.world.Outcome;
import dev.strongroom.teaching.world.World;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds out by running them which options of questions are right, and which repairs work. */
public final class Judge {

  /**
   * What became of something that was tried.
   *
   * @param works whether it reached what it should
   * @param why not, in one line; empty if it works
   * @param events what happened
   * @param refusal the decision that is in the way; null if none is
   */
  public record Attempt(boolean works, String why, List<Event> events, @Nullable Decision refusal) {

    static Attempt of(World world, int before, String why, @Nullable Decision refusal) {
      var events = world.events();
      return new Attempt(why.isEmpty(), why, events.subList(before, events.size()), refusal);
    }
  }

  private static final int MOST_SUBSETS = 500;

  private final Run run;

  public Judge(Run run) {
    this.run = run;
  }

  /**
   * The answers that are right: each a list of letters, in order for an ordering, sorted for
   * others; of a matching the answers' letters in the order of the prompts. One for a sound
   * question.
   */
  public List<List<String>> rightAnswers(Question question) {
    return switch (question.type()) {
      case CHOICE -> rightAlone(question).stream().map(List::of).toList();
      case MULTIPLE -> question.alone() ? allRight(question) : rightSubsets(question);
      case ORDERING -> List.of(order(question));
      case MATCHING -> matches(question);
    };
  }

  /** Runs a chosen answer. */
  public Attempt attempt(Question question, List<String> keys) {
    try (var world = run.after(question.at())) {
      int before = world.events().size();
      return Attempt.of(
          world, before, Objects.requireNonNullElse(why(world, question, keys), ""), null);
    }
  }

  /** What happens in what a question asks about: its own actions, or those of its prompts. */
  public List<Event> demonstrate(Question question) {
    var events = new ArrayList<Event>();
    var tries =
        question.type() == Question.Type.MATCHING
            ? question.options().values().stream().map(Option::actions).toList()
            : List.of(question.actions());
    for (var actions : tries) {
      try (var world = run.after(question.at())) {
        int before = world.events().size();
        Actions.perform(world, actions);
        events.addAll(world.events().subList(before, world.events().size()));
      }
    }
    return events;
  }

  private @Nullable String why(World world, Question question, List<String> keys) {
    var goal = question.goal().isEmpty() ? run.scenario().goal() : question.goal();
    boolean acts = false;
    for (var key : keys) {
      var option = option(question, key);
      if (!option.actions().isEmpty()) {
        acts = true;
        var outcome = Actions.perform(world, option.actions());
        if (!outcome.succeeded()) {
          return outcome.toString();
        }
      } else if (option.expected() != null) {
        var outcome = Actions.perform(world, question.actions());
        var difference = option.expected().difference(world, outcome);
        if (difference != null) {
          return outcome.toString();
        }
      } else {
        var unmet = unmet(world, question, option);
        if (unmet != null) {
          return unmet.why();
        }
      }
    }
    var unmet = acts ? Look.firstUnmet(world, goal) : null;
    return unmet == null ? null : unmet.why();
  }

  private static Look.@Nullable Unmet unmet(World world, Question question, Option option) {
    if (question.actions().isEmpty()) {
      return Look.firstUnmet(world, option.holds());
    }
    Actions.perform(world, question.actions());
    return Look.firstUnmet(world, option.holds());
  }

  private static Option option(Question question, String key) {
    var option = question.options().get(key);
    if (option == null) {
      throw new IllegalArgumentException(
          "Question '%s' has no option '%s'".formatted(question.id(), key));
    }
    return option;
  }

  private List<String> rightAlone(Question question) {
    return question.options().keySet().stream()
        .filter(key -> attempt(question, List.of(key)).works())
        .toList();
  }

  private List<List<String>> allRight(Question question) {
    var right = rightAlone(question);
    return right.size() == question.pick() ? List.of(right) : List.of();
  }

  private List<List<String>> rightSubsets(Question question) {
    var right = new ArrayList<List<String>>();
    for (var subset : subsets(List.copyOf(question.options().keySet()), question.pick())) {
      if (attempt(question, subset).works()) {
        right.add(subset);
      }
    }
    return right;
  }

  /** All subsets of that size; a question has few options. */
  static List<List<String>> subsets(List<String> keys, int size) {
    var subsets = new ArrayList<List<String>>();
    if (size == 0) {
      subsets.add(List.of());
      return subsets;
    }
    for (int i = 0; i + size <= keys.size(); i++) {
      for (var rest : subsets(keys.subList(i + 1, keys.size()), size - 1)) {
        var subset = new ArrayList<String>();
        subset.add(keys.get(i));
        subset.addAll(rest);
        subsets.add(subset);
        if (subsets.size() > MOST_SUBSETS) {
          throw new IllegalArgumentException("A question has too many options to try them all");
        }
      }
    }
    return subsets;
  }

  /** The options in the order in which what they name happened. */
  private List<String> order(Question question) {
    try (var world = run.after(question.at())) {
      Actions.perform(world, question.actions());
      var happened = world.history();
      var places = new LinkedHashMap<String, Integer>();
      question
          .options()
          .forEach((key, option) -> places.put(key, happened.lastIndexOf(option.is())));
      return places.entrySet().stream()
          .filter(place -> place.getValue() >= 0)
          .sorted(Map.Entry.comparingByValue(Comparator.naturalOrder()))
          .map(Map.Entry::getKey)
          .toList();
    }
  }

  /** For each prompt the answers that its actions come to. */
  private List<List<String>> matches(Question question) {
    var answers = new ArrayList<List<String>>();
    answers.add(List.of());
    for (var prompt : question.options().values()) {
      var right = new TreeSet<String>();
      for (var answer : question.answers().values()) {
        if (matches(question, prompt.actions(), answer)) {
          right.add(answer.key());
        }
      }
      var longer = new ArrayList<List<String>>();
      for (var begun : answers) {
        for (var key : right) {
          var one = new ArrayList<>(begun);
          one.add(key);
          longer.add(one);
        }
      }
      answers.clear();
      answers.addAll(longer);
    }
    return answers;
  }

  private boolean matches(Question question, List<Action> actions, Option answer) {
    try (var world = run.after(question.at())) {
      var outcome = Actions.perform(world, actions);
      return answer.expected() != null
          ? answer.expected().difference(world, outcome) == null
          : Look.firstUnmet(world, answer.holds()) == null;
    }
  }

  /** Runs actions after a step, and looks whether they reach the goal and do nothing forbidden. */
  public Attempt attempt(String from, List<Action> actions) {
    try (var world = run.after(from)) {
      int before = world.events().size();
      return attempt(world, before, Actions.perform(world, actions));
    }
  }

  /**
   * Does where the repair begins what a learner's file says, and looks likewise.
   *
   * @param name how messages call the file
   * @throws dev.strongroom.teaching.yaml.ScenarioException if the file can't be understood
   */
  public Attempt attempt(FixFile fix, String text, String name) {
    try (var world = run.after(fix.at())) {
      int before = world.events().size();
      return attempt(world, before, fix.apply(world, text, name));
    }
  }

  private Attempt attempt(World world, int before, Outcome outcome) {
    if (!outcome.succeeded()) {
      return Attempt.of(world, before, outcome.toString(), outcome.refusal());
    }
    var unmet = unmet(world);
    var refused = unmet == null ? null : unmet.outcome();
    return Attempt.of(
        world,
        before,
        unmet == null ? "" : unmet.why(),
        refused == null ? null : refused.refusal());
  }

  /** Why a world is not as the scenario's goal wants it; empty if it is. */
  public String whyNot(World world) {
    var unmet = unmet(world);
    return unmet == null ? "" : unmet.why();
  }

  private Look.@Nullable Unmet unmet(World world) {
    for (var forbidden : run.scenario().forbidden()) {
      if (forbidden.isViolated(world)) {
        return new Look.Unmet(
            run.scenario().place(),
            "it works by what is forbidden here: " + forbidden.word(),
            null);
      }
    }
    return Look.firstUnmet(world, run.scenario().goal());
  }

  /** The run from which everything is tried. */
  public Run run() {
    return run;
  }
}

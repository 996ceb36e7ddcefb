package dev.strongroom.teaching;

import dev.strongroom.teaching.world.Action;
import dev.strongroom.teaching.world.Actions;
import dev.strongroom.teaching.world.Expectation;
import dev.strongroom.teaching.world.Look;
import dev.strongroom.teaching.world.Names;
import dev.strongroom.teaching.yaml.Members;
import dev.strongroom.teaching.yaml.Place;
import dev.strongroom.teaching.yaml.ScenarioException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A question about a scenario at one of its steps. Nothing in the file says which option is right:
 * running them does.
 *
 * @param at the step after which it is asked; {@link Scenario#START} for before the first
 * @param actions what the question is about, where its options say what that comes to
 * @param goal what the right options reach; the scenario's own goal if it is empty
 * @param pick how many options are right
 * @param alone whether each of several right options is right by itself, and not together only
 * @param answers of a matching: what its prompts are matched with
 */
public record Question(
    String id,
    Place place,
    String at,
    Type type,
    String text,
    List<Action> actions,
    List<Look> goal,
    int pick,
    boolean alone,
    Map<String, Option> options,
    Map<String, Option> answers) {

  /** The kinds of question that AWS's exams have. */
  public enum Type {
    /** One option is right. */
    CHOICE,
    /** Several options are right, and only together. */
    MULTIPLE,
    /** All options are put in order. */
    ORDERING,
    /** Each prompt is matched with one of the answers. */
    MATCHING;

    static final List<String> WORDS = List.of("choice", "multiple", "ordering", "matching");
  }

  /**
   * Returns an answer as {@link Judge#rightAnswers} gives them; null if the letters are none.
   *
   * @param letters of a matching the answers' in the order of the prompts, of others the options'
   */
  public @Nullable List<String> answer(List<String> letters) {
    var keys = type == Type.MATCHING ? answers.keySet() : options.keySet();
    int size =
        switch (type) {
          case CHOICE -> 1;
          case MULTIPLE -> pick;
          case ORDERING, MATCHING -> options.size();
        };
    boolean distinct = letters.stream().distinct().count() == letters.size();
    if (letters.size() != size
        || !keys.containsAll(letters)
        || !(distinct || type == Type.MATCHING)) {
      return null;
    }
    return type == Type.MULTIPLE ? letters.stream().sorted().toList() : List.copyOf(letters);
  }

  /** Whether a chosen answer itself can be run, and not only what the question is about. */
  public boolean isTried() {
    return type == Type.CHOICE || type == Type.MULTIPLE;
  }

  static Question parse(Members file, Names names, Map<String, Action> actions) {
    file.only("id", "at", "type", "text", "do", "goal", "pick", "alone", "options", "answers");
    var type = Type.valueOf(file.get("type").asOneOf(Type.WORDS).toUpperCase(Locale.ROOT));
    var about = file.has("do") ? Actions.list(file.get("do"), names, actions) : List.<Action>of();
    var options = options(file.get("options").asMembers(), type, !about.isEmpty(), names, actions);
    var answers =
        file.has("answers")
            ? options(file.get("answers").asMembers(), type, true, names, actions)
            : Map.<String, Option>of();
    if ((type == Type.MATCHING) != file.has("answers")) {
      throw file.error("a matching has 'answers' beside its 'options', and nothing else has them");
    }
    int pick = file.integer("pick", type == Type.CHOICE ? 1 : options.size());
    if (type == Type.MULTIPLE && (!file.has("pick") || pick < 2 || pick >= options.size())) {
      throw file.error("a question with several right options says how many with 'pick'");
    }
    return new Question(
        file.text("id"),
        file.place(),
        file.text("at"),
        type,
        file.text("text"),
        about,
        Look.parseAll(file.each("goal"), names, actions),
        pick,
        file.flag("alone") || options.values().stream().allMatch(one -> one.actions().isEmpty()),
        options,
        answers);
  }

  private static Map<String, Option> options(
      Members file, Type type, boolean isAbout, Names names, Map<String, Action> actions) {
    if (file.names().size() < 2) {
      throw file.error("there must be at least two");
    }
    var options = new LinkedHashMap<String, Option>();
    for (var key : file.names()) {
      if (!key.matches("[A-Z1-9]")) {
        throw new ScenarioException(
            file.placeOf(key), "an option has a single letter or digit, not '" + key + "'");
      }
      options.put(key, option(key, file.get(key).asMembers(), type, isAbout, names, actions));
    }
    return options;
  }

  private static Option option(
      String key,
      Members file,
      Type type,
      boolean isAbout,
      Names names,
      Map<String, Action> actions) {
    file.only("text", "do", "holds", "expect", "is", "why");
    var alternatives = new ArrayList<>(List.of("do", "holds", "expect", "is"));
    var proof = file.oneOf(alternatives);
    if (proof.equals("expect") && !isAbout) {
      throw file.get("expect").error("the question has no 'do' whose end could be expected");
    }
    if (proof.equals("is") != (type == Type.ORDERING)) {
      throw file.error("an ordering's options say with 'is' what happened, and no other's do");
    }
    return new Option(
        key,
        file.place(),
        file.text("text"),
        proof.equals("do") ? Actions.list(file.get("do"), names, actions) : List.of(),
        Look.parseAll(file.each("holds"), names, actions),
        proof.equals("expect") ? expected(file, names) : null,
        file.text("is", ""),
        file.text("why", ""));
  }

  private static @Nullable Expectation expected(Members file, Names names) {
    return Expectation.parse(file.get("expect"), names);
  }
}

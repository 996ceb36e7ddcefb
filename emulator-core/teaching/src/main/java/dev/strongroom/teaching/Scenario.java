package dev.strongroom.teaching;

import static dev.strongroom.teaching.world.Names.Kind.ACTION;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.strongroom.teaching.world.Action;
import dev.strongroom.teaching.world.Look;
import dev.strongroom.teaching.world.Names;
import dev.strongroom.teaching.world.Setup;
import dev.strongroom.teaching.world.Verbs;
import dev.strongroom.teaching.world.World;
import dev.strongroom.teaching.yaml.Located;
import dev.strongroom.teaching.yaml.Members;
import dev.strongroom.teaching.yaml.Place;
import dev.strongroom.teaching.yaml.ScenarioException;
import dev.strongroom.teaching.yaml.Suggestion;
import dev.strongroom.teaching.yaml.YamlFile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A lesson that runs: a world, steps in it, questions about it, and a defect to repair. */
public final class Scenario {

  /** The name of the moment before the first step. */
  public static final String START = "start";

  static final int FORMAT = 1;

  private final String source;
  private final Members file;
  private final Names names;
  private final Map<String, Action> actions;
  private final List<Step> steps;
  private final List<Look> goal;
  private final List<Forbidden> forbidden;
  private final List<Question> questions;
  private final Map<String, Repair> repairs;
  private final @Nullable Challenge challenge;

  private Scenario(String source, String name) {
    this.source = source;
    this.file = YamlFile.parse(source, name).asMembers();
    file.only(
        "format",
        "id",
        "title",
        "level",
        "exams",
        "traps",
        "story",
        "world",
        "actions",
        "steps",
        "goal",
        "forbid",
        "questions",
        "repairs",
        "challenge",
        "hints",
        "explain",
        "sources");
    if (file.get("format").asInteger() != FORMAT) {
      throw file.get("format").error("this version reads the format " + FORMAT + " only");
    }
    if (!file.text("id").matches("[a-z0-9]+(-[a-z0-9]+)*+")) {
      throw file.get("id").error("an id has small letters, digits and single hyphens only");
    }
    int level = file.get("level").asInteger();
    if (level < 1 || level > 5) {
      throw file.get("level").error("a level is 1 to 5, but this one is " + level);
    }
    for (var text : List.of("title", "story", "explain")) {
      file.text(text);
    }
    var world = file.members("world");
    names = Setup.names(world);
    var blocks = new ArrayList<Located>();
    for (var block : List.of("world", "actions", "steps", "goal", "questions", "repairs")) {
      file.with(block, blocks::add);
    }
    blocks.forEach(names::learn);
    blocks.forEach(names::check);
    actions = actions(file.members("actions"), names);
    names.add(ACTION, actions.keySet());
    steps = steps(file.get("steps").asItems().values());
    goal = Look.parseAll(file.each("goal"), names, actions);
    forbidden = file.each("forbid").stream().map(Forbidden::parse).toList();
    challenge = file.has("challenge") ? Challenge.parse(file.get("challenge").asMembers()) : null;
    questions =
        file.each("questions").stream()
            .map(one -> Question.parse(one.asMembers(), names, actions))
            .toList();
    var start = challenge == null ? steps.get(steps.size() - 1).id() : challenge.at();
    repairs = Repair.parseAll(file.members("repairs"), start, names, actions);
    requireConsistent();
  }

  /**
   * Reads a scenario.
   *
   * @param name how messages call the text
   * @throws ScenarioException saying what is wrong and where
   */
  public static Scenario parse(String text, String name) {
    return new Scenario(text, name);
  }

  /**
   * Reads a scenario's file.
   *
   * @throws IOException if the file can't be read
   * @throws ScenarioException saying what is wrong and where
   */
  public static Scenario load(Path path) throws IOException {
    return new Scenario(YamlFile.text(path), path.toString());
  }

  private static Map<String, Action> actions(Members file, Names names) {
    var actions = new LinkedHashMap<String, Action>();
    for (var name : file.names()) {
      actions.put(name, Verbs.parse(name, file.get(name), names));
    }
    return actions;
  }

  private List<Step> steps(List<Located> files) {
    var steps = new ArrayList<Step>();
    var ids = new LinkedHashSet<>(Set.of(START));
    for (var one : files) {
      var step = Step.parse(one.asMembers(), names, actions);
      if (!ids.add(step.id())) {
        throw one.error("the step id '" + step.id() + "' is taken already");
      }
      steps.add(step);
    }
    if (steps.isEmpty()) {
      throw file.get("steps").error("a scenario has at least one step");
    }
    return List.copyOf(steps);
  }

  private void requireConsistent() {
    boolean decides =
        questions.stream()
            .anyMatch(
                question ->
                    question.goal().isEmpty()
                        && question.type() != Question.Type.MATCHING
                        && question.options().values().stream()
                            .anyMatch(option -> !option.actions().isEmpty()));
    if (goal.isEmpty() && (decides || challenge != null || !repairs.isEmpty())) {
      throw file.error("the member 'goal' is missing: it decides which options and repairs work");
    }
    if (challenge != null) {
      requireStep(challenge.at(), file.get("challenge").asMembers().get("at").place());
      if (file.texts("hints").isEmpty()) {
        throw file.error("a scenario with a challenge has at least one hint");
      }
      if (repairs.values().stream().noneMatch(Repair::isGood)) {
        throw file.error("a scenario with a challenge has at least one repair that works");
      }
    }
    questions.forEach(question -> requireStep(question.at(), question.place()));
    repairs.values().forEach(repair -> requireStep(repair.from(), repair.place()));
  }

  private void requireStep(String id, Place place) {
    if (!id.equals(START) && steps.stream().noneMatch(step -> step.id().equals(id))) {
      throw new ScenarioException(
          place,
          Suggestion.unknown(
              "there is no step '" + id + "'", id, steps.stream().map(Step::id).toList()));
    }
  }

  /** A new world as it is before the first step; the caller closes it. */
  public World world() {
    return Setup.world(file.members("world"), names);
  }

  /** What is wrong with it, gate by gate; nothing for a gate that it passes. */
  public Map<Gate, List<ScenarioException>> check() {
    return GateChecks.report(this);
  }

  /** Where the scenario stands. */
  public Place place() {
    return file.place();
  }

  /** Where a member of the file stands. */
  Place placeOf(String member) {
    return file.has(member) ? file.get(member).place() : file.place();
  }

  public String id() {
    return file.text("id");
  }

  public String title() {
    return file.text("title");
  }

  /** From 1, for beginners, to 5. */
  public int level() {
    return file.get("level").asInteger();
  }

  /**
   * Returns what changes whenever the file does, by which answers to an earlier edition are found.
   */
  public String edition() {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(source.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java has SHA-256", impossible);
    }
  }

  /** The tasks of exams that it belongs to: {@code DVA-C02 -> [2.3]}. */
  public Map<String, List<String>> exams() {
    var exams = new LinkedHashMap<String, List<String>>();
    var members = file.members("exams");
    members.names().forEach(exam -> exams.put(exam, members.texts(exam)));
    return exams;
  }

  /** The numbers of the traps that it is about. */
  public List<Integer> traps() {
    return file.each("traps").stream().map(Located::asInteger).toList();
  }

  public String story() {
    return file.text("story");
  }

  public Map<String, Action> actions() {
    return actions;
  }

  public List<Step> steps() {
    return steps;
  }

  /** What a repair reaches. */
  public List<Look> goal() {
    return goal;
  }

  /** What no repair may do. */
  public List<Forbidden> forbidden() {
    return forbidden;
  }

  public List<Question> questions() {
    return questions;
  }

  public Map<String, Repair> repairs() {
    return repairs;
  }

  /** What there is to repair; null if nothing is. */
  public @Nullable Challenge challenge() {
    return challenge;
  }

  public List<String> hints() {
    return file.texts("hints");
  }

  /** What there is to learn from it. */
  public String explanation() {
    return file.text("explain");
  }

  /** Where its facts come from: rules, keys of the catalogue's sources, or URLs. */
  public List<String> sources() {
    return file.texts("sources");
  }

  Names names() {
    return names;
  }

  @Override
  public String toString() {
    return id();
  }
}

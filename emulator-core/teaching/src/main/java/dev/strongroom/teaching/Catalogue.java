package dev.strongroom.teaching;

import dev.strongroom.teaching.yaml.Members;
import dev.strongroom.teaching.yaml.Place;
import dev.strongroom.teaching.yaml.ScenarioException;
import dev.strongroom.teaching.yaml.Suggestion;
import dev.strongroom.teaching.yaml.YamlFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What scenarios refer to: exams with their tasks, traps with their verdicts, and sources. */
public final class Catalogue {

  private static final String FILE = "catalogue.yaml";

  private static final Catalogue BOOK = read();

  /**
   * An exam.
   *
   * @param questionTypes the types of question that it has
   * @param tasks the tasks that are about secrets, by number
   */
  public record ExamInfo(
      String code, String title, List<Question.Type> questionTypes, Map<String, String> tasks) {}

  /**
   * Something that study texts say and learners fall for.
   *
   * @param says who says it: the numbers of study texts; empty if it is our own
   * @param claim what is said, in our words
   * @param verdict holds, refuted, half, disputed
   * @param finding what is true
   * @param runs {@code now}, or {@code text} where nothing runs and the mock exam asks a question
   */
  public record Trap(
      int number,
      List<String> says,
      String claim,
      String verdict,
      String finding,
      String runs,
      List<String> sources) {}

  private final Map<String, ExamInfo> exams = new LinkedHashMap<>();
  private final Map<Integer, Trap> traps = new LinkedHashMap<>();
  private final Map<String, String> sources = new LinkedHashMap<>();
  private final Map<String, String> texts = new LinkedHashMap<>();

  private Catalogue(Members file) {
    file.only("texts", "exams", "sources", "traps");
    file.members("texts").values().forEach((number, text) -> texts.put(number, text.asName()));
    file.members("sources").values().forEach((key, text) -> sources.put(key, text.asName()));
    file.members("exams")
        .values()
        .forEach((code, exam) -> exams.put(code, exam(code, exam.asMembers())));
    file.members("traps")
        .values()
        .forEach(
            (number, trap) -> traps.put(Integer.valueOf(number), trap(number, trap.asMembers())));
  }

  private static ExamInfo exam(String code, Members file) {
    file.only("title", "types", "tasks");
    var tasks = new LinkedHashMap<String, String>();
    var members = file.members("tasks");
    members.names().forEach(task -> tasks.put(task, members.text(task)));
    var types =
        file.each("types").stream()
            .map(type -> type.asOneOf(Question.Type.WORDS))
            .map(word -> Question.Type.values()[Question.Type.WORDS.indexOf(word)])
            .toList();
    return new ExamInfo(code, file.text("title"), types, tasks);
  }

  private static Trap trap(String number, Members file) {
    file.only("says", "claim", "verdict", "finding", "runs", "sources");
    return new Trap(
        Integer.parseInt(number),
        file.texts("says"),
        file.text("claim"),
        file.get("verdict").asOneOf(List.of("holds", "refuted", "half", "disputed")),
        file.text("finding"),
        file.has("runs") ? file.get("runs").asOneOf(List.of("now", "text")) : "now",
        file.texts("sources"));
  }

  /** The catalogue of this version. */
  public static Catalogue get() {
    return BOOK;
  }

  private static Catalogue read() {
    try (InputStream file = Catalogue.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IllegalStateException(FILE + " is missing beside " + Catalogue.class);
      }
      var text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return new Catalogue(YamlFile.parse(text, FILE).asMembers());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  public Map<String, ExamInfo> exams() {
    return exams;
  }

  public Map<Integer, Trap> traps() {
    return traps;
  }

  /** Sources by their keys. */
  public Map<String, String> sources() {
    return sources;
  }

  /** The study texts whose claims are traps, by their numbers. */
  public Map<String, String> texts() {
    return texts;
  }

  /** What a scenario refers to that isn't here. */
  List<ScenarioException> unknown(Scenario scenario) {
    var problems = new ArrayList<ScenarioException>();
    scenario
        .exams()
        .forEach((code, tasks) -> requireTasks(code, tasks, scenario.placeOf("exams"), problems));
    for (var trap : scenario.traps()) {
      if (!traps.containsKey(trap)) {
        problems.add(
            new ScenarioException(
                scenario.placeOf("traps"),
                "there is no trap " + trap + ": there are 1 to " + traps.size()));
      }
    }
    for (var source : scenario.sources()) {
      if (!isSource(source)) {
        problems.add(
            new ScenarioException(
                scenario.placeOf("sources"),
                "'%s' is no source: name a rule such as ROT-12, a key of the catalogue such as D9, or a URL"
                    .formatted(source)));
      }
    }
    if (scenario.sources().isEmpty()) {
      problems.add(new ScenarioException(scenario.place(), "a scenario names its 'sources'"));
    }
    return problems;
  }

  /** Whether it is a rule's number, one of these sources, or a URL. */
  boolean isSource(String text) {
    return sources.containsKey(text)
        || text.matches("[A-Z]{2,4}-[0-9]{1,3}")
        || text.startsWith("https://");
  }

  private void requireTasks(
      String code, List<String> tasks, Place place, List<ScenarioException> problems) {
    var exam = exams.get(code);
    if (exam == null) {
      problems.add(
          new ScenarioException(
              place, Suggestion.unknown("there is no exam '" + code + "'", code, exams.keySet())));
      return;
    }
    for (var task : tasks) {
      if (!exam.tasks().containsKey(task)) {
        problems.add(
            new ScenarioException(
                place,
                Suggestion.unknown(
                    code + " has no task '" + task + "'", task, exam.tasks().keySet())));
      }
    }
  }
}

package dev.strongroom.teaching;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a learner has answered and repaired, in one readable JSON file. Every change is written at
 * once, to another file that then takes the place of the old one, so that nothing is lost or half
 * written when the program ends.
 */
public final class Progress {

  /** How sure a learner was of an answer. */
  public enum Confidence {
    GUESSED,
    HALF_SURE,
    SURE
  }

  private static final int FORMAT = 1;
  private static final int OF_QUESTIONS = 40;
  private static final int OF_REPAIR = 60;
  private static final int OF_HINT = 10;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private ObjectNode root;

  private Progress(Path file, ObjectNode root) {
    this.file = file;
    this.root = root;
  }

  /**
   * Reads a file; one that isn't there is an empty one.
   *
   * @throws IOException if it can't be read, or is not such a file
   */
  public static Progress in(Path file) throws IOException {
    return new Progress(file, Files.exists(file) ? read(file) : empty());
  }

  private static ObjectNode empty() {
    var root = JsonNodeFactory.instance.objectNode();
    root.put("format", FORMAT);
    root.putObject("scenarios");
    return root;
  }

  private static ObjectNode read(Path file) throws IOException {
    JsonNode root;
    try {
      root = JSON.readTree(Files.readString(file));
    } catch (JsonProcessingException malformed) {
      throw new IOException(file + " is no progress file: it is no JSON", malformed);
    }
    if (!(root instanceof ObjectNode object)
        || object.path("format").asInt() != FORMAT
        || !object.path("scenarios").isObject()) {
      throw new IOException(
          file + " is no progress file of this version: expected 'format' 1 and 'scenarios'");
    }
    return object;
  }

  /** Notes an answer; only the first one to a question counts. */
  public void answered(
      Scenario scenario,
      Question question,
      List<String> chosen,
      boolean right,
      Confidence confidence,
      Instant at)
      throws IOException {
    var answers = of(scenario).withObject("/answers");
    if (!answers.has(question.id())) {
      var answer = answers.putObject(question.id());
      chosen.forEach(answer.putArray("chosen")::add);
      answer.put("right", right);
      answer.put("confidence", confidence.name().toLowerCase(Locale.ROOT));
      answer.put("at", time(at));
      write();
    }
  }

  public boolean isAnswered(Scenario scenario, Question question) {
    return known(scenario).path("answers").has(question.id());
  }

  /** Notes that one more hint was shown. */
  public void hinted(Scenario scenario) throws IOException {
    if (!isRepaired(scenario)) {
      of(scenario).put("hints", hints(scenario) + 1);
      write();
    }
  }

  /** How many hints were shown before the repair. */
  public int hints(Scenario scenario) {
    return known(scenario).path("hints").asInt();
  }

  /** Notes that the solution was shown before the repair, which then is worth nothing. */
  public void solutionShown(Scenario scenario) throws IOException {
    if (!isRepaired(scenario)) {
      of(scenario).put("solutionShown", true);
      write();
    }
  }

  /** Notes that the goal was reached; only the first time counts. */
  public void repaired(Scenario scenario, Instant at) throws IOException {
    if (!isRepaired(scenario)) {
      of(scenario).put("repaired", time(at));
      write();
    }
  }

  public boolean isRepaired(Scenario scenario) {
    return known(scenario).has("repaired");
  }

  /** Whether all questions are answered, and what there is to repair is repaired. */
  public boolean isDone(Scenario scenario) {
    return scenario.questions().stream().allMatch(question -> isAnswered(scenario, question))
        && (scenario.challenge() == null || isRepaired(scenario));
  }

  /** Whether anything is known of a scenario in its present edition. */
  public boolean isBegun(Scenario scenario) {
    return !known(scenario).isEmpty();
  }

  /** Whether what is known is about another edition of the file, and does not count. */
  public boolean isOutdated(Scenario scenario) {
    var entry = root.path("scenarios").path(scenario.id());
    return entry.isObject() && !entry.path("edition").asText().equals(scenario.edition());
  }

  /**
   * The points of 100: 40 for the questions and 60 for the repair, less 10 for each hint; all for
   * the questions where there is nothing to repair.
   */
  public int score(Scenario scenario) {
    int all = scenario.questions().size();
    long right =
        scenario.questions().stream().filter(question -> isRight(scenario, question)).count();
    boolean isLesson = scenario.challenge() == null;
    long questions = all == 0 ? 0 : (isLesson ? 100 : OF_QUESTIONS) * right / all;
    boolean counts = isRepaired(scenario) && !known(scenario).path("solutionShown").asBoolean();
    int repair = counts ? Math.max(0, OF_REPAIR - OF_HINT * hints(scenario)) : 0;
    return (int) questions + (isLesson ? 0 : repair);
  }

  /** Whether the first answer was right; false as well if there is none. */
  public boolean isRight(Scenario scenario, Question question) {
    return known(scenario).path("answers").path(question.id()).path("right").asBoolean();
  }

  /** How sure the first answer was; null if there is none. */
  public @Nullable Confidence confidence(Scenario scenario, Question question) {
    var word = known(scenario).path("answers").path(question.id()).path("confidence");
    return word.isTextual() ? Confidence.valueOf(word.textValue().toUpperCase(Locale.ROOT)) : null;
  }

  /** Forgets what is known of a scenario. */
  public void reset(String scenarioId) throws IOException {
    ((ObjectNode) root.path("scenarios")).remove(scenarioId);
    write();
  }

  /** Forgets everything. */
  public void reset() throws IOException {
    root = empty();
    write();
  }

  /** Takes over all that another file knows, in place of what is here. */
  public void take(Path other) throws IOException {
    root = read(other);
    write();
  }

  /** Writes a copy. */
  public void copyTo(Path other) throws IOException {
    write(other);
  }

  private JsonNode known(Scenario scenario) {
    return isOutdated(scenario)
        ? JsonNodeFactory.instance.objectNode()
        : root.path("scenarios").path(scenario.id());
  }

  private ObjectNode of(Scenario scenario) {
    var scenarios = (ObjectNode) root.path("scenarios");
    if (isOutdated(scenario)) {
      scenarios.remove(scenario.id());
    }
    var entry = scenarios.withObject("/" + scenario.id());
    entry.put("edition", scenario.edition());
    return entry;
  }

  private static String time(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private void write() throws IOException {
    write(file);
  }

  private void write(Path target) throws IOException {
    var folder = Objects.requireNonNullElse(target.toAbsolutePath().getParent(), Path.of("."));
    Files.createDirectories(folder);
    var text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    var draft = Files.createTempFile(folder, "progress", ".tmp");
    try {
      Files.writeString(draft, text);
      try {
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException simpleFileSystem) {
        Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}

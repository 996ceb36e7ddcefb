package dev.strongroom.teaching.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strongroom.internal.wire.AccessJson;
import dev.strongroom.internal.wire.AdminTopic;
import dev.strongroom.internal.wire.EndpointInternals;
import dev.strongroom.teaching.Course;
import dev.strongroom.teaching.FixFile;
import dev.strongroom.teaching.Judge;
import dev.strongroom.teaching.Progress;
import dev.strongroom.teaching.Progress.Confidence;
import dev.strongroom.teaching.Question;
import dev.strongroom.teaching.Run;
import dev.strongroom.teaching.Scenario;
import dev.strongroom.teaching.world.Event;
import dev.strongroom.teaching.yaml.ScenarioException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The lessons of a course under {@code /_strongroom/lessons}: a learner predicts, runs steps and
 * repairs as with {@code strongroom learn}, and has the same progress. Each request runs the
 * scenario anew, in a world of its own.
 */
public final class Lessons implements AdminTopic {

  /** Made when JSON is first read or written: a start needs none. */
  private static final class Json {
    static final ObjectMapper MAPPER = new ObjectMapper();
  }

  private static final int LONGEST_FILE = 100_000;
  private static final int MOST_LOOKS = 20;

  private final Supplier<Course> reader;
  private final Path progressFile;
  private final Clock clock;
  private @Nullable Course course;

  /**
   * Makes the lessons.
   *
   * @param course called when the first request comes, because reading the book takes a moment
   * @param progress the file of {@code strongroom learn}
   * @param clock when something was answered
   */
  public Lessons(Supplier<Course> course, Path progress, Clock clock) {
    this.reader = course;
    this.progressFile = progress;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "lessons";
  }

  private synchronized Course course() {
    if (course == null) {
      course = reader.get();
    }
    return course;
  }

  /** Reads it anew for each request: {@code strongroom learn} may write it as well. */
  private Progress progress() {
    try {
      return Progress.in(progressFile);
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(unreadable.getMessage(), unreadable);
    }
  }

  @Override
  public JsonNode list() {
    var progress = progress();
    var lessons = new ArrayList<Map<String, ?>>();
    course().scenarios().forEach(scenario -> lessons.add(summary(scenario, progress)));
    return tree(Map.of("title", course().title(), "passes", course().passes(), "lessons", lessons));
  }

  private Map<String, Object> summary(Scenario scenario, Progress progress) {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("id", scenario.id());
    shown.put("number", course().scenarios().indexOf(scenario) + 1);
    shown.put("title", scenario.title());
    shown.put("level", scenario.level());
    shown.put("exams", scenario.exams());
    shown.put("hasRepair", scenario.challenge() != null);
    shown.put("begun", progress.isBegun(scenario));
    shown.put("done", progress.isDone(scenario));
    shown.put("points", progress.score(scenario));
    return shown;
  }

  @Override
  public @Nullable JsonNode show(String id) {
    var scenario = course().find(id);
    return scenario == null ? null : tree(lesson(scenario, progress()));
  }

  private Map<String, Object> lesson(Scenario scenario, Progress progress) {
    var shown = summary(scenario, progress);
    shown.put("story", scenario.story());
    shown.put(
        "questions",
        scenario.questions().stream().map(one -> question(scenario, one, progress)).toList());
    var steps = new ArrayList<Map<String, ?>>();
    for (var step : scenario.steps()) {
      var actions = step.actions().stream().map(action -> action.text()).toList();
      steps.add(Map.of("id", step.id(), "say", step.say(), "actions", actions));
    }
    shown.put("steps", steps);
    shown.put("sources", scenario.sources());
    var challenge = scenario.challenge();
    if (challenge != null) {
      var repair = new LinkedHashMap<String, Object>();
      repair.put("task", challenge.task());
      repair.put("at", challenge.at());
      try (var run = Run.begin(scenario);
          var world = run.after(challenge.at())) {
        repair.put("file", new FixFile(scenario).text(world));
      }
      int hints = Math.min(progress.hints(scenario), scenario.hints().size());
      repair.put("hints", scenario.hints().subList(0, hints));
      repair.put("hintsLeft", scenario.hints().size() - hints);
      repair.put("repaired", progress.isRepaired(scenario));
      shown.put("repair", repair);
    }
    if (progress.isDone(scenario)) {
      shown.put("explanation", scenario.explanation());
      shown.put("ways", ways(scenario));
    }
    return shown;
  }

  private static Map<String, Object> question(
      Scenario scenario, Question question, Progress progress) {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("id", question.id());
    shown.put("at", question.at());
    shown.put("type", question.type().name());
    shown.put("text", question.text());
    shown.put("pick", question.pick());
    var options = new LinkedHashMap<String, String>();
    question.options().forEach((key, option) -> options.put(key, option.text()));
    shown.put("options", options);
    var answers = new LinkedHashMap<String, String>();
    question.answers().forEach((key, option) -> answers.put(key, option.text()));
    shown.put("answers", answers);
    if (progress.isAnswered(scenario, question)) {
      shown.put("firstAnswerWasRight", progress.isRight(scenario, question));
    }
    return shown;
  }

  private static List<Map<String, ?>> ways(Scenario scenario) {
    var ways = new ArrayList<Map<String, ?>>();
    for (var repair : scenario.repairs().values()) {
      var actions = repair.actions().stream().map(action -> action.text()).toList();
      ways.add(
          Map.of(
              "id",
              repair.id(),
              "works",
              repair.isGood(),
              "actions",
              actions,
              "why",
              repair.why()));
    }
    return ways;
  }

  /**
   * Does one of: {@code {"run": STEP}}, {@code {"look": [PATHS], "after": STEP}}, {@code
   * {"question": ID, "answer": [LETTERS], "confidence": "sure"}}, {@code {"repair": FILE}}, {@code
   * {"hint": true}}, {@code {"solution": true}}, {@code {"reset": true}}.
   */
  @Override
  public @Nullable JsonNode act(String id, JsonNode body) {
    var scenario = course().find(id);
    if (scenario == null) {
      return null;
    }
    try (var run = Run.begin(scenario)) {
      var answered = new Lesson(scenario, run).act(body);
      return tree(answered);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private static JsonNode tree(Object shown) {
    return Json.MAPPER.valueToTree(shown);
  }

  /** One request about one scenario. */
  private final class Lesson {

    private final Scenario scenario;
    private final Run run;
    private final Judge judge;
    private final Progress progress = progress();

    Lesson(Scenario scenario, Run run) {
      this.scenario = scenario;
      this.run = run;
      this.judge = new Judge(run);
    }

    Map<String, Object> act(JsonNode body) throws IOException {
      if (body.has("run")) {
        return run(text(body, "run"));
      } else if (body.has("look")) {
        return look(body.get("look"), text(body, "after"));
      } else if (body.has("question")) {
        return answer(body);
      } else if (body.has("repair")) {
        return repair(text(body, "repair"));
      } else if (body.has("hint")) {
        progress.hinted(scenario);
        return lesson(scenario, progress);
      } else if (body.has("solution")) {
        progress.solutionShown(scenario);
        return Map.of("ways", ways(scenario));
      } else if (body.has("reset")) {
        progress.reset(scenario.id());
        return lesson(scenario, progress);
      }
      throw new IllegalArgumentException(
          "Say what to do: one of run, look, question, repair, hint, solution, reset");
    }

    private Map<String, Object> run(String stepId) {
      while (run.hasNext()) {
        var result = run.next();
        if (result.step().id().equals(stepId)) {
          var shown = new LinkedHashMap<String, Object>();
          shown.put("events", events(result.events()));
          shown.put("outcome", result.outcome().toString());
          if (result.outcome().refusal() != null) {
            shown.put("access", AccessJson.of(result.outcome().access()));
          }
          if (result.problem() != null) {
            shown.put("problem", String.valueOf(result.problem().getMessage()));
          }
          return shown;
        }
      }
      throw new IllegalArgumentException("There is no step '" + stepId + "'");
    }

    /** What an administration of the world after a step shows, by which a page draws it. */
    private Map<String, Object> look(JsonNode paths, String after) {
      if (!paths.isArray() || paths.size() > MOST_LOOKS) {
        throw new IllegalArgumentException(
            "'look' must be a list of at most %d paths".formatted(MOST_LOOKS));
      }
      try (var world = run.after(after)) {
        var shown = new ArrayList<JsonNode>();
        paths.forEach(path -> shown.add(EndpointInternals.look(world.emulator(), path.asText())));
        return Map.of("shown", shown);
      }
    }

    private Map<String, Object> answer(JsonNode body) throws IOException {
      var id = text(body, "question");
      var question =
          scenario.questions().stream()
              .filter(one -> one.id().equals(id))
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException("There is no question '" + id + "'"));
      var letters = new ArrayList<String>();
      body.path("answer").forEach(letter -> letters.add(letter.asText()));
      var answer = question.answer(letters);
      if (answer == null) {
        throw new IllegalArgumentException("That is no answer to the question: " + letters);
      }
      var right = judge.rightAnswers(question).get(0);
      boolean isRight = answer.equals(right);
      progress.answered(scenario, question, answer, isRight, confidence(body), clock.instant());
      var shown = new LinkedHashMap<String, Object>();
      shown.put("isRight", isRight);
      shown.put("right", right);
      if (question.isTried()) {
        var attempt = judge.attempt(question, answer);
        shown.put("events", events(attempt.events()));
        shown.put("why", attempt.why());
      } else {
        shown.put("events", events(judge.demonstrate(question)));
      }
      var reasons = new LinkedHashMap<String, String>();
      question.options().forEach((key, option) -> reasons.put(key, option.why()));
      shown.put("reasons", reasons);
      shown.put("points", progress.score(scenario));
      return shown;
    }

    private static Confidence confidence(JsonNode body) {
      try {
        return Confidence.valueOf(text(body, "confidence").toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException unknown) {
        throw new IllegalArgumentException(
            "'confidence' must be guessed, half_sure or sure", unknown);
      }
    }

    private Map<String, Object> repair(String file) throws IOException {
      if (scenario.challenge() == null) {
        throw new IllegalArgumentException(
            "There is nothing to repair in '" + scenario.id() + "': it is a lesson with questions");
      }
      if (file.length() > LONGEST_FILE) {
        throw new IllegalArgumentException(
            "A repair has at most %,d characters, not %,d".formatted(LONGEST_FILE, file.length()));
      }
      Judge.Attempt attempt;
      try {
        attempt = judge.attempt(new FixFile(scenario), file, "repair");
      } catch (ScenarioException malformed) {
        return Map.of("works", false, "malformed", String.valueOf(malformed.getMessage()));
      }
      if (attempt.works()) {
        progress.repaired(scenario, clock.instant());
      }
      var shown = new LinkedHashMap<String, Object>();
      shown.put("works", attempt.works());
      shown.put("why", attempt.why());
      shown.put("events", events(attempt.events()));
      if (attempt.refusal() != null) {
        shown.put("decision", AccessJson.of(attempt.refusal()));
      }
      shown.put("points", progress.score(scenario));
      return shown;
    }

    private static List<JsonNode> events(List<Event> events) {
      return events.stream().<JsonNode>map(Event::json).toList();
    }

    private static String text(JsonNode body, String member) {
      var node = body.path(member);
      if (!node.isTextual()) {
        throw new IllegalArgumentException("'" + member + "' must be a string");
      }
      return node.textValue();
    }
  }
}

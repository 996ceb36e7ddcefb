package dev.strongroom.teaching;

import dev.strongroom.teaching.Catalogue.ExamInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A mock exam: questions drawn from a course and from the texts, as many of each task as there are.
 */
public final class Exam {

  /**
   * One question of it.
   *
   * @param task the exam's task that it counts for
   * @param scenario where it comes from; null if it is a question about a text
   */
  public record Item(
      String task,
      @Nullable Scenario scenario,
      @Nullable Question question,
      @Nullable TextQuestion text) {

    /** Its name in reports. */
    public String id() {
      if (scenario != null && question != null) {
        return scenario.id() + "/" + question.id();
      }
      return text == null ? "" : text.id();
    }
  }

  private final ExamInfo info;
  private final List<Item> items;

  private Exam(ExamInfo info, List<Item> items) {
    this.info = info;
    this.items = List.copyOf(items);
  }

  /**
   * Draws an exam; the same one for the same course, numbers and seed.
   *
   * @throws IllegalArgumentException if there is no such exam
   */
  public static Exam draw(Course course, String code, int questions, long seed) {
    var info = Catalogue.get().exams().get(code);
    if (info == null) {
      throw new IllegalArgumentException(
          "There is no exam '%s': there are %s"
              .formatted(code, String.join(", ", Catalogue.get().exams().keySet())));
    }
    var random = new Random(seed);
    var byTask = new LinkedHashMap<String, List<Item>>();
    info.tasks().keySet().forEach(task -> byTask.put(task, new ArrayList<>()));
    for (var scenario : course.scenarios()) {
      for (var question : scenario.questions()) {
        add(
            byTask,
            info,
            scenario.exams(),
            question.type(),
            random,
            task -> new Item(task, scenario, question, null));
      }
    }
    for (var text : TextQuestion.all()) {
      add(
          byTask,
          info,
          text.exams(),
          text.type(),
          random,
          task -> new Item(task, null, null, text));
    }
    byTask.values().forEach(items -> Collections.shuffle(items, random));
    return new Exam(info, turns(byTask, questions));
  }

  private interface Maker {
    Item of(String task);
  }

  /** A question that belongs to several tasks counts for one of them. */
  private static void add(
      Map<String, List<Item>> byTask,
      ExamInfo info,
      Map<String, List<String>> exams,
      Question.Type type,
      Random random,
      Maker maker) {
    var tasks = exams.getOrDefault(info.code(), List.of());
    if (!tasks.isEmpty() && info.questionTypes().contains(type)) {
      var task = tasks.get(random.nextInt(tasks.size()));
      byTask.computeIfAbsent(task, first -> new ArrayList<>()).add(maker.of(task));
    }
  }

  /** One of each task in turn, until there are enough or none is left. */
  private static List<Item> turns(Map<String, List<Item>> byTask, int questions) {
    var drawn = new ArrayList<Item>();
    boolean any = true;
    for (int round = 0; any && drawn.size() < questions; round++) {
      any = false;
      for (var items : byTask.values()) {
        if (round < items.size() && drawn.size() < questions) {
          drawn.add(items.get(round));
          any = true;
        }
      }
    }
    return drawn;
  }

  public ExamInfo info() {
    return info;
  }

  public List<Item> items() {
    return items;
  }
}

package dev.strongroom.teaching;

import dev.strongroom.teaching.yaml.Located;
import dev.strongroom.teaching.yaml.Members;
import dev.strongroom.teaching.yaml.YamlFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A question about something that can't be run here: the mock exam asks it, and its sources stand
 * for the run.
 *
 * @param exams the tasks of exams that it belongs to
 * @param options by their letters
 */
public record TextQuestion(
    String id,
    Map<String, List<String>> exams,
    List<Integer> traps,
    Question.Type type,
    String text,
    Map<String, Choice> options,
    List<String> right,
    List<String> sources) {

  private static final String FILE = "text-questions.yaml";

  /** An option, and why it is right or wrong. */
  public record Choice(String text, String why) {}

  /** Those that come along. */
  public static List<TextQuestion> all() {
    try (var file = TextQuestion.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IllegalStateException(FILE + " is missing beside " + TextQuestion.class);
      }
      var text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return YamlFile.parse(text, FILE).asItems().values().stream()
          .map(one -> parse(one.asMembers()))
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static TextQuestion parse(Members file) {
    file.only("id", "exams", "traps", "type", "text", "options", "right", "sources");
    var exams = new LinkedHashMap<String, List<String>>();
    var members = file.members("exams");
    members.names().forEach(exam -> exams.put(exam, members.texts(exam)));
    var options = new LinkedHashMap<String, Choice>();
    var choices = file.get("options").asMembers();
    for (var key : choices.names()) {
      var choice = choices.get(key).asMembers().only("text", "why");
      options.put(key, new Choice(choice.text("text"), choice.text("why", "")));
    }
    var right = file.texts("right");
    if (right.isEmpty() || !options.keySet().containsAll(right)) {
      throw file.get("right").error("the right options are among the options");
    }
    var type =
        Question.Type.values()[
            Question.Type.WORDS.indexOf(file.get("type").asOneOf(Question.Type.WORDS))];
    return new TextQuestion(
        file.text("id"),
        exams,
        file.each("traps").stream().map(Located::asInteger).toList(),
        type,
        file.text("text"),
        options,
        right,
        file.texts("sources"));
  }
}

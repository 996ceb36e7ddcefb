package dev.strongroom.teaching.cli;

import dev.strongroom.teaching.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Answers as learners type them: {@code B}, {@code A C}, {@code DBCA}, {@code A1 B2 C1}. */
final class Answers {

  private Answers() {}

  /** How to answer such a question, in one line. */
  static String form(Question question) {
    var keys = String.join(" ", question.options().keySet());
    return switch (question.type()) {
      case CHOICE -> "one of " + keys;
      case MULTIPLE -> question.pick() + " of " + keys + ", as in A C";
      case ORDERING -> "all of " + keys + " in order, as in B A C";
      case MATCHING ->
          "an answer for each of "
              + keys
              + ", as in A1 B2; the answers are "
              + String.join(" ", question.answers().keySet());
    };
  }

  /**
   * The letters of an answer, as {@link dev.strongroom.teaching.Judge#rightAnswers} gives them;
   * null if it is none.
   */
  static @Nullable List<String> parse(Question question, String typed) {
    var letters = new ArrayList<String>();
    for (var letter : typed.toUpperCase(Locale.ROOT).replaceAll("[\\s,;:=-]", "").split("")) {
      if (!letter.isEmpty()) {
        letters.add(letter);
      }
    }
    var answer = question.type() == Question.Type.MATCHING ? matches(question, letters) : letters;
    return answer == null ? null : question.answer(answer);
  }

  /** Either the answers in the order of the prompts, or each behind its prompt. */
  private static @Nullable List<String> matches(Question question, List<String> letters) {
    var prompts = List.copyOf(question.options().keySet());
    if (letters.size() != 2 * prompts.size()) {
      return letters;
    }
    var answers = new ArrayList<String>();
    for (var prompt : prompts) {
      int at = letters.indexOf(prompt);
      if (at < 0 || at + 1 >= letters.size() || at % 2 != 0) {
        return null;
      }
      answers.add(letters.get(at + 1));
    }
    return answers;
  }

  /** An answer with the texts of its options. */
  static String text(Question question, List<String> answer) {
    if (question.type() == Question.Type.MATCHING) {
      var pairs = new ArrayList<String>();
      var prompts = List.copyOf(question.options().keySet());
      for (int i = 0; i < answer.size(); i++) {
        pairs.add(prompts.get(i) + answer.get(i));
      }
      return String.join(" ", pairs);
    }
    if (question.type() == Question.Type.ORDERING) {
      return String.join(" ", answer);
    }
    var texts = new ArrayList<String>();
    for (var key : answer) {
      var option = question.options().get(key);
      texts.add(key + (option == null ? "" : ": " + option.text()));
    }
    return String.join("; ", texts);
  }
}

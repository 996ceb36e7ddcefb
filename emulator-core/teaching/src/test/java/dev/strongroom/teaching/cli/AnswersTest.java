package dev.strongroom.teaching.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.teaching.Course;
import dev.strongroom.teaching.Question;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers as learners type them. */
class AnswersTest {

  private static final Course BOOK = Course.book();

  private static Question question(String path) {
    var parts = path.split("/");
    return BOOK.find(parts[0]).questions().stream()
        .filter(question -> question.id().equals(parts[1]))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "rotation-stuck-pending/who-logs-in, b, B",
    "rotation-stuck-pending/who-logs-in, E,",
    "rotation-stuck-pending/who-logs-in, AB,",
    "arn-suffix/which-pattern, 'd, c', C D",
    "arn-suffix/which-pattern, CD, C D",
    "arn-suffix/which-pattern, CC,",
    "arn-suffix/which-pattern, C,",
    "rotation-four-steps/order, d b c a, D B C A",
    "rotation-four-steps/order, DBC,",
    "who-needs-a-function/which-needs, 21, 2 1",
    "who-needs-a-function/which-needs, A2 B1, 2 1",
    "who-needs-a-function/which-needs, b1 a2, 2 1",
    "who-needs-a-function/which-needs, 11, 1 1",
    "who-needs-a-function/which-needs, A2,",
    "who-needs-a-function/which-needs, A2 A1,",
    "who-needs-a-function/which-needs, 23,"
  })
  void answerIsRead(String path, String typed, String expected) {
    var answer = Answers.parse(question(path), typed);

    assertThat(answer)
        .isEqualTo(expected == null ? null : List.copyOf(Arrays.asList(expected.split(" "))));
  }
}

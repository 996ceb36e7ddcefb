package dev.strongroom.teaching.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.teaching.Catalogue;
import dev.strongroom.teaching.Course;
import dev.strongroom.teaching.Exam;
import dev.strongroom.teaching.Judge;
import dev.strongroom.teaching.Question;
import dev.strongroom.teaching.Run;
import dev.strongroom.teaching.TextQuestion;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mock exams: how they are drawn, taken and reported. */
class ExamTest {

  private static final Course BOOK = Course.book();

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-06-01T12:00:00Z"), ZoneOffset.UTC);

  private static List<String> ids(Exam exam) {
    return exam.items().stream().map(Exam.Item::id).toList();
  }

  @Test
  void seedDecidesWhatIsDrawn() {
    var seven = ids(Exam.draw(BOOK, "DVA-C02", 20, 7));

    assertThat(seven).hasSize(20).doesNotHaveDuplicates();
    assertThat(ids(Exam.draw(BOOK, "DVA-C02", 20, 7))).isEqualTo(seven);
    assertThat(ids(Exam.draw(BOOK, "DVA-C02", 20, 8))).isNotEqualTo(seven);
  }

  @ParameterizedTest
  @ValueSource(strings = {"DVA-C02", "SAA-C03", "SCS-C03", "SAP-C02", "DOP-C02"})
  void questionsAreOfTheExamsOwnTypesAndTasks(String code) {
    var exam = Exam.draw(BOOK, code, 40, 1);

    var types = new HashSet<Question.Type>();
    var tasks = new TreeSet<String>();
    for (var item : exam.items()) {
      types.add(item.text() == null ? item.question().type() : item.text().type());
      tasks.add(item.task());
    }
    assertThat(exam.info().questionTypes()).containsAll(types);
    assertThat(tasks).isEqualTo(new TreeSet<>(exam.info().tasks().keySet()));
  }

  @Test
  void onlySomeExamsHaveOrderingAndMatching() {
    assertThat(Catalogue.get().exams().get("DVA-C02").questionTypes())
        .doesNotContain(Question.Type.ORDERING, Question.Type.MATCHING);
    assertThat(Exam.draw(BOOK, "SCS-C03", 100, 1).items())
        .anyMatch(
            item -> item.question() != null && item.question().type() == Question.Type.ORDERING);
  }

  @Test
  void unknownExamIsRefused() {
    assertThatThrownBy(() -> Exam.draw(BOOK, "DVA-C01", 5, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "There is no exam 'DVA-C01': there are DVA-C02, SAA-C03, SCS-C03, SAP-C02, DOP-C02");
  }

  @Test
  void nothingIsToldBeforeTheEnd() {
    var exam = Exam.draw(BOOK, "DVA-C02", 4, 7);
    var typed = new ArrayList<Object>();
    for (var item : exam.items().subList(0, 3)) {
      typed.add(String.join(" ", right(item)));
    }
    typed.add("");
    typed.add("");
    var console = new ScriptedConsole(typed.toArray());

    new ExamSession(console, CLOCK, exam).take();

    var told = console.transcript();
    int end = told.indexOf("3 of 4 right, 75%, in 0:00 min");
    assertThat(end).isPositive();
    assertThat(told.substring(0, end)).doesNotContain("Right").doesNotContain("right:");
    assertThat(told.substring(end)).contains("yours: none").contains("right: ").contains("2.1  ");
  }

  @Test
  void missCanBeRun() {
    var exam = Exam.draw(BOOK, "DOP-C02", 2, 3);
    var console = new ScriptedConsole("quit", "9", "1", "");

    new ExamSession(console, CLOCK, exam).take();

    assertThat(console.transcript()).contains("0 of 2 right", "1 to 2.");
    assertThat(console.isFinished()).isTrue();
  }

  private static List<String> right(Exam.Item item) {
    if (item.text() != null) {
      return item.text().right();
    }
    try (var run = Run.begin(item.scenario())) {
      return new Judge(run).rightAnswers(item.question()).get(0);
    }
  }

  @Test
  void textQuestionsCoverWhatCannotRun() {
    var covered = new TreeSet<Integer>();
    TextQuestion.all().forEach(question -> covered.addAll(question.traps()));

    var expected = new TreeSet<Integer>();
    Catalogue.get().traps().values().stream()
        .filter(trap -> trap.runs().equals("text"))
        .forEach(trap -> expected.add(trap.number()));
    assertThat(covered).containsAll(expected);
  }

  @Test
  void textQuestionsAreSound() {
    var ids = new HashSet<String>();
    for (var question : TextQuestion.all()) {
      assertThat(ids.add(question.id())).as(question.id()).isTrue();
      assertThat(question.sources()).as(question.id()).isNotEmpty();
      question
          .exams()
          .forEach(
              (exam, tasks) ->
                  assertThat(Catalogue.get().exams().get(exam).tasks().keySet())
                      .as(question.id())
                      .containsAll(tasks));
      if (question.type() != Question.Type.ORDERING) {
        question
            .options()
            .forEach(
                (key, option) ->
                    assertThat(option.why()).as(question.id() + " " + key).isNotEmpty());
      }
    }
  }
}

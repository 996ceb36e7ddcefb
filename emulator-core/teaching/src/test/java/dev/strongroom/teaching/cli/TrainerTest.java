package dev.strongroom.teaching.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.teaching.Course;
import dev.strongroom.teaching.Progress;
import dev.strongroom.teaching.Progress.Confidence;
import dev.strongroom.teaching.Question;
import dev.strongroom.teaching.Run;
import dev.strongroom.teaching.Scenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a learner sees and does, from the first start to the first repair. */
class TrainerTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-06-01T12:00:00Z"), ZoneOffset.UTC);

  @TempDir private Path folder;

  private Course course;
  private Scenario scenario;
  private Path file;

  @BeforeEach
  void readSample() throws IOException {
    try (var sample =
        TrainerTest.class.getResourceAsStream("/dev/strongroom/teaching/sample.yaml")) {
      Files.write(folder.resolve("sample.yaml"), sample.readAllBytes());
    }
    course = Course.in(folder);
    scenario = course.scenarios().get(0);
    file = folder.resolve("sample.fix.yaml");
  }

  private Progress progress() throws IOException {
    return Progress.in(folder.resolve("progress.json"));
  }

  private boolean tell(ScriptedConsole console) throws IOException {
    return new Lesson(console, progress(), CLOCK, course, scenario).run();
  }

  private Question question(String id) {
    return scenario.questions().stream().filter(q -> q.id().equals(id)).findFirst().orElseThrow();
  }

  @Test
  void lessonAsksBeforeItShows() throws IOException {
    var console = new ScriptedConsole("A B", "3", "B", "");

    assertThat(tell(console)).isTrue();

    var told = console.transcript();
    assertThat(told.indexOf("? What does the read come to?"))
        .isLessThan(
            told.indexOf("app calls GetSecretValue: AccessDeniedException (resource policy)"));
    assertThat(told)
        .contains("Right.")
        .contains("Points: 40 of 100")
        .endsWith("learn fix sample\n");
    assertThat(progress().isRight(scenario, question("what-helps"))).isTrue();
    assertThat(progress().confidence(scenario, question("what-helps"))).isEqualTo(Confidence.SURE);
  }

  @Test
  void wrongAnswerIsRunAndExplained() throws IOException {
    var console = new ScriptedConsole("A C", "3", "A", "1");

    tell(console);

    assertThat(console.transcript())
        .contains("PT1M pass")
        .contains("No. Right is A: The secret's policy; B: An identity policy.")
        .contains("C: Time changes nothing.")
        .contains("No. Right is B: It is denied.")
        .contains("A: Nobody has allowed it.");
    assertThat(progress().score(scenario)).isZero();
  }

  @Test
  void answerThatIsNoneIsAskedForAgain() throws IOException {
    var console = new ScriptedConsole("maybe", "A", "A A", "a,b", "4", "", "B", "");

    assertThat(tell(console)).isTrue();

    assertThat(console.transcript())
        .contains("Type 2 of A B C, as in A C; or quit.")
        .contains("1, 2 or 3.");
  }

  @Test
  void firstAnswerCounts() throws IOException {
    tell(new ScriptedConsole("A C", "", "B", ""));
    tell(new ScriptedConsole("A B", "", "B", ""));

    assertThat(progress().score(scenario)).isEqualTo(20);
  }

  @Test
  void learnerWhoLeavesGoesOnLater() throws IOException {
    var first = new ScriptedConsole("A B", "3");

    assertThat(tell(first)).isFalse();

    assertThat(first.transcript()).endsWith("Saved. Go on with: strongroom learn\n");
    assertThat(progress().isAnswered(scenario, question("what-helps"))).isTrue();
    assertThat(progress().isAnswered(scenario, question("what-happens"))).isFalse();
    assertThat(progress().isDone(scenario)).isFalse();
  }

  @Test
  void repairIsCheckedWheneverTheFileIsSaved() throws IOException {
    var console =
        new ScriptedConsole(
            "hint",
            edit("app: {}", "app:\n    read: {Statement: {Effect: Permit}}"),
            edit(
                "read: {Statement: {Effect: Permit}}",
                "read: {Version: \"2012-10-17\", Statement: [{Effect: Allow, Action: [\"secretsmanager:GetSecretValue\", \"kms:Decrypt\"], Resource: \"*\"}]}"),
            edit(
                "shared/token: null",
                "shared/token: {Version: \"2012-10-17\", Statement: [{Effect: Allow, Principal: \"*\", Action: \"secretsmanager:GetSecretValue\", Resource: \"*\"}]}"),
            edit("Principal: \"*\"", "Principal: {AWS: \"${arn:app}\"}"));

    assertThat(repair(console)).isTrue();

    assertThat(console.isFinished()).isTrue();
    assertThat(console.transcript())
        .containsSubsequence(
            "Wrote " + file,
            "Not yet: read:",
            "* resource policy       not present",
            "Hint 1 of 1 (-10): Two accounts have to agree.",
            "Not readable: " + file + ":",
            "this is no policy: Effect must be Allow or Deny.",
            "Not yet: read:",
            "would help: add to the resource policy",
            "Not yet: it works by what is forbidden here: public-resource-policy",
            "Solved. Points: 50 of 100",
            "Both sides must allow.");
    assertThat(progress().isRepaired(scenario)).isTrue();
  }

  @Test
  void solutionThatWasShownIsWorthNothing() throws IOException {
    var console = new ScriptedConsole("solution", "quit");

    assertThat(repair(console)).isFalse();

    assertThat(console.transcript()).contains("both:", "- share", "- identity");
    var progress = progress();
    progress.repaired(scenario, CLOCK.instant());
    assertThat(progress.score(scenario)).isZero();
  }

  @Test
  void fileThatIsThereIsGoneOnWith() throws IOException {
    repair(new ScriptedConsole("quit"));
    Files.writeString(file, Files.readString(file) + "# mine\n");

    var console = new ScriptedConsole("quit");
    repair(console);

    assertThat(console.transcript()).contains("Going on with " + file);
    assertThat(file).content().endsWith("# mine\n");
  }

  private boolean repair(ScriptedConsole console) throws IOException {
    try (var run = Run.begin(scenario)) {
      var repairing = new Repairing(console, progress(), CLOCK, scenario, file, run);
      repairing.write();
      return repairing.watch();
    }
  }

  private Runnable edit(String from, String to) {
    return () -> {
      try {
        var text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    };
  }
}

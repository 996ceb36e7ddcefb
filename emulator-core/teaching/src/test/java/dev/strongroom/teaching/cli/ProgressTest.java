package dev.strongroom.teaching.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.teaching.Course;
import dev.strongroom.teaching.Progress;
import dev.strongroom.teaching.Progress.Confidence;
import dev.strongroom.teaching.Scenario;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of a learner's answers, and what becomes of it. */
class ProgressTest {

  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  @TempDir private Path folder;

  private Scenario scenario;
  private Path file;

  @BeforeEach
  void readSample() throws IOException {
    try (var sample =
        ProgressTest.class.getResourceAsStream("/dev/strongroom/teaching/sample.yaml")) {
      Files.write(folder.resolve("sample.yaml"), sample.readAllBytes());
    }
    scenario = Course.in(folder).scenarios().get(0);
    file = folder.resolve("kept/progress.json");
  }

  private void answerRightly(Progress progress) throws IOException {
    for (var question : scenario.questions()) {
      progress.answered(scenario, question, List.of("A"), true, Confidence.SURE, NOON);
    }
  }

  @Test
  void everyChangeIsInTheFileAtOnce() throws IOException {
    answerRightly(Progress.in(file));

    var read = Progress.in(file);
    assertThat(read.score(scenario)).isEqualTo(40);
    assertThat(file)
        .content()
        .contains("\"confidence\" : \"sure\"")
        .contains("2026-06-01T12:00:00Z");
    try (var files = Files.list(folder.resolve("kept"))) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void hintsCostPointsUntilTheRepair() throws IOException {
    var progress = Progress.in(file);
    progress.hinted(scenario);
    progress.hinted(scenario);
    progress.repaired(scenario, NOON);
    progress.hinted(scenario);

    assertThat(progress.hints(scenario)).isEqualTo(2);
    assertThat(progress.score(scenario)).isEqualTo(40);
  }

  @Test
  void anotherEditionOfTheScenarioStartsAnew() throws IOException {
    answerRightly(Progress.in(file));
    var sample = folder.resolve("sample.yaml");
    Files.writeString(sample, Files.readString(sample).replace("level: 2", "level: 3"));
    var changed = Course.in(folder).scenarios().get(0);

    var progress = Progress.in(file);

    assertThat(progress.isOutdated(changed)).isTrue();
    assertThat(progress.score(changed)).isZero();
    progress.answered(
        changed, changed.questions().get(0), List.of("B"), false, Confidence.SURE, NOON);
    assertThat(Progress.in(file).isOutdated(changed)).isFalse();
    assertThat(Progress.in(file).isAnswered(changed, changed.questions().get(1))).isFalse();
  }

  @Test
  void progressIsCopiedAndTakenOver() throws IOException {
    answerRightly(Progress.in(file));
    var copy = folder.resolve("copy.json");
    Progress.in(file).copyTo(copy);
    Progress.in(file).reset();
    assertThat(Progress.in(file).isBegun(scenario)).isFalse();

    Progress.in(file).take(copy);

    assertThat(Progress.in(file).score(scenario)).isEqualTo(40);
  }

  @Test
  void resetForgetsOneScenario() throws IOException {
    answerRightly(Progress.in(file));

    Progress.in(file).reset("another");
    assertThat(Progress.in(file).isBegun(scenario)).isTrue();
    Progress.in(file).reset("sample");
    assertThat(Progress.in(file).isBegun(scenario)).isFalse();
  }

  @Test
  void fileThatIsNoProgressIsRefusedAndKept() throws IOException {
    var other = folder.resolve("other.json");
    Files.writeString(other, "{\"format\": 2}");
    answerRightly(Progress.in(file));

    assertThatThrownBy(() -> Progress.in(other))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is no progress file of this version");
    assertThatThrownBy(() -> Progress.in(file).take(other)).isInstanceOf(IOException.class);
    assertThat(Progress.in(file).score(scenario)).isEqualTo(40);
    assertThat(other).hasContent("{\"format\": 2}");
  }

  @Test
  void reviewPutsWhatOneWasSureOfFirst() throws IOException {
    var progress = Progress.in(file);
    var questions = scenario.questions();
    progress.answered(scenario, questions.get(0), List.of("C"), false, Confidence.GUESSED, NOON);
    progress.answered(scenario, questions.get(1), List.of("A"), false, Confidence.SURE, NOON);
    var out = new StringWriter();

    new Lists(new PrintWriter(out), Course.in(folder), progress).review();

    assertThat(out.toString().lines())
        .containsExactly(
            "sure       sample                       What does the read come to?",
            "guessed    sample                       Which two changes let app read?");
  }

  @Test
  void listHasALineForEachScenario() throws IOException {
    var progress = Progress.in(file);
    answerRightly(progress);
    progress.repaired(scenario, NOON);
    var out = new StringWriter();

    new Lists(new PrintWriter(out), Course.in(folder), progress).print();

    assertThat(out.toString().lines().map(String::stripTrailing))
        .containsExactly(
            "Level 2",
            "*  1  sample                       A sample with everything                             100 points",
            "1 of 1 done");
  }
}

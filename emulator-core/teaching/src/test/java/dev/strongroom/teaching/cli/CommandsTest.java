package dev.strongroom.teaching.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command line: exit codes, and what is printed. */
class CommandsTest {

  private record Result(int code, String out, String err) {}

  @TempDir private Path folder;

  private Result learn(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    var command =
        new CommandLine(new LearnCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err));
    int code = command.execute(arguments);
    return new Result(code, out.toString(), err.toString());
  }

  private String progress() {
    return "--progress=" + folder.resolve("progress.json");
  }

  @Test
  void skeletonPassesTheGatesAsItIs() {
    var made = learn("new", "my-first", "--scenarios=" + folder);
    var checked = learn("check", folder.resolve("my-first.yaml").toString());

    assertThat(made.code()).isZero();
    assertThat(made.out()).contains("Wrote " + folder.resolve("my-first.yaml"));
    assertThat(checked.code()).isZero();
    assertThat(checked.out())
        .isEqualTo("1 scenario checked, nothing is wrong" + System.lineSeparator());
  }

  @Test
  void skeletonReplacesNoFile() throws IOException {
    Files.writeString(folder.resolve("mine.yaml"), "mine");

    var made = learn("new", "mine", "--scenarios=" + folder);

    assertThat(made.code()).isEqualTo(2);
    assertThat(made.err()).contains("is there already: choose another name, or remove it");
    assertThat(folder.resolve("mine.yaml")).hasContent("mine");
  }

  @Test
  void badIdIsRefused() {
    assertThat(learn("new", "My Scenario").err())
        .contains("An id has small letters, digits and single hyphens only, not 'My Scenario'");
  }

  @Test
  void problemIsPrintedWithItsPlaceAndEndsWithOne() throws IOException {
    learn("new", "mine", "--scenarios=" + folder);
    var file = folder.resolve("mine.yaml");
    Files.writeString(
        file,
        Files.readString(file).replace("layer: identity policy}\n\n", "layer: key policy}\n\n"));

    var checked = learn("check", file.toString());

    assertThat(checked.code()).isEqualTo(1);
    assertThat(checked.out())
        .contains(file + ":")
        .contains("expected a refusal by the key policy, but it is one by the identity policy")
        .contains("1 scenario checked, 1 problem");
  }

  @Test
  void folderIsCheckedAsAWhole() {
    learn("new", "one", "--scenarios=" + folder);
    learn("new", "two", "--scenarios=" + folder);

    assertThat(learn("check", "--scenarios=" + folder).out())
        .contains("2 scenarios checked, nothing is wrong");
  }

  @Test
  void courseThatListsAMissingFileIsRefused() throws IOException {
    Files.writeString(folder.resolve("course.yaml"), "order: [nowhere]");

    var listed = learn("list", "--scenarios=" + folder, progress());

    assertThat(listed.code()).isEqualTo(2);
    assertThat(listed.err()).contains("course.yaml:1:9: there is no file nowhere.yaml");
  }

  @Test
  void scenarioIsFoundByIdAndByNumber() {
    learn("new", "only", "--scenarios=" + folder);

    var byNumber =
        learn(
            "fix",
            "1",
            "--once",
            "--file=" + folder.resolve("a.fix.yaml"),
            "--scenarios=" + folder,
            progress());
    var byId =
        learn(
            "fix",
            "only",
            "--once",
            "--file=" + folder.resolve("b.fix.yaml"),
            "--scenarios=" + folder,
            progress());
    var unknown = learn("fix", "onyl", "--scenarios=" + folder, progress());

    assertThat(byNumber.code()).isEqualTo(1);
    assertThat(byNumber.out()).contains("Not yet: reader reads the token");
    assertThat(byId.code()).isEqualTo(1);
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("There is no scenario 'onyl'; did you mean 'only'?");
  }

  @Test
  void repairThatIsCheckedOnceEndsWithZero() throws IOException {
    learn("new", "only", "--scenarios=" + folder);
    var file = folder.resolve("only.fix.yaml");
    learn("fix", "only", "--once", "--file=" + file, "--scenarios=" + folder, progress());
    Files.writeString(
        file,
        Files.readString(file)
            .replace(
                "reader: {}",
                "reader: {r: {Statement: [{Effect: Allow, Action: \"secretsmanager:GetSecretValue\", Resource: \"${arn:prod/token}\"}]}}"));

    var fixed =
        learn("fix", "only", "--once", "--file=" + file, "--scenarios=" + folder, progress());

    assertThat(fixed.code()).isZero();
    assertThat(fixed.out()).contains("Solved. Points: 60 of 100");
    assertThat(learn("list", "--scenarios=" + folder, progress()).out()).contains("60 points");
  }

  @Test
  void progressIsExportedImportedAndReset() throws IOException {
    learn("new", "only", "--scenarios=" + folder);
    var copy = folder.resolve("copy.json");
    Files.writeString(
        folder.resolve("progress.json"),
        "{\"format\": 1, \"scenarios\": {\"only\": {\"edition\": \"0\"}}}");

    assertThat(learn("export", copy.toString(), progress()).code()).isZero();
    assertThat(learn("reset", progress()).code()).isZero();
    assertThat(folder.resolve("progress.json")).content().doesNotContain("only");
    assertThat(learn("import", copy.toString(), progress()).code()).isZero();
    assertThat(folder.resolve("progress.json")).content().contains("only");
    assertThat(learn("import", folder.resolve("none.json").toString(), progress()).code())
        .isEqualTo(2);
  }

  @Test
  void whatHasNothingToRepairSaysSo() {
    var fixed = learn("fix", "labels-not-dates", progress());

    assertThat(fixed.code()).isEqualTo(2);
    assertThat(fixed.err()).contains("There is nothing to repair in 'labels-not-dates'");
  }

  @Test
  void examHasToBeKnown() {
    assertThat(learn("exam", "--as=DVA-C01").err()).contains("There is no exam 'DVA-C01'");
  }

  @Test
  void reportHasALineForEachScenario() throws IOException {
    learn("new", "only", "--scenarios=" + folder);
    learn("new", "other", "--scenarios=" + folder);
    var file = folder.resolve("only.fix.yaml");
    learn("fix", "only", "--once", "--file=" + file, "--scenarios=" + folder, progress());
    Files.writeString(
        file,
        Files.readString(file)
            .replace(
                "reader: {}",
                "reader: {r: {Statement: [{Effect: Allow, Action: \"secretsmanager:GetSecretValue\", Resource: \"${arn:prod/token}\"}]}}"));
    learn("fix", "only", "--once", "--file=" + file, "--scenarios=" + folder, progress());
    var ann = folder.resolve("ann.json");
    learn("export", ann.toString(), progress());

    var reported = learn("report", "--csv", ann.toString(), "--scenarios=" + folder);

    assertThat(reported.code()).isZero();
    assertThat(reported.out().lines())
        .containsExactly(
            "learner,scenario,level,questions,answered,right,repaired,hints,points,passed",
            "ann,only,1,1,0,0,yes,0,60,no",
            "ann,other,1,1,0,0,no,0,0,no");
    assertThat(learn("report", ann.toString(), "--scenarios=" + folder).out().lines())
        .containsExactly(
            "ann              only                          60 points",
            "ann              0 of 2 passed, with 60 points or more");
  }

  @Test
  void reportOnAFileThatIsMissingSaysHowToMakeIt() {
    var reported = learn("report", folder.resolve("bob.json").toString());

    assertThat(reported.code()).isEqualTo(2);
    assertThat(reported.err()).contains("bob.json is not there: learners write it with");
  }
}

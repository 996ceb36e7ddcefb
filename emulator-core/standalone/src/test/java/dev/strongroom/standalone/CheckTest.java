package dev.strongroom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that checks seeds. */
class CheckTest {

  @TempDir Path folder;

  @Test
  void everyFileIsCheckedAndNoValueIsQuoted() throws Exception {
    var good = write("good.json", "{\"secrets\": [{\"name\": \"a\", \"string\": \"hunter2\"}]}");
    var bad = write("bad.json", "{\"secrets\": [{\"name\": \"a b\", \"string\": \"hunter2\"}]}");
    var absent = folder.resolve("absent.json");

    var checked = Command.run("check", bad.toString(), good.toString(), absent.toString());

    assertThat(checked.exitCode()).isEqualTo(1);
    assertThat(checked.out()).containsExactly(good + ": ok, 1 secrets, 0 keys, 0 users, 0 roles");
    assertThat(checked.err())
        .containsExactly(
            bad
                + ":1:14: Secret 'a b' can't be seeded: Invalid name. Must be a valid name containing"
                + " alphanumeric characters, or any of the following: -/_+=.@!",
            "There is no seed file " + absent);
  }

  @Test
  void goodFilesExitWithZero() throws Exception {
    var good = write("good.json", "{}");

    assertThat(Command.run("check", good.toString()).exitCode()).isZero();
  }

  @Test
  void templateIsCheckedWithItsParametersAndWhatIsLeftOutIsListed() throws Exception {
    var template =
        write(
            "template.yaml",
            """
            Parameters: {Stage: {Type: String}}
            Resources:
              Db:
                Type: AWS::SecretsManager::Secret
                Properties: {Name: !Sub "${Stage}/db", SecretString: hunter2}
              Bucket: {Type: AWS::S3::Bucket}
            """);

    var without = Command.run("check", template.toString());
    var with = Command.run("check", template.toString(), "--parameter", "Stage=test");

    assertThat(without.exitCode()).isEqualTo(1);
    assertThat(without.err())
        .containsExactly(
            template
                + ":5:24: Resources.Db.Properties.Name needs the parameter Stage, which has no"
                + " value: give it one, as in --parameter Stage=value");
    assertThat(with.out())
        .containsExactly(
            template + ": ok, 1 secrets, 0 keys, 0 users, 0 roles",
            template + ":6:11: Resources.Bucket is a AWS::S3::Bucket, which is left out");
  }

  private Path write(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text);
  }
}

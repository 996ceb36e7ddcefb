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
    assertThat(checked.out()).containsExactly(good + ": ok");
    assertThat(checked.err())
        .containsExactly(
            bad
                + ": Secret 'a b' can't be seeded: Invalid name. Must be a valid name containing"
                + " alphanumeric characters, or any of the following: -/_+=.@!",
            "There is no seed file " + absent);
  }

  @Test
  void goodFilesExitWithZero() throws Exception {
    var good = write("good.json", "{}");

    assertThat(Command.run("check", good.toString()).exitCode()).isZero();
  }

  private Path write(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text);
  }
}

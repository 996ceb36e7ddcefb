package dev.strongroom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trainer as part of the command. */
class LearnTest {

  @TempDir private Path folder;

  @Test
  void scenariosAreListedWithTheirNumbers() {
    var list =
        Command.run("learn", "list", "--progress", folder.resolve("progress.json").toString());

    assertThat(list.exitCode()).isZero();
    assertThat(list.out()).first().isEqualTo("Level 1");
    assertThat(list.out()).anyMatch(line -> line.startsWith("   1  denied-or-not-found"));
  }

  @Test
  void everyCommandHasItsHelp() {
    assertThat(Command.run("learn", "exam", "--help").out())
        .anyMatch(line -> line.contains("--seed"));
  }
}

package dev.strongroom.teaching.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * The trainer in a pseudo-terminal, from the first start to the first repair: a wrong answer, a
 * hint, Ctrl-C, and going on. Python drives it, where there is one.
 */
@Tag("thorough")
class TerminalTest {

  @TempDir private Path folder;

  @Test
  void newLearnerGetsFromTheFirstStartToTheFirstRepair() throws Exception {
    assumeThat(hasPython()).as("python3 with pty").isTrue();
    new CommandLine(new LearnCommand())
        .setOut(new PrintWriter(Writer.nullWriter()))
        .execute("new", "only", "--scenarios=" + folder.resolve("scenarios"));
    var script = folder.resolve("terminal.py");
    try (var resource = TerminalTest.class.getResourceAsStream("terminal.py")) {
      Files.write(script, Objects.requireNonNull(resource).readAllBytes());
    }

    var process =
        new ProcessBuilder(
                "python3",
                script.toString(),
                folder.resolve("only.fix.yaml").toString(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Learn.class.getName(),
                "--scenarios=" + folder.resolve("scenarios"),
                "--progress=" + folder.resolve("progress.json"))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(printed).isZero();
  }

  private static boolean hasPython() {
    try {
      return new ProcessBuilder("python3", "-c", "import pty, os; os.waitstatus_to_exitcode")
              .start()
              .waitFor()
          == 0;
    } catch (IOException none) {
      return false;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

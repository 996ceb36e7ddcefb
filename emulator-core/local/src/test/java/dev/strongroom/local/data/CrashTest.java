package dev.strongroom.local.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that writes is killed at a random moment: the next one has every write that was
 * answered. The state is compared with that of an emulator without data after the same writes.
 */
@Tag("thorough")
class CrashTest {

  @TempDir Path folder;

  @Test
  void everyAnsweredWriteSurvivesAKill() throws Exception {
    killed(2, 1);
  }

  @Test
  @Tag("soak")
  void everyAnsweredWriteSurvivesEachOfTwentyFiveKills() throws Exception {
    killed(25, 2);
  }

  private void killed(int times, long seed) throws Exception {
    var random = new Random(seed);
    for (int run = 0; run < times; run++) {
      var directory = folder.resolve(seed + "-" + run);
      int answered = killedAfter(random.nextInt(Writer.WRITES), directory, run);

      hasTheWrites(answered, directory, run);
    }
  }

  /** Returns how many writes were answered before the process was dead. */
  private static int killedAfter(int writes, Path directory, long seed) throws Exception {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Writer.class.getName(),
                directory.toString(),
                Long.toString(seed))
            .redirectErrorStream(true)
            .start();
    int answered = 0;
    try (var out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (var line = line(out); line != null && !line.equals("done"); line = line(out)) {
        assertThat(line).isEqualTo(Integer.toString(answered));
        answered++;
        if (answered > writes) {
          process.destroyForcibly(); // SIGKILL; what it says until it is dead counts too
        }
      }
    }
    process.waitFor();
    return answered;
  }

  private static String line(BufferedReader out) {
    try {
      return out.readLine();
    } catch (IOException closed) {
      return null;
    }
  }

  private static void hasTheWrites(int answered, Path directory, long seed) {
    try (var kept = Writer.emulator().data(directory).build();
        var reference = Writer.emulator().build()) {
      var writer = new Writer(reference, seed);
      for (int i = 0; i < answered; i++) {
        writer.write(i);
      }
      var expected = reference.snapshot();
      if (!kept.snapshot().equals(expected)) { // the one that was not answered may be there
        writer.write(answered);
        expected = reference.snapshot();
      }
      assertThat(kept.snapshot())
          .as("after %d answered writes of history %d", answered, seed)
          .isEqualTo(expected);
      writer.write(Writer.WRITES);
      new Writer(kept, seed).write(Writer.WRITES); // and it goes on
      assertThat(kept.snapshot()).isEqualTo(reference.snapshot());
    }
  }
}

package dev.strongroom.teaching.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.teaching.Course;
import dev.strongroom.teaching.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The session in {@code docs/guides/learn.md} is what the trainer prints. */
class SessionTest {

  @Test
  void recordedSessionIsWhatIsPrinted(@TempDir Path folder) throws IOException {
    var book = Course.book();
    var scenario = book.find("small-bill");
    var console = new ScriptedConsole("A", "3", "B", "2");
    var clock = Clock.fixed(Instant.parse("2026-06-01T12:00:00Z"), ZoneOffset.UTC);

    var ended =
        new Lesson(console, Progress.in(folder.resolve("progress.json")), clock, book, scenario)
            .run();

    assertThat(ended).isTrue();
    assertThat(Files.readString(Path.of("../../docs/guides/learn.md")))
        .contains(console.transcript().strip());
  }
}

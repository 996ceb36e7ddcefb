package dev.strongroom.teaching.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import org.jline.terminal.TerminalBuilder;
import org.junit.jupiter.api.Test;

/** A terminal that is typed into, without a real one. */
class JLineConsoleTest {

  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

  private Console terminal(String keys) throws IOException {
    return new JLineConsole(
        TerminalBuilder.builder()
            .system(false)
            .type("xterm")
            .streams(new ByteArrayInputStream(keys.getBytes(UTF_8)), screen)
            .build());
  }

  @Test
  void lineIsReadAndCanBeEdited() throws IOException {
    try (var console = terminal("AC\177B\r")) {
      assertThat(console.ask("> ")).isEqualTo("AB");
    }
  }

  @Test
  void controlCLeaves() throws IOException {
    try (var console = terminal("AB\003")) {
      assertThat(console.ask("> ")).isNull();
    }
  }

  @Test
  void endOfInputLeaves() throws IOException {
    try (var console = terminal("\004")) {
      assertThat(console.ask("> ")).isNull();
    }
  }

  @Test
  void lineThatComesInTimeIsRead() throws Exception {
    try (var console = terminal("hint\r")) {
      assertThat(console.await(Duration.ofSeconds(30))).isEqualTo("hint");
    }
  }

  @Test
  void linesArePrinted() throws IOException {
    try (var console = terminal("")) {
      console.print("Right.");
    }

    assertThat(screen.toString(UTF_8)).contains("Right.");
  }
}

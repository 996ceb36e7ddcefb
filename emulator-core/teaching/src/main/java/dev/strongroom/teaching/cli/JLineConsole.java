package dev.strongroom.teaching.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/** A terminal, with line editing and a history. */
final class JLineConsole implements Console {

  private static final int NARROWEST = 40;
  private static final int WIDEST = 120;

  private final Terminal terminal;
  private final LineReader reader;
  private final AtomicBoolean interrupted = new AtomicBoolean();

  JLineConsole(Terminal terminal) {
    this.terminal = terminal;
    this.reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .build();
    terminal.handle(Terminal.Signal.INT, signal -> interrupted.set(true));
  }

  /**
   * The terminal of this process.
   *
   * @throws IOException if there is none
   */
  static Console open() throws IOException {
    return new JLineConsole(
        TerminalBuilder.builder().system(true).nativeSignals(true).dumb(false).build());
  }

  @Override
  public void print(String line) {
    terminal.writer().println(line);
    terminal.flush();
  }

  @Override
  public @Nullable String ask(String prompt) {
    try {
      return reader.readLine(prompt);
    } catch (UserInterruptException | EndOfFileException left) {
      return null;
    }
  }

  /** A key that is pressed opens a line to write in. */
  @Override
  public @Nullable String await(Duration patience) throws EndOfInput {
    try {
      boolean isTyped = terminal.reader().peek(patience.toMillis()) >= 0;
      if (interrupted.getAndSet(false)) { // by Ctrl-C while no line was open
        throw new EndOfInput();
      }
      if (!isTyped) {
        return null;
      }
      return reader.readLine("> ");
    } catch (UserInterruptException | EndOfFileException left) {
      throw new EndOfInput();
    } catch (IOException broken) {
      throw new EndOfInput();
    }
  }

  @Override
  public int width() {
    int columns = terminal.getSize().getColumns();
    return columns <= 0 ? NARROWEST * 2 : Math.max(NARROWEST, Math.min(columns, WIDEST));
  }

  @Override
  public void close() {
    try {
      terminal.close();
    } catch (IOException broken) {
      // the process is about to end
    }
  }
}

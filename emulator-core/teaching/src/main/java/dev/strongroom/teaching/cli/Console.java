package dev.strongroom.teaching.cli;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where the trainer prints and asks. */
interface Console extends AutoCloseable {

  void print(String line);

  /**
   * Asks for a line.
   *
   * @return null if the learner has left: end of input, or Ctrl-C
   */
  @Nullable String ask(String prompt);

  /**
   * Waits for a line.
   *
   * @return null if none came in time
   * @throws EndOfInput if the learner has left
   */
  @Nullable String await(Duration patience) throws EndOfInput;

  /** How many characters fit into a line. */
  int width();

  @Override
  void close();

  /** The learner has left. */
  final class EndOfInput extends Exception {
    private static final long serialVersionUID = 1L;

    EndOfInput() {
      super("end of input");
    }
  }
}

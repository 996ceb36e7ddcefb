package dev.strongroom.teaching.cli;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** A learner who types what a script says, and edits files in between. */
final class ScriptedConsole implements Console {

  private final Queue<Object> script;
  private final StringBuilder transcript = new StringBuilder();

  /**
   * @param script lines that are typed, and {@link Runnable}s that are run when the learner is
   *     waited for
   */
  ScriptedConsole(Object... script) {
    this.script = new ArrayDeque<>(List.of(script));
  }

  /** Everything that was printed and typed. */
  String transcript() {
    return transcript.toString();
  }

  boolean isFinished() {
    return script.isEmpty();
  }

  @Override
  public void print(String line) {
    transcript.append(line.stripTrailing()).append('\n');
  }

  @Override
  public @Nullable String ask(String prompt) {
    transcript.append(prompt);
    while (script.peek() instanceof Runnable) {
      ((Runnable) script.remove()).run();
    }
    var typed = (String) script.poll();
    transcript.append(typed == null ? "^C" : typed).append('\n');
    return typed;
  }

  @Override
  public @Nullable String await(Duration patience) throws EndOfInput {
    var next = script.poll();
    if (next instanceof Runnable edit) {
      edit.run();
      return null;
    }
    if (next == null) {
      throw new EndOfInput();
    }
    transcript.append("> ").append(next).append('\n');
    return (String) next;
  }

  @Override
  public int width() {
    return 100;
  }

  @Override
  public void close() {}
}

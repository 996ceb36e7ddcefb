package dev.strongroom.teaching.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Standard input and output: for pipes, recordings and terminals that can't do more. */
final class PlainConsole implements Console {

  private static final String END = new String("end");
  private static final int WIDTH = 100;
  private static final int MOST_LINES_AHEAD = 1000;

  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>(MOST_LINES_AHEAD);
  private final PrintWriter out;
  private boolean ended;

  /** Begins to read; a thread of its own does it, since reading can't be given up. */
  PlainConsole(Reader in, PrintWriter out) {
    this.out = out;
    var reader = new Thread(() -> read(new BufferedReader(in)), "strongroom-learn-input");
    reader.setDaemon(true);
    reader.start();
  }

  private void read(BufferedReader in) {
    try {
      for (var line = in.readLine(); line != null; line = in.readLine()) {
        lines.put(line);
      }
      lines.put(END);
    } catch (IOException closed) {
      lines.offer(END);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void print(String line) {
    out.println(line);
    out.flush();
  }

  @Override
  public @Nullable String ask(String prompt) {
    out.print(prompt);
    out.flush();
    try {
      return line(lines.take());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return null;
    } catch (EndOfInput left) {
      out.println();
      return null;
    }
  }

  @Override
  public @Nullable String await(Duration patience) throws EndOfInput {
    try {
      return line(ended ? END : lines.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new EndOfInput();
    }
  }

  @SuppressWarnings("ReferenceEquality") // a mark that no line can be
  private @Nullable String line(@Nullable String line) throws EndOfInput {
    if (line == END) {
      ended = true;
      lines.offer(END);
      throw new EndOfInput();
    }
    return line;
  }

  @Override
  public int width() {
    return WIDTH;
  }

  @Override
  public void close() {
    out.flush();
  }
}

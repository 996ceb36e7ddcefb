package dev.strongroom.junit.internal.leak;

import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/**
 * A stream that prints to another one, and also to a transcript until it is stopped.
 *
 * <p>It passes texts on, not bytes, so that it need not know the other stream's encoding.
 */
final class Tee extends PrintStream {

  private final PrintStream original;
  private volatile @Nullable Transcript transcript;

  Tee(PrintStream original, Transcript transcript) {
    super(original);
    this.original = original;
    this.transcript = transcript;
  }

  /**
   * Returns the stream behind stopped tees: a test that captured a tee before it was stopped sets
   * it again later, and without this each test would wrap those of the tests before.
   */
  static PrintStream running(PrintStream stream) {
    var running = stream;
    while (running instanceof Tee tee && tee.transcript == null) {
      running = tee.original;
    }
    return running;
  }

  PrintStream original() {
    return original;
  }

  /** From now on this prints to the other stream only. */
  void stop() {
    transcript = null;
  }

  private void note(String text) {
    var noting = transcript;
    if (noting != null) {
      noting.print(text);
    }
  }

  @Override
  public void print(@Nullable String text) {
    original.print(text);
    note(String.valueOf(text));
  }

  @Override
  public void println(@Nullable String line) {
    original.println(line);
    note(line + "\n");
  }

  @Override
  public void println() {
    println("");
  }

  @Override
  public void print(boolean value) {
    print(String.valueOf(value));
  }

  @Override
  public void print(char value) {
    print(String.valueOf(value));
  }

  @Override
  public void print(int value) {
    print(String.valueOf(value));
  }

  @Override
  public void print(long value) {
    print(String.valueOf(value));
  }

  @Override
  public void print(float value) {
    print(String.valueOf(value));
  }

  @Override
  public void print(double value) {
    print(String.valueOf(value));
  }

  @Override
  public void print(char[] value) {
    print(String.valueOf(value));
  }

  @Override
  public void print(@Nullable Object value) {
    print(String.valueOf(value));
  }

  @Override
  public void println(boolean value) {
    println(String.valueOf(value));
  }

  @Override
  public void println(char value) {
    println(String.valueOf(value));
  }

  @Override
  public void println(int value) {
    println(String.valueOf(value));
  }

  @Override
  public void println(long value) {
    println(String.valueOf(value));
  }

  @Override
  public void println(float value) {
    println(String.valueOf(value));
  }

  @Override
  public void println(double value) {
    println(String.valueOf(value));
  }

  @Override
  public void println(char[] value) {
    println(String.valueOf(value));
  }

  @Override
  public void println(@Nullable Object value) {
    println(String.valueOf(value));
  }

  @Override
  public void write(int value) {
    original.write(value);
    noteBytes(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    original.write(bytes, offset, length);
    noteBytes(bytes, offset, length);
  }

  private void noteBytes(byte[] bytes, int offset, int length) {
    var noting = transcript;
    if (noting != null) {
      noting.print(bytes, offset, length);
    }
  }

  @Override
  public void flush() {
    original.flush();
  }

  @Override
  public void close() {
    original.close();
  }

  @Override
  public boolean checkError() {
    return original.checkError();
  }
}

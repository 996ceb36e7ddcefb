package dev.strongroom.samples.offline;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A program of the story: a process that knows of AWS what its environment says. */
final class Program implements AutoCloseable {

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private final Process process;
  private final BufferedReader output;

  private Program(Process process) {
    this.process = process;
    this.output = process.inputReader(UTF_8);
  }

  static Program start(Map<String, String> environment, String... command) throws IOException {
    var builder = new ProcessBuilder(command).redirectError(Redirect.INHERIT);
    var own = builder.environment();
    own.keySet()
        .removeIf(
            name -> name.startsWith("AWS_") || name.toLowerCase(Locale.ROOT).endsWith("_proxy"));
    own.putAll(environment);
    return new Program(builder.start());
  }

  static Program java(Map<String, String> environment, String... arguments) throws IOException {
    var command =
        new ArrayList<>(List.of(JAVA, "-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of(arguments));
    return start(environment, command.toArray(String[]::new));
  }

  static Program main(Map<String, String> environment, Class<?> main) throws IOException {
    return java(environment, "-cp", System.getProperty("java.class.path"), main.getName());
  }

  /** The next line that begins with this word; others, of libraries, are skipped. */
  String lineOf(String word) throws IOException {
    for (var line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(word + " ")) {
        return line;
      }
    }
    throw new IllegalStateException("The program ended without a line of '" + word + "'");
  }

  void enter(String line) throws IOException {
    process.outputWriter(UTF_8).append(line).append('\n').flush();
  }

  /** Waits until it has ended, and returns what it printed. */
  String result() throws IOException, InterruptedException {
    var text = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("Exit code " + process.exitValue() + ": " + text);
    }
    return text;
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    process.onExit().join();
    output.close();
  }
}

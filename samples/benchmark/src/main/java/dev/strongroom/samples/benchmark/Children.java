package dev.strongroom.samples.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Processes of this program's Java and class path. */
final class Children {

  private Children() {}

  static ProcessBuilder command(List<String> options, Class<?> main, String... arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
  }

  /** The output of a process that ends by itself. */
  static String output(ProcessBuilder command) throws IOException, InterruptedException {
    var process = command.start();
    var output = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw new IOException(command.command() + " ended with " + process.exitValue());
    }
    return output.strip();
  }

  /** How many classes the process loads until it ends. */
  static long classes(Class<?> main, String... arguments) throws IOException, InterruptedException {
    var log = Files.createTempFile("classes", ".log");
    try {
      output(command(List.of("-Xlog:class+load:file=" + log + ":none"), main, arguments));
      try (var lines = Files.lines(log)) {
        return lines.filter(line -> line.contains(" source: ")).count();
      }
    } finally {
      Files.delete(log);
    }
  }
}

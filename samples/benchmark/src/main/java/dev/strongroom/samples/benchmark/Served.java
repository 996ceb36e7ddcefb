package dev.strongroom.samples.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A process that serves, from its beginning to its end. */
final class Served implements AutoCloseable {

  private static final Pattern URL = Pattern.compile("http://\\S+");

  private final long start = System.nanoTime();
  private final Process process;
  private final BufferedReader out;
  private final URI uri;
  private final double millisToListening;
  private final double millisOfCpuToListening;

  /** Starts a command, and waits for the line that says where it listens. */
  Served(List<String> command, Map<String, String> environment) throws IOException {
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    process = builder.start();
    out = process.inputReader();
    var line = out.readLine();
    millisToListening = millis();
    millisOfCpuToListening = process.info().totalCpuDuration().map(Duration::toMillis).orElse(0L);
    var url = URL.matcher(String.valueOf(line));
    if (!url.find()) {
      throw new IOException(command + " printed " + line);
    }
    uri = URI.create(url.group());
  }

  double millisToListening() {
    return millisToListening;
  }

  /** Returns how long ago the command was started. */
  double millis() {
    return (System.nanoTime() - start) / 1e6;
  }

  Connection connect() throws IOException {
    return new Connection(uri);
  }

  double millisOfCpuToListening() {
    return millisOfCpuToListening;
  }

  /** Returns how much memory of the process is resident; NaN where the system doesn't say that. */
  double megabytes() throws IOException {
    var status = Path.of("/proc", String.valueOf(process.pid()), "status");
    if (!Files.exists(status)) {
      return Double.NaN;
    }
    for (var line : Files.readAllLines(status)) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0;
      }
    }
    return Double.NaN;
  }

  /** Ends the process as a user does, so that it leaves what it leaves then. */
  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    out.close();
  }
}

package dev.strongroom.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The standalone jar as a process that serves, on a port of its own. */
final class RunningJar implements AutoCloseable {

  static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();
  static final String JAR = System.getProperty("standalone.jar");

  private final Process process;
  private final BufferedReader out;
  private final List<String> err = Collections.synchronizedList(new ArrayList<>());
  private final URI endpoint;
  private final URI console;

  private RunningJar(Process process) throws IOException {
    this.process = process;
    this.out = process.inputReader(UTF_8);
    var reader = new Thread(this::readErrors);
    reader.setDaemon(true);
    reader.start();
    var ready = out.readLine();
    assertThat(ready).as(() -> String.join("\n", err)).startsWith("strongroom listening on ");
    this.endpoint = URI.create(ready.substring(ready.indexOf("http")));
    var line = out.readLine();
    assertThat(line).startsWith("console: " + endpoint + "/_strongroom/console/#token=");
    this.console = URI.create(line.substring(line.indexOf("http")));
  }

  static RunningJar start(String... options) throws IOException {
    return start(Map.of(), options);
  }

  /** Starts it with these variables beside those of this process. */
  static RunningJar start(Map<String, String> environment, String... options) throws IOException {
    var command = new ArrayList<>(List.of(JAVA, "-Xmx128m", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-jar", JAR, "--port", "0"));
    command.addAll(List.of(options));
    var builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    return new RunningJar(builder.start());
  }

  private void readErrors() {
    try (var lines = process.errorReader(UTF_8)) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        err.add(line);
      }
    } catch (IOException ended) {
      // what is there is there
    }
  }

  URI endpoint() {
    return endpoint;
  }

  /** The address of the console, with its token. */
  URI console() {
    return console;
  }

  /** The next line that it prints. */
  String nextLine() throws IOException {
    return out.readLine();
  }

  String port() {
    return String.valueOf(endpoint.getPort());
  }

  Process process() {
    return process;
  }

  /** What it logged until now. */
  List<String> log() {
    return List.copyOf(err);
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    out.close();
  }

  /** The jars of this test's own class path that are nobody's of this project. */
  static String libraries() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(path -> path.endsWith(".jar") && !path.contains("strongroom"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** A command that has ended, and what it wrote. */
  record Ended(int exitCode, String text) {
    String success() {
      assertThat(exitCode).as(text).isZero();
      return text;
    }
  }

  /** Runs a command with this environment and nothing of the machine's that concerns AWS. */
  static Ended run(Map<String, String> environment, String... command) throws Exception {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    var own = builder.environment();
    own.keySet()
        .removeIf(
            name -> name.startsWith("AWS_") || name.toLowerCase(Locale.ROOT).endsWith("_proxy"));
    own.put("AWS_CONFIG_FILE", File.separator + "none");
    own.put("AWS_SHARED_CREDENTIALS_FILE", File.separator + "none");
    own.put("AWS_PAGER", "");
    own.putAll(environment);
    Process process;
    try {
      process = builder.start();
    } catch (IOException notInstalled) {
      return new Ended(-1, String.valueOf(notInstalled.getMessage()));
    }
    try {
      process.getOutputStream().close();
      var text = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return new Ended(process.exitValue(), text);
    } finally {
      process.destroyForcibly();
    }
  }

  static boolean isInstalled(String... command) throws Exception {
    return run(Map.of(), command).exitCode() == 0;
  }
}

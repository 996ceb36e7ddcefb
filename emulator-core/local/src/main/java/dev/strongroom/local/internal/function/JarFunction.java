package dev.strongroom.local.internal.function;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.strongroom.api.ServiceClient;
import dev.strongroom.internal.EmulatorClient;
import dev.strongroom.rotation.FunctionException;
import dev.strongroom.rotation.RotationEvent;
import dev.strongroom.rotation.RotationFunction;
import dev.strongroom.seed.FunctionSeed;
import dev.strongroom.wire.Endpoint;
import java.io.File;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A handler in a jar, each step in a JVM of its own. The process calls the services by an endpoint
 * that is open during the step, as the function; its output is logged with the values masked that
 * it has got there.
 */
final class JarFunction implements RotationFunction {

  static final System.Logger LOG = System.getLogger("dev.strongroom.function");

  /** What a process needs of ours; credentials and the like are none of its business. */
  private static final Set<String> INHERITED =
      Set.of("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "TEMP", "TMP", "SystemRoot");

  private final Path jar;
  private final String handler;
  private final FunctionSeed seed;

  private JarFunction(Path jar, String handler, FunctionSeed seed) {
    this.jar = jar;
    this.handler = handler;
    this.seed = seed;
  }

  static RotationFunction in(String code, FunctionSeed seed) {
    var hash = code.lastIndexOf('#');
    var jar = Path.of(code.substring(0, hash));
    for (var file : Stream.concat(Stream.of(jar), seed.classPath().stream()).toList()) {
      if (!Files.isReadable(file)) {
        throw new IllegalArgumentException("There is no file " + file);
      }
    }
    return new JarFunction(jar, code.substring(hash + 1), seed);
  }

  @Override
  public void rotate(RotationEvent event, ServiceClient service) throws Exception {
    if (!(service instanceof EmulatorClient client)) {
      throw new IllegalStateException("A handler in a jar runs for an emulator only");
    }
    var folder = Files.createTempDirectory("strongroom-function");
    var values = new KnownValues();
    values.hide(event.rotationToken());
    try {
      var failure = folder.resolve("failure");
      Output output;
      try (var endpoint =
          Endpoint.of(client.emulator())
              .defaultCaller(service.caller())
              .onAnswer(values::add)
              .start()) {
        output = run(command(folder, failure), endpoint, event);
      }
      log(values.masked(output.text()));
      requireSuccess(output, failure);
    } finally {
      delete(folder);
    }
  }

  private void requireSuccess(Output output, Path failure) throws IOException, FunctionException {
    if (!output.ended()) {
      throw new FunctionException("ended after " + seed.timeout().toSeconds() + " s", null);
    }
    if (Files.exists(failure)) {
      var said = Files.readString(failure).split("\n", 2);
      throw new FunctionException(said[0], said[1]);
    }
    if (output.exitCode() != 0) {
      throw new FunctionException("its process ended with code " + output.exitCode(), null);
    }
  }

  private List<String> command(Path folder, Path failure) throws IOException {
    var name = HandlerMain.class.getName().replace('.', '/');
    for (var part : List.of("", "$Context")) {
      var file = folder.resolve(name + part + ".class");
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      try (var in = HandlerMain.class.getResourceAsStream("HandlerMain" + part + ".class")) {
        Files.copy(Objects.requireNonNull(in), file);
      }
    }
    var classPath = new ArrayList<>(List.of(jar.toString(), folder.toString()));
    seed.classPath().forEach(path -> classPath.add(path.toString()));
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1", // it lives for one step
        "-cp",
        String.join(File.pathSeparator, classPath),
        HandlerMain.class.getName(),
        handler,
        seed.arn(),
        String.valueOf(seed.timeout().toMillis()),
        failure.toString());
  }

  /** What a process printed, and how it ended. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Output(byte[] text, boolean ended, int exitCode) {}

  private Output run(List<String> command, Endpoint endpoint, RotationEvent event)
      throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    var environment = builder.environment();
    environment.keySet().retainAll(INHERITED);
    environment.putAll(endpoint.environment());
    environment.put("SECRETS_MANAGER_ENDPOINT", endpoint.uri().toString()); // as AWS's templates
    environment.put("AWS_LAMBDA_FUNCTION_NAME", seed.arn().split(":")[6]);
    environment.putAll(seed.environment());
    var process = builder.start();
    var printed = new Printed(process.getInputStream());
    try {
      printed.start();
      try (var in = process.outputWriter(UTF_8)) {
        in.write("Step\t" + event.step().wireName() + "\nSecretId\t" + event.secretId());
        in.write("\nClientRequestToken\t" + event.clientRequestToken());
        in.write("\nRotationToken\t" + event.rotationToken());
      } catch (IOException ended) {
        // before it read its event: the exit code says so
      }
      boolean ended = process.waitFor(seed.timeout().toMillis(), TimeUnit.MILLISECONDS);
      end(process);
      return new Output(printed.bytes(), ended, ended ? process.exitValue() : -1);
    } finally {
      end(process);
    }
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private void log(String output) {
    output.lines().forEach(line -> LOG.log(Level.INFO, name() + ": " + line));
  }

  private String name() {
    return seed.arn().split(":")[6];
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}

package dev.strongroom.samples.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Starts the runnable jar, its launcher, and a bare server of the JDK in turns, and prints what
 * they take until they listen, to the first answer, for the console's first page, with many secrets
 * on disk, and of memory after many reads.
 */
final class Starts {

  private static final int MANY = 100_000;
  private static final int READS = 200_000;
  private static final int READ = 100;
  private static final int CONNECTIONS = 4;
  private static final Pattern FILES = Pattern.compile("(?:href|src)=\"([a-z/.-]+)\"");

  /** A way to start a server. */
  private record Way(String name, List<String> command, Map<String, String> environment) {

    Served start(String... options) throws IOException {
      var whole = new ArrayList<>(command);
      whole.addAll(List.of(options));
      return new Served(whole, environment);
    }
  }

  private record Measured(String what, Way way) {}

  private static final Duration UNTIL_WARM = Duration.ofSeconds(2);
  private static final Duration UNTIL_IDLE = Duration.ofSeconds(25);
  private static final int ROUNDS = 9;
  private static final int ROUNDS_OF_READS = 3;

  private static final String LISTENING = "exec to listening";
  private static final String CPU = "CPU time from exec to listening";
  private static final String FIRST = "first CreateSecret";
  private static final String PAGE = "files of the console's first page after listening";
  private static final String BYTES = "size of the console's first page";
  private static final String STORED = "exec to listening with 100,000 stored secrets";
  private static final String MEMORY = "resident after 200,000 reads";
  private static final String IDLE = "resident 25 s after 200,000 reads";

  private final Path folder;
  private final Way bare;
  private final Way jar;
  private final Way launcher;
  private final Map<Measured, List<Double>> samples = new LinkedHashMap<>();

  private Starts(Path distribution, Path folder) throws IOException {
    this.folder = folder;
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var classPath = System.getProperty("java.class.path");
    bare = new Way("bare", List.of(java, "-cp", classPath, BareServer.class.getName()), Map.of());
    jar =
        new Way(
            "jar",
            List.of(
                java,
                "-jar",
                file(distribution, "strongroom-standalone-.*(?<!sources|javadoc)\\.jar"),
                "--port",
                "0"),
            Map.of());
    launcher =
        new Way(
            "launcher",
            List.of(unpacked(file(distribution, "strongroom-.*\\.zip")), "--port", "0"),
            Map.of(
                "JAVA_HOME", System.getProperty("java.home"),
                "XDG_CACHE_HOME", folder.resolve("cache").toString()));
  }

  private static String file(Path directory, String name) throws IOException {
    try (var files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().matches(name))
          .findAny()
          .orElseThrow(
              () -> new IOException("There is no " + name + " in " + directory + ": package it"))
          .toAbsolutePath()
          .toString();
    }
  }

  private String unpacked(String zip) throws IOException {
    try (var files = new ZipFile(zip)) {
      for (var entry : files.stream().filter(each -> !each.isDirectory()).toList()) {
        var file = folder.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        Files.copy(files.getInputStream(entry), file);
      }
    }
    try (var files = Files.walk(folder)) {
      var command = files.filter(file -> file.endsWith("bin/strongroom")).findAny().orElseThrow();
      command.toFile().setExecutable(true);
      return command.toString();
    }
  }

  /**
   * Needs the packaged jar and zip.
   *
   * @param results the directory of this module's build
   */
  static List<Figure> measure(Path results) throws Exception {
    var distribution = results.resolve("../../../emulator-core/standalone/target").normalize();
    var starts = new Starts(distribution, Files.createTempDirectory("strongroom-starts"));
    starts.makeArchive();
    for (int round = 0; round < ROUNDS; round++) {
      starts.start(starts.bare);
      starts.start(starts.jar);
      starts.start(starts.launcher);
      starts.firstPage(starts.jar);
      starts.firstPage(starts.launcher);
    }
    starts.storeMany();
    for (int round = 0; round < ROUNDS; round++) {
      starts.startWithMany(starts.jar);
      starts.startWithMany(starts.launcher);
    }
    for (int round = 0; round < ROUNDS_OF_READS; round++) {
      starts.read(starts.bare);
      starts.read(starts.jar, "--seed", starts.seed("few", READ));
      starts.read(starts.launcher, "--seed", starts.seed("few", READ));
    }
    return starts.figures();
  }

  private List<Figure> figures() {
    return List.of(
        beside(LISTENING, "ms", jar, 2.5),
        beside(LISTENING, "ms", launcher, 1.5),
        beside(CPU, "ms", jar, null),
        beside(CPU, "ms", launcher, null),
        alone(FIRST, "ms", jar, 100),
        alone(FIRST, "ms", launcher, 100),
        alone(PAGE, "ms", jar, 500),
        alone(PAGE, "ms", launcher, 500),
        alone(BYTES, "KB", jar, 100),
        alone(STORED, "ms", jar, 3_000),
        alone(STORED, "ms", launcher, 3_000),
        beside(MEMORY, "MB", jar, 1.5),
        beside(IDLE, "MB", jar, 1.5),
        alone(MEMORY, "MB", launcher, 150),
        alone(IDLE, "MB", launcher, 150));
  }

  private Figure beside(String what, String unit, Way way, @Nullable Double bound) {
    return new Figure(what + ", " + way.name(), unit, sample(what, way), sample(what, bare), bound);
  }

  private Figure alone(String what, String unit, Way way, double bound) {
    return Figure.alone(what + ", " + way.name(), unit, sample(what, way), bound);
  }

  private Sample sample(String what, Way way) {
    return Sample.of(
        samples.get(new Measured(what, way)).stream().mapToDouble(Double::doubleValue).toArray());
  }

  private void add(String what, Way way, double sample) {
    samples.computeIfAbsent(new Measured(what, way), first -> new ArrayList<>()).add(sample);
  }

  /** The first start makes the archive of classes when it ends, of those that it has loaded. */
  private void makeArchive() throws Exception {
    try (var served = launcher.start();
        var connection = served.connect()) {
      createFirst(connection);
      Thread.sleep(UNTIL_WARM.toMillis());
    }
  }

  private static void createFirst(Connection connection) throws IOException {
    connection.call(
        "CreateSecret",
        "{\"Name\":\"first\",\"SecretString\":\"x\",\"ClientRequestToken\":\"00000000-0000-4000-8000-000000000001\"}");
  }

  private void start(Way way) throws IOException {
    try (var served = way.start();
        var connection = served.connect()) {
      long listening = System.nanoTime();
      createFirst(connection);
      add(FIRST, way, (System.nanoTime() - listening) / 1e6);
      add(LISTENING, way, served.millisToListening());
      add(CPU, way, served.millisOfCpuToListening());
    }
  }

  /** Gets the page and the files that it names, which are all that it shows its first view with. */
  private void firstPage(Way way) throws IOException {
    try (var served = way.start();
        var connection = served.connect()) {
      var root = "/_strongroom/console/";
      var page = connection.get(root);
      long bytes = page.length;
      var text =
          new String(new GZIPInputStream(new ByteArrayInputStream(page)).readAllBytes(), UTF_8);
      var files = new LinkedHashSet<String>();
      FILES.matcher(text).results().forEach(file -> files.add(file.group(1)));
      for (var file : files) {
        bytes += connection.get(root + file).length;
      }
      add(PAGE, way, served.millis() - served.millisToListening());
      add(BYTES, way, bytes / 1e3);
    }
  }

  private String seed(String name, int secrets) throws IOException {
    var file = folder.resolve(name + ".json");
    if (!Files.exists(file)) {
      Files.writeString(
          file,
          IntStream.range(0, secrets)
              .mapToObj(
                  i -> "{\"name\":\"secret-%d\",\"string\":\"%s\"}".formatted(i, "x".repeat(64)))
              .collect(Collectors.joining(",\n", "{\"secrets\":[", "]}")));
    }
    return file.toString();
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private void storeMany() throws IOException {
    jar.start("--data", data(), "--seed", seed("many", MANY)).close();
  }

  private void startWithMany(Way way) throws IOException {
    try (var served = way.start("--data", data())) {
      add(STORED, way, served.millisToListening());
    }
  }

  private void read(Way way, String... options) throws Exception {
    try (var served = way.start(options)) {
      var threads = Executors.newFixedThreadPool(CONNECTIONS);
      try {
        var readers =
            IntStream.range(0, CONNECTIONS)
                .<Callable<Boolean>>mapToObj(i -> () -> read(served))
                .toList();
        for (var reader : threads.invokeAll(readers)) {
          reader.get();
        }
      } finally {
        threads.shutdownNow();
      }
      add(MEMORY, way, served.megabytes());
      Thread.sleep(UNTIL_IDLE.toMillis());
      add(IDLE, way, served.megabytes());
    }
  }

  private static boolean read(Served served) throws IOException {
    try (var connection = served.connect()) {
      for (int i = 0; i < READS / CONNECTIONS; i++) {
        connection.call("GetSecretValue", "{\"SecretId\":\"secret-" + i % READ + "\"}");
      }
      return true;
    }
  }
}

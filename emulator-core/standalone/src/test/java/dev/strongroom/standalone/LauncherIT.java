package dev.strongroom.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution as it is unpacked, and its command. */
@Tag("thorough")
class LauncherIT {

  private static final String ARCHIVED = "-XX:SharedArchiveFile=";

  @TempDir Path folder;
  private Path cache;
  private Path command;

  @BeforeEach
  void unpack() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there is no /bin/sh");
    cache = folder.resolve("a cache");
    command = Distribution.unpack(folder.resolve("un packed"));
  }

  @Test
  void theSecondStartUsesTheArchiveThatTheFirstMade() throws Exception {
    var first = startedWith();
    var archives = archives();
    var second =
        startedWith("-Xshare:on"); // which refuses to start with an archive that doesn't fit

    assertThat(first).contains("-XX:+UseSerialGC").noneMatch(each -> each.startsWith("-Xmx"));
    assertThat(archives).hasSize(1);
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(cache.resolve("strongroom"))))
        .isEqualTo("rwx------");
    assertThat(second).contains(ARCHIVED + archives.get(0));
  }

  @Test
  void aCommandBehindALinkStarts() throws Exception {
    command = Files.createSymbolicLink(folder.resolve("linked"), command);

    assertThat(startedWith()).contains("-jar");
  }

  @Test
  void startsWithoutAnArchiveWhereThereCanBeNone() throws Exception {
    Files.writeString(cache, "a file where the directory would be");

    assertThat(startedWith()).contains("-jar").noneMatch(each -> each.contains(".jsa"));
  }

  @Test
  void anArchiveThatIsDamagedIsNotUsed() throws Exception {
    startedWith();
    var archive = archives().get(0);
    archive.toFile().setWritable(true);
    Files.writeString(archive, "damaged");

    assertThat(startedWith()).contains("-jar");
  }

  @Test
  void exitCodeAndOptionsAreThoseOfTheJar() throws Exception {
    var process = builder("--port", "none").start();

    assertThat(new String(process.getErrorStream().readAllBytes(), UTF_8)).contains("--port");
    assertThat(process.waitFor()).isEqualTo(2);
  }

  @Test
  void theHeapBeginsWithRoomForStoredData() throws Exception {
    var data = Files.createDirectory(folder.resolve("stored data"));
    var file = data.resolve("strongroom.data").toFile();

    assertThat(argumentsOfJava("--data", data.toString())).contains("-Xms16m");
    setLength(file, 10 << 20);
    assertThat(argumentsOfJava("--port", "0")).contains("-Xms16m");
    assertThat(argumentsOfJava("--data", data.toString())).contains("-Xms66m");
    assertThat(argumentsOfJava("--data=" + data)).contains("-Xms66m");
    setLength(file, 1 << 30);
    assertThat(argumentsOfJava("--data", data.toString())).contains("-Xms1024m");
  }

  private static void setLength(File file, long length) throws IOException {
    try (var sparse = new RandomAccessFile(file, "rw")) {
      sparse.setLength(length);
    }
  }

  /** Returns what the command gives to Java, a line each. */
  private List<String> argumentsOfJava(String... options) throws Exception {
    var home = folder.resolve("no java");
    var java = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    var builder = builder(options);
    builder.environment().put("JAVA_HOME", home.toString());
    var process = builder.redirectErrorStream(true).start();
    try (var out = process.inputReader(UTF_8)) {
      return out.lines().toList();
    }
  }

  private List<Path> archives() throws IOException {
    try (var files = Files.list(cache.resolve("strongroom"))) {
      return files.toList();
    }
  }

  private ProcessBuilder builder(String... options) {
    var line = new ArrayList<>(List.of(command.toString()));
    line.addAll(List.of(options));
    var builder = new ProcessBuilder(line);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("XDG_CACHE_HOME", cache.toString());
    return builder;
  }

  /** Starts, waits until it listens, ends it as a user does, and returns the JVM's arguments. */
  private List<String> startedWith(String... javaOptions) throws Exception {
    var builder = builder("--port", "0");
    builder.environment().put("STRONGROOM_JAVA_OPTIONS", String.join(" ", javaOptions));
    var process = builder.redirectErrorStream(true).start();
    try (BufferedReader out = process.inputReader(UTF_8)) {
      assertThat(out.readLine()).startsWith("strongroom listening on ");
      var arguments = process.info().arguments().map(List::of).orElse(List.of());
      process.destroy();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return arguments;
    } finally {
      process.destroyForcibly();
    }
  }
}

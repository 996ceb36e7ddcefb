package dev.strongroom.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Only {@code dev.strongroom.internal.time} takes time and chance from the machine; else no replay.
 */
class NoRealTimeInCoreTest {

  /** What the files whose path begins so may use. */
  private static final Map<String, Pattern> EXEMPT =
      Map.of(
          "dev/strongroom/internal/time/", Pattern.compile(".*"),
          "dev/strongroom/fault/RealDelay.java", Pattern.compile("java/lang/Thread\\.sleep:.*"));

  private static final Pattern FORBIDDEN =
      Pattern.compile(
          String.join(
              "|",
              "java/time/\\w+\\.now:",
              "java/time/Clock\\.(system|tick)\\w*:",
              "java/lang/System\\.(currentTimeMillis|nanoTime):",
              "java/lang/Thread\\.sleep:",
              "java/util/concurrent/TimeUnit\\.sleep:",
              "java/util/Date\\.\"<init>\":\\(\\)V",
              "java/util/UUID\\.randomUUID:",
              "java/lang/Math\\.random:",
              "java/util/Random\\.\"<init>\":\\(\\)V",
              "java/util/concurrent/ThreadLocalRandom\\.current:"));

  @Test
  @Tag("thorough")
  void onlyThePackageTimeAsksTheMachineForTimeOrChance() throws Exception {
    assertThat(violations(ClassFiles.ofTheCore())).isEmpty();
  }

  @Tag("thorough") // each case compiles a class
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Object x() { return java.time.Instant.now(); }",
        "java.util.function.Supplier<?> x = java.time.Instant::now;",
        "Object x() { return java.time.LocalDate.now(); }",
        "Object x = java.time.Clock.systemUTC();",
        "long x = System.currentTimeMillis();",
        "Runnable x = () -> System.nanoTime();",
        "void x() throws Exception { Thread.sleep(1); }",
        "void x() throws Exception { java.util.concurrent.TimeUnit.DAYS.sleep(1); }",
        "Object x = new java.util.Date();",
        "java.util.function.Supplier<?> x = java.util.UUID::randomUUID;",
        "double x = Math.random();",
        "Object x = new java.util.Random();",
        "Object x = java.util.concurrent.ThreadLocalRandom.current();",
      })
  void useOfTheMachinesTimeOrChanceIsFoundAndTheMessageNamesFileAndRemedy(
      String member, @TempDir Path folder) throws Exception {
    ClassFiles.plant(folder, "dev.strongroom.internal.service.secretsmanager.Planted", member);

    assertThat(violations(folder))
        .singleElement()
        .asString()
        .startsWith("dev/strongroom/internal/service/secretsmanager/Planted.java uses java")
        .contains("VirtualClock", "Ids");
  }

  @Tag("thorough") // each case compiles a class
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Object x = java.time.Instant.ofEpochMilli(0);",
        "Object x = new java.util.Random(42);",
        "Object x = java.util.UUID.fromString(\"\");",
        "String x = \"java/time/Instant.now:\";",
      })
  void givenTimeAndChanceAreNoViolation(String member, @TempDir Path folder) throws Exception {
    ClassFiles.plant(folder, "dev.strongroom.internal.service.secretsmanager.Planted", member);

    assertThat(violations(folder)).isEmpty();
  }

  @Test
  void thePackageTimeIsExempt(@TempDir Path folder) throws Exception {
    ClassFiles.plant(folder, "dev.strongroom.internal.time.Planted", "long x = System.nanoTime();");

    assertThat(violations(folder)).isEmpty();
  }

  @Tag("thorough") // each case compiles a class
  @ParameterizedTest
  @CsvSource({
    "RealDelay,   Thread.sleep(1);,              0",
    "RealDelay,   System.nanoTime();,            1",
    "FaultEngine, Thread.sleep(1);,              1",
  })
  void theRealDelayOfAFaultMaySleepAndNothingElse(
      String className, String use, int violations, @TempDir Path folder) throws Exception {
    ClassFiles.plant(
        folder, "dev.strongroom.fault." + className, "void x() throws Exception { " + use + " }");

    assertThat(violations(folder)).hasSize(violations);
  }

  private static List<String> violations(Path folder) throws Exception {
    var violations = new ArrayList<String>();
    var file = "";
    for (var line : ClassFiles.run("javap", arguments(folder)).toList()) {
      if (line.startsWith("Classfile ")) {
        var classFile = folder.toRealPath().relativize(Path.of(line.substring(10)).toRealPath());
        file = ClassFiles.sourceOf(classFile.toString().replaceFirst("\\.class$", ""));
      }
      // The constant pool has calls and method references alike.
      var used = FORBIDDEN.matcher(line);
      if (line.contains("= Methodref ")
          && used.find()
          && !isExempt(file, line.substring(used.start()))) {
        violations.add(
            "%s uses %s Take the time from the VirtualClock and chance from Ids: an operation is given both."
                .formatted(file, line.substring(used.start())));
      }
    }
    return violations;
  }

  private static boolean isExempt(String file, String use) {
    return EXEMPT.entrySet().stream()
        .anyMatch(
            exempt -> file.startsWith(exempt.getKey()) && exempt.getValue().matcher(use).matches());
  }

  private static String[] arguments(Path folder) throws Exception {
    try (var files = Files.walk(folder)) {
      var classes = files.map(Path::toString).filter(name -> name.endsWith(".class"));
      return Stream.concat(Stream.of("-v", "-p"), classes).toArray(String[]::new);
    }
  }
}

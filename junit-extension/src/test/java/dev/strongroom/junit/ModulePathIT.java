package dev.strongroom.junit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The jars on the module path, as an application with a module descriptor has them. */
@Timeout(120)
class ModulePathIT {

  private static final String DESCRIPTOR =
      """
      open module shop.tests {
        requires dev.strongroom.junit;
        requires org.assertj.core;
        requires org.junit.platform.launcher;
      }
      """;

  private static final String TESTS =
      """
      package shop;

      import static dev.strongroom.assertj.StrongroomAssertions.assertThat;

      import dev.strongroom.SecretsEmulator;
      import dev.strongroom.junit.*;
      import java.util.Map;
      import org.junit.jupiter.api.Test;
      import org.junit.platform.engine.discovery.DiscoverySelectors;
      import org.junit.platform.launcher.core.*;
      import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
      import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

      class Tests {

        @SecretsManagerTest
        @NoSecretLeaks
        static class Complete {

          @Test
          @Secret(name = "db", json = "{\\"password\\":\\"one\\"}")
          void test(
              SecretsManagerClient secrets,
              SecretsEmulator aws,
              @FromSecret("db") Map<String, String> db) {
            secrets.putSecretValue(r -> r.secretId("db").secretString("not " + db.get("password")));

            assertThat(aws).secret("db").hasValue("not one");
          }
        }

        static class WithoutAnEmulator {

          @Test
          @Secret(name = "db", string = "one")
          void test() {}
        }

        public static void main(String[] arguments) {
          var summary = new SummaryGeneratingListener();
          var tests =
              LauncherDiscoveryRequestBuilder.request()
                  .selectors(
                      DiscoverySelectors.selectClass(Complete.class),
                      DiscoverySelectors.selectClass(WithoutAnEmulator.class))
                  .build();
          LauncherFactory.create().execute(tests, summary);
          System.out.println(summary.getSummary().getTestsSucceededCount() + " succeeded");
          summary.getSummary().getFailures().forEach(f -> System.out.println(f.getException()));
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void extensionAndItsCheckOfMissingEmulatorsWorkForATestModule() throws Exception {
    var modulePath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> entry.endsWith(".jar"))
            .collect(joining(File.pathSeparator));
    compile(modulePath);

    var output =
        run(
            "--module-path",
            folder.resolve("classes") + File.pathSeparator + modulePath,
            "-m",
            "shop.tests/shop.Tests");

    assertThat(output)
        .contains("1 succeeded")
        .contains(
            "@Secret on shop.Tests$WithoutAnEmulator#test has no effect on"
                + " shop.Tests$WithoutAnEmulator#test, which has no emulator:"
                + " add @SecretsManagerTest to shop.Tests$WithoutAnEmulator");
  }

  private void compile(String modulePath) throws Exception {
    var sources = Files.createDirectory(folder.resolve("sources"));
    var descriptor = Files.writeString(sources.resolve("module-info.java"), DESCRIPTOR);
    var tests = Files.writeString(sources.resolve("Tests.java"), TESTS);

    int failures =
        ToolProvider.findFirst("javac")
            .orElseThrow()
            .run(
                System.out,
                System.err,
                "-parameters",
                "--module-path",
                modulePath,
                "-d",
                folder.resolve("classes").toString(),
                descriptor.toString(),
                tests.toString());

    assertThat(failures).isZero();
  }

  private String run(String... arguments) throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command = new ArrayList<>(List.of(java, "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of(arguments));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var output = process.getInputStream()) {
      var text = new String(output.readAllBytes(), UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return text;
    } finally {
      process.destroyForcibly();
    }
  }
}

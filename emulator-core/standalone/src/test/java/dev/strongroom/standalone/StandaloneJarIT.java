package dev.strongroom.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The standalone jar as a process, as strangers start it. */
@Timeout(120)
class StandaloneJarIT {

  private static final int JAVA_6 = 50; // the version of its class files
  private static final Path JAR = Path.of(System.getProperty("standalone.jar"));
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  @TempDir Path folder;

  @Test
  void servesItsSeedAndEndsWhenItIsTold() throws Exception {
    var seed =
        Files.writeString(
            folder.resolve("seed.json"),
            "{\"secrets\": [{\"name\": \"prod/db\", \"json\": {\"password\": \"hunter2\"},"
                + " \"kmsKey\": \"alias/shop\", \"replicas\": [\"eu-west-1\"]}]}");
    var process =
        start(
            "--port",
            "0",
            "--region",
            "eu-central-1",
            "--account",
            "111122223333",
            "--seed",
            seed.toString(),
            "--frozen-at",
            "2026-01-01T00:00:00Z",
            "--no-console");
    try (var out = process.inputReader(UTF_8)) {
      var line = out.readLine();
      assertThat(line).matches("strongroom listening on http://127\\.0\\.0\\.1:[0-9]+");

      var answer = getSecretValue(URI.create(line.substring(line.indexOf("http"))));

      assertThat(answer)
          .contains("arn:aws:secretsmanager:eu-central-1:111122223333:secret:prod/db-")
          .contains("{\\\"password\\\":\\\"hunter2\\\"}")
          .contains("\"CreatedDate\":1767225600");
      process.toHandle().destroy(); // without closing its output
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
      assertThat(out.readLine()).isNull();
      try (var err = process.errorReader(UTF_8)) {
        assertThat(err.lines()).isEmpty();
      }
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void seedsInYamlAndFromTheCliAreOneAndGiveTheEmulatorItsAccount() throws Exception {
    var yaml =
        Files.writeString(
            folder.resolve("seed.yaml"),
            "secrets:\n- name: prod/db\n  json: {password: \"${env:DB_PASSWORD}\"}\n");
    var values =
        Files.writeString(
            folder.resolve("values.json"),
            "{\"SecretValues\": [{\"ARN\": \"arn:aws:secretsmanager:eu-west-1:111122223333:secret:api-AbCdEf\","
                + " \"Name\": \"api\", \"SecretString\": \"k\", \"VersionStages\": [\"AWSCURRENT\"]}]}");
    var builder =
        new ProcessBuilder(
            JAVA, "-jar", JAR.toString(), "--port=0", "--seed=" + yaml, "--seed=" + values);
    builder.environment().put("DB_PASSWORD", "hunter2");
    var process = builder.start();
    try (var out = process.inputReader(UTF_8)) {
      var endpoint = URI.create(out.readLine().replaceFirst(".* ", ""));

      assertThat(getSecretValue(endpoint))
          .contains(":eu-west-1:111122223333:secret:prod/db-", "hunter2");
      assertThat(getSecretValue(endpoint, "api")).contains("secret:api-AbCdEf");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  @Tag("thorough")
  void watchedSeedIsFollowed() throws Exception {
    var seed = folder.resolve("seed.yaml");
    Files.writeString(seed, "secrets:\n- {name: prod/db, string: one}\n- {name: old, string: x}\n");
    var process = start("--port=0", "--no-console", "--seed=" + seed, "--watch", "--prune");
    try (var out = process.inputReader(UTF_8);
        var err = process.errorReader(UTF_8)) {
      var endpoint = URI.create(out.readLine().replaceFirst(".* ", ""));

      Files.writeString(seed, "secrets:\n- {name: prod/db, string: two}\n");
      assertThat(out.readLine()).isEqualTo("The seed has changed and is applied");
      assertThat(getSecretValue(endpoint)).contains("\"SecretString\":\"two\"");
      assertThat(getSecretValue(endpoint, "old")).contains("ResourceNotFoundException");

      Files.writeString(seed, "secrets:\n- {nam: prod/db, string: hunter2}\n");
      assertThat(err.readLine()).startsWith(seed + ":2:4: secrets[0] has no member 'nam'");
      assertThat(err.readLine()).isEqualTo("The seed before stays in use");
      assertThat(getSecretValue(endpoint)).contains("\"SecretString\":\"two\"");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  @Tag("thorough")
  void takenPortIsSaid() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var port = String.valueOf(taken.getLocalPort());

      var ended = run("--port", port);

      assertThat(ended.exitCode()).isEqualTo(1);
      assertThat(ended.err())
          .containsExactly(
              "Port "
                  + port
                  + " can't be used: Address already in use. "
                  + "Choose another with --port, or 0 for any free one.");
      assertThat(ended.out()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'secrets': [{'nam': 'a', 'string': 'hunter2'}]} | secrets[0] has no member 'nam'; it may"
            + " have name, account,",
        "{'secrets': [{'name': 'a b', 'string': 'hunter2'}]} | Secret 'a b' can't be seeded:"
            + " Invalid name.",
      })
  @Tag("thorough")
  void seedThatCannotBeUsedIsSaid(String json, String message) throws Exception {
    var seed = Files.writeString(folder.resolve("seed.json"), json.replace('\'', '"'));

    var ended = run("--port", "0", "--seed", seed.toString());

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err()).singleElement().asString().contains(message).doesNotContain("hunter2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--port=65536       | A port is a number from 0 to 65535, but this one is 65536",
        "--port=http        | Invalid value for option '--port': 'http' is not an int",
        "--region=Frankfurt | A Region looks like 'us-east-1', but this one is 'Frankfurt'",
        "--account=1        | An AWS account id has 12 digits, but this one is '1'",
        "--loud             | Unknown option: '--loud'",
        "--frozen-at=now    | Invalid value for option '--frozen-at': An instant looks like"
            + " 2026-01-01T00:00:00Z, but this one is 'now'",
        "--bind=300.0.0.1   | Invalid value for option '--bind': An address looks like 0.0.0.0, but"
            + " this one is '300.0.0.1'",
        "--prune            | --prune needs --watch",
        "-qv                | --verbose and --quiet contradict each other: keep one",
      })
  @Tag("thorough")
  void wrongCommandLineIsSaidWithTheUsage(String argument, String message) throws Exception {
    var ended = run(argument);

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.err()).first().isEqualTo(message);
    assertThat(ended.err())
        .anyMatch(line -> line.startsWith("Usage: strongroom") || line.startsWith("Possible"));
  }

  @Test
  void requestsAreLoggedWithoutValuesIfAskedFor() throws Exception {
    var seed =
        Files.writeString(
            folder.resolve("seed.json"),
            "{\"secrets\": [{\"name\": \"prod/db\", \"string\": \"hunter2\"}]}");
    var process = start("start", "--port=0", "--no-console", "--verbose", "--seed=" + seed);
    try (var out = process.inputReader(UTF_8)) {
      var endpoint = URI.create(out.readLine().replaceFirst(".* ", ""));

      getSecretValue(endpoint);
      getSecretValue(endpoint, "absent");

      assertThat(out.readLine())
          .matches("[0-9:.]+ 200 GetSecretValue prod/db by arn:aws:iam::123456789012:root");
      assertThat(out.readLine())
          .endsWith(
              " 400 GetSecretValue absent by arn:aws:iam::123456789012:root:"
                  + " ResourceNotFoundException");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  @Tag("thorough")
  void listeningElsewhereIsLoud() throws Exception {
    var process =
        start("--port", "0", "--quiet", "--bind", "0.0.0.0", "--allow-host", "strongroom");
    try (var err = process.errorReader(UTF_8)) {
      assertThat(err.readLine())
          .matches(
              "WARNING: --bind 0\\.0\\.0\\.0: every machine that reaches port [0-9]+ can read and"
                  + " change all secrets\\.");
      assertThat(err.readLine())
          .isEqualTo(
              "WARNING: --allow-host strongroom: a web page that this name leads here can read all"
                  + " secrets.");
      process.toHandle().destroy();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      try (var out = process.inputReader(UTF_8)) {
        assertThat(out.lines()).isEmpty();
      }
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  @Tag("thorough")
  void shellThatEvaluatesTheEnvironmentIsDiagnosedAsHealthy() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there is no /bin/sh");
    var process = start("--port", "0", "--region", "eu-central-1");
    try (var out = process.inputReader(UTF_8)) {
      var port = out.readLine().replaceFirst(".*:", "");
      var jar = JAVA + " -jar " + JAR;
      // Tools of this machine, which may be old, are none of this test's business.
      var script =
          "eval \"$(%1$s env --port %2$s)\"; PATH=/nowhere %1$s doctor --port %2$s; echo $?"
              .formatted(jar, port);

      var shell = new ProcessBuilder("/bin/sh", "-c", script);
      shell
          .environment()
          .keySet()
          .removeIf(name -> name.startsWith("AWS_") || name.toLowerCase(ROOT).endsWith("proxy"));
      shell.environment().put("AWS_PROFILE", "of-a-real-account");
      var ended = shell.redirectErrorStream(true).start();

      assertThat(ended.inputReader(UTF_8).lines()).last().isEqualTo("0");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  @Tag("thorough")
  void statusSaysWhetherItIsUp() throws Exception {
    var process = start("--port", "0", "--frozen-at", "2026-01-01T00:00:00Z");
    try (var out = process.inputReader(UTF_8)) {
      var port = out.readLine().replaceFirst(".*:", "");

      var up = run("status", "--port", port);

      assertThat(up.exitCode()).isZero();
      assertThat(up.out())
          .contains("account   123456789012", "clock     2026-01-01T00:00:00Z, frozen")
          .anySatisfy(line -> assertThat(line).startsWith("audit     "));
      process.destroyForcibly().waitFor();
      var down = run("status", "--port", port);
      assertThat(down.exitCode()).isEqualTo(1);
      assertThat(down.err())
          .containsExactly(
              "Nothing listens on http://127.0.0.1:%s: start it with strongroom start"
                  .formatted(port));
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void helpAndVersionAreTold() throws Exception {
    var help = run("--help");
    var version = run("--version");

    assertThat(help.exitCode()).isZero();
    assertThat(help.out()).anyMatch(line -> line.contains("--seed=FILE"));
    assertThat(version.out()).singleElement().asString().matches("strongroom [0-9].*");
  }

  @Test
  void jarCarriesLicencesAndNeitherSignaturesNorModules() throws Exception {
    try (var jar = new JarFile(JAR.toFile())) {
      var names = jar.stream().map(entry -> entry.getName()).collect(Collectors.toSet());

      assertThat(names)
          .contains(
              "META-INF/LICENSE", // ours and Jackson's
              "META-INF/LICENSE.md", // Bouncy Castle's
              "META-INF/LICENSE.jmespath-java",
              "META-INF/NOTICE");
      try (var notice = jar.getInputStream(jar.getEntry("META-INF/NOTICE"))) {
        assertThat(new String(notice.readAllBytes(), UTF_8))
            .contains("Strongroom", "Jackson JSON processor");
      }
      assertThat(names)
          .noneMatch(name -> name.endsWith("module-info.class"))
          .noneMatch(name -> name.matches("META-INF/.*\\.(SF|RSA|DSA)"));
    }
  }

  /** A JVM takes no class of Java 5 into an archive, and verifies it with its second verifier. */
  @Test
  void noClassIsTooOldForAnArchive() throws Exception {
    var old = new ArrayList<String>();
    try (var jar = new JarFile(JAR.toFile())) {
      for (var entry : Collections.list(jar.entries())) {
        if (entry.getName().endsWith(".class")) {
          try (var in = new DataInputStream(jar.getInputStream(entry))) {
            in.skipNBytes(6);
            if (in.readUnsignedShort() < JAVA_6) {
              old.add(entry.getName());
            }
          }
        }
      }
    }
    assertThat(old).isEmpty();
  }

  /** A process that has ended by itself. */
  private record Ended(int exitCode, List<String> out, List<String> err) {}

  private Ended run(String... arguments) throws Exception {
    var process = start(arguments);
    try (BufferedReader out = process.inputReader(UTF_8);
        BufferedReader err = process.errorReader(UTF_8)) {
      var told = out.lines().toList();
      return new Ended(process.waitFor(), told, err.lines().toList());
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process start(String... arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add(JAVA);
    command.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-jar", JAR.toString()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).start();
  }

  private static String getSecretValue(URI endpoint) throws Exception {
    return getSecretValue(endpoint, "prod/db");
  }

  private static String getSecretValue(URI endpoint, String secret) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/x-amz-json-1.1")
                .header("X-Amz-Target", "secretsmanager.GetSecretValue")
                .POST(BodyPublishers.ofString("{\"SecretId\":\"" + secret + "\"}"))
                .build(),
            BodyHandlers.ofString())
        .body();
  }
}

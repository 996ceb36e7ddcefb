package dev.strongroom.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.wire.Endpoint;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The doctor as a process, with tools of other versions on its path. */
@Tag("thorough")
@Timeout(120)
class DoctorTest {

  @TempDir Path folder;

  @Test
  void toolsOfDebian12NeedTheEndpointAsAnOption() throws Exception {
    tool("aws", "aws-cli/2.9.19 Python/3.11.2 Linux/6.1.0 source/x86_64.debian.12 prompt/off");
    tool("python3", "1.26.27");

    try (var aws = SecretsEmulator.create();
        var endpoint = Endpoint.start(aws, 0)) {
      var said = doctor(endpoint, Map.of());

      assertThat(said)
          .contains(
              "!!  AWS CLI 2.9.19 is older than AWS_ENDPOINT_URL_SECRETS_MANAGER: pass"
                  + " --endpoint-url "
                  + endpoint.uri(),
              "!!  boto3 1.26.27 is older than AWS_ENDPOINT_URL_SECRETS_MANAGER: pass endpoint_url="
                  + endpoint.uri(),
              "exit code 1");
    }
  }

  @Test
  void newerToolsNeedNothing() throws Exception {
    tool("aws", "aws-cli/2.31.1 Python/3.13.7 Linux/6.1.0 exe/x86_64.debian.12");
    tool("python3", "1.43.11");

    try (var aws = SecretsEmulator.create();
        var endpoint = Endpoint.start(aws, 0)) {
      var said = doctor(endpoint, Map.of());

      assertThat(said)
          .contains(
              "ok  AWS CLI 2.31.1 reads AWS_ENDPOINT_URL_SECRETS_MANAGER",
              "ok  boto3 1.43.11 reads AWS_ENDPOINT_URL_SECRETS_MANAGER");
    }
  }

  @Test
  void toolsThatAreBrokenAreNotMentioned() throws Exception {
    tool("aws", "a program of the same name");

    try (var aws = SecretsEmulator.create();
        var endpoint = Endpoint.start(aws, 0)) {
      assertThat(doctor(endpoint, Map.of("AWS_ENDPOINT_URL_KMS", "http://127.0.0.1:1")))
          .noneMatch(line -> line.contains("AWS CLI") || line.contains("boto3"))
          .contains(
              "!!  AWS_ENDPOINT_URL_KMS leads kms to http://127.0.0.1:1, not to " + endpoint.uri(),
              "exit code 1");
    }
  }

  /** Puts a tool on the path that prints its version. */
  private void tool(String name, String version) throws Exception {
    assumeTrue(File.separatorChar == '/' && Files.isExecutable(Path.of("/bin/sh")), "no /bin/sh");
    var script = Files.writeString(folder.resolve(name), "#!/bin/sh\necho '" + version + "'\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
  }

  /** Returns what the doctor says in the environment of an endpoint, with changes. */
  private List<String> doctor(Endpoint endpoint, Map<String, String> changes) throws Exception {
    var builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "doctor",
                "--endpoint=" + endpoint.uri())
            .redirectErrorStream(true);
    var environment = new TreeMap<>(endpoint.environment());
    environment.putAll(changes);
    environment.put("PATH", folder.toString());
    builder.environment().clear();
    builder.environment().putAll(environment);
    var process = builder.start();
    var text = new String(process.getInputStream().readAllBytes(), UTF_8);
    return (text + "exit code " + process.waitFor()).lines().toList();
  }
}

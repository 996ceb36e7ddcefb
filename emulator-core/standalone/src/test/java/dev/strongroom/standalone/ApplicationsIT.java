package dev.strongroom.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Applications with no endpoint in their code, in a shell that has evaluated the environment. */
@Tag("thorough")
@Timeout(180)
class ApplicationsIT {

  private static final String JAVA_APPLICATION =
      """
      import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

      public class App {
        public static void main(String[] args) {
          try (SecretsManagerClient secrets = SecretsManagerClient.create()) {
            System.out.println("password " + secrets.getSecretValue(r -> r.secretId("prod/db")).secretString());
          }
        }
      }
      """;

  private static final String NODE_APPLICATION =
      """
      const { SecretsManager } = require("@aws-sdk/client-secrets-manager");
      new SecretsManager().getSecretValue({ SecretId: "prod/db" })
        .then((answer) => console.log("password " + answer.SecretString));
      """;

  @TempDir Path folder;
  private Path seed;

  @BeforeEach
  void writeTheSeed() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there is no /bin/sh");
    seed = folder.resolve("seed.yaml");
    Files.writeString(seed, "region: eu-west-1\nsecrets: [{name: prod/db, string: hunter2}]\n");
  }

  @Test
  void javaApplicationReadsItsSecret() throws Exception {
    var source = Files.writeString(folder.resolve("App.java"), JAVA_APPLICATION);

    var text = inShell(RunningJar.JAVA + " -cp " + RunningJar.libraries() + " " + source);

    assertThat(text).contains("password hunter2");
  }

  @Test
  void nodeApplicationReadsItsSecret() throws Exception {
    assumeTrue(
        RunningJar.isInstalled("node", "-e", "require('@aws-sdk/client-secrets-manager')"),
        "node or its SDK is not installed");
    var source = Files.writeString(folder.resolve("app.cjs"), NODE_APPLICATION);

    assertThat(inShell("node " + source)).contains("password hunter2");
  }

  @Test
  void awsCliReadsItsSecretIfItKnowsTheVariableElseTheDoctorSaysWhatItNeeds() throws Exception {
    assumeTrue(RunningJar.isInstalled("aws", "--version"), "the AWS CLI is not installed");
    var cli = Tool.installed().get(0);

    var text =
        inShell(
            cli.readsEndpointVariables()
                ? "aws secretsmanager get-secret-value --secret-id prod/db --output text"
                : RunningJar.JAVA + " -jar " + RunningJar.JAR + " doctor --port $PORT");

    assertThat(text).contains(cli.readsEndpointVariables() ? "hunter2" : "--endpoint-url");
  }

  @Test
  void noLogOrProcessTitleHasAValue() throws Exception {
    try (var jar = RunningJar.start("--verbose", "--seed", seed.toString())) {
      var source = Files.writeString(folder.resolve("App.java"), JAVA_APPLICATION);
      shell(jar, RunningJar.JAVA + " -cp " + RunningJar.libraries() + " " + source);

      var line = jar.nextLine();
      while (line.endsWith("GET /_strongroom/health")) { // by env
        line = jar.nextLine();
      }
      assertThat(line).contains("GetSecretValue prod/db").doesNotContain("hunter2");
      assertThat(jar.log()).noneMatch(logged -> logged.contains("hunter2"));
      assertThat(jar.process().toHandle().info().commandLine().orElse(""))
          .doesNotContain("hunter2");
    }
  }

  private String inShell(String command) throws Exception {
    try (var jar = RunningJar.start("--seed", seed.toString())) {
      return shell(jar, command);
    }
  }

  private static String shell(RunningJar jar, String command) throws Exception {
    var environment = RunningJar.JAVA + " -jar " + RunningJar.JAR + " env --port " + jar.port();
    var script = "eval \"$(" + environment + ")\"; " + command;
    return RunningJar.run(
            Map.of("AWS_PROFILE", "of-a-real-account", "PORT", jar.port()), "/bin/sh", "-c", script)
        .success();
  }
}

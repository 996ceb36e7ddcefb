package dev.strongroom.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.SecretValue;
import dev.strongroom.wire.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The session with the AWS CLI that the guide on IAM's API shows, where the CLI is installed. */
@Tag("thorough")
@Timeout(600)
class IamSessionIT {

  private static final Path GUIDE = Path.of("..", "..", "docs", "guides", "iam-api.md");
  private static final Pattern SESSION =
      Pattern.compile("```bash\\n(.*?)```.*?```text\\n(.*?)```", Pattern.DOTALL);

  @Test
  @DisplayName(
      "IAMAPI-24: a role is made, assumed, refused, simulated and allowed, as the guide says")
  void sessionPrintsWhatTheGuideSays() throws Exception {
    assumeTrue(run(Map.of(), "aws --version").exitCode() == 0, "the AWS CLI is not installed");
    var session = SESSION.matcher(Files.readString(GUIDE));
    assertThat(session.find()).isTrue();
    try (var aws = SecretsEmulator.create();
        var endpoint = Endpoint.start(aws, 0)) {
      aws.execute(
          aws.administrator(),
          CreateSecret.of("prod/db", aws.newClientRequestToken())
              .withSecretString(SecretValue.ofText("one")));

      var printed =
          run(
              Endpoint.environment(endpoint.uri().toString(), "us-east-1", "test"),
              session.group(1));

      assertThat(printed.text()).isEqualTo(session.group(2));
      assertThat(printed.exitCode()).isZero();
    }
  }

  private record Printed(int exitCode, String text) {}

  private static Printed run(Map<String, String> environment, String script)
      throws IOException, InterruptedException {
    var builder = new ProcessBuilder("bash", "-e", "-c", script).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process;
    try {
      process = builder.start();
    } catch (IOException noBash) {
      return new Printed(127, String.valueOf(noBash.getMessage()));
    }
    process.getOutputStream().close();
    var text = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Printed(process.waitFor(), text);
  }
}

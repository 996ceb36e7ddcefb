package dev.strongroom.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The Agent and the Lambda extension of the standalone jar. */
@Timeout(120)
class AgentIT {

  @TempDir Path folder;

  @Test
  @DisplayName(
      "AG-1, AG-10: both answer with the token of the environment once their lines are there")
  void bothAnswer() throws Exception {
    var seed =
        Files.writeString(
            folder.resolve("seed.json"),
            "{\"secrets\": [{\"name\": \"prod/db\", \"string\": \"hunter2\"}]}");
    try (var jar =
        RunningJar.start(
            Map.of("AWS_TOKEN", "of-the-test"),
            "--seed",
            seed.toString(),
            "--agent",
            "0",
            "--lambda-extension",
            "0")) {
      var agent = jar.nextLine();
      var extension = jar.nextLine();

      assertThat(agent).startsWith("Secrets Manager Provider/3.0.0 listening on http://127.0.0.1:");
      assertThat(get(agent, "of-the-test").body())
          .contains("\"SecretString\":\"hunter2\"")
          .doesNotContain("ResultMetadata");
      assertThat(get(extension, "of-the-test").body())
          .contains("\"SecretString\":\"hunter2\"", "\"ResultMetadata\":{}");
      assertThat(get(agent, "other").statusCode()).isEqualTo(403);
      assertThat(get(extension, "other").statusCode()).isEqualTo(401);
    }
  }

  @Test
  @DisplayName("AG-10: without a token it ends with exit code 1")
  void withoutATokenItEnds() throws Exception {
    var ended =
        RunningJar.run(Map.of(), RunningJar.JAVA, "-jar", RunningJar.JAR, "--port", "0", "--agent");

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.text())
        .contains("--agent: The agent's token is not set: set one of AWS_TOKEN, AWS_SESSION_TOKEN");
  }

  private static HttpResponse<String> get(String line, String token) throws Exception {
    var uri = URI.create(line.substring(line.indexOf("http")));
    var request =
        HttpRequest.newBuilder(uri.resolve("/secretsmanager/get?secretId=prod/db"))
            .header("X-Aws-Parameters-Secrets-Token", token)
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }
}

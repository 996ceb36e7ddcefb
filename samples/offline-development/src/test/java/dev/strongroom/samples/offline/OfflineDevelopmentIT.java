package dev.strongroom.samples.offline;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * The story of this sample's README: a template, a database, an application, a worker and a
 * rotation function, none of which knows that this is not AWS, on two days.
 */
@Tag("thorough")
@Timeout(300)
class OfflineDevelopmentIT {

  private static final String FUNCTION =
      "arn:aws:lambda:us-east-1:123456789012:function:shop-rotate-login";

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private final List<String> story = new ArrayList<>();
  private boolean hasWorker;
  private Map<String, String> environment = Map.of();
  private String passwordOfFirstDay = "";
  private String passwordOfSecondDay = "";

  @Test
  void applicationGoesOnWhereItWasOnTheDayBefore() throws Exception {
    hasWorker = hasWorker();
    int databasePort;
    int port;
    try (var postgres = Postgres.start(folder, 0);
        var strongroom = strongroom(0, postgres.port())) {
      databasePort = postgres.port();
      port = port(strongroom);
      environment = environment(port);
      firstDay(postgres, port);
    }
    story.add("(everything ends, and starts again)");
    try (var postgres = Postgres.start(folder, databasePort);
        var strongroom = strongroom(port, databasePort)) {
      assertThat(port(strongroom)).isEqualTo(port);
      secondDay(postgres, port);
    }

    assertThat(recordedIn("README.md")).isEqualTo(story);
    assertThat(recordedIn("../../docs/guides/offline.md")).isEqualTo(story);
  }

  private void firstDay(Postgres postgres, int port) throws Exception {
    try (var secrets = client(port);
        var function = function(port)) {
      passwordOfFirstDay = password(secrets);
      postgres.create(passwordOfFirstDay);

      try (var shop = Program.main(environment, Shop.class)) {
        sell(shop);
        work();

        secrets.rotateSecret(request -> request.secretId("shop/database"));
        for (int step = 1; step <= 4; step++) {
          story.add(function.lineOf("rotation"));
        }
        passwordOfSecondDay = password(secrets);
        assertThatThrownBy(() -> postgres.connect(passwordOfFirstDay))
            .hasMessageContaining("password authentication failed");
        story.add("postgres refuses the password of before");
        sell(shop);
      }
    }
  }

  private void secondDay(Postgres postgres, int port) throws Exception {
    try (var secrets = client(port)) {
      assertThat(password(secrets)).isEqualTo(passwordOfSecondDay);
      postgres.connect(passwordOfSecondDay);
      assertThat(secrets.describeSecret(r -> r.secretId("shop/database")).lastRotatedDate())
          .isNotNull();
      try (var shop = Program.main(environment, Shop.class)) {
        sell(shop);
        work();
      }
    }
  }

  private void sell(Program shop) throws IOException {
    shop.enter("tea");
    story.add(shop.lineOf("shop"));
  }

  private void work() throws Exception {
    if (!hasWorker) {
      System.out.println(
          "The worker is skipped: python3 with boto3 1.28 or later is not installed");
      return;
    }
    try (var worker = Program.start(environment, "python3", "worker.py")) {
      story.add(worker.lineOf("worker"));
    }
  }

  private static boolean hasWorker() throws InterruptedException {
    var check = "import boto3; assert [int(n) for n in boto3.__version__.split('.')] >= [1, 28]";
    try (var python = Program.start(Map.of(), "python3", "-c", check)) {
      python.result();
      return true;
    } catch (IOException | IllegalStateException notInstalled) {
      return false;
    }
  }

  private Program strongroom(int port, int databasePort) throws IOException {
    return Program.java(
        Map.of(),
        "-jar",
        System.getProperty("standalone.jar"),
        "--port",
        String.valueOf(port),
        "--data",
        folder.resolve("strongroom").toString(),
        "--seed",
        "template.yaml",
        "--target",
        "Database=127.0.0.1:" + databasePort);
  }

  private static int port(Program strongroom) throws IOException {
    var ready = strongroom.lineOf("strongroom");
    return URI.create(ready.substring(ready.indexOf("http"))).getPort();
  }

  /** The output that a document quotes; without the worker's lines where there is no worker. */
  private List<String> recordedIn(String document) throws IOException {
    return Files.readAllLines(Path.of(document)).stream()
        .dropWhile(line -> !line.startsWith("shop sells "))
        .takeWhile(line -> !line.equals("```"))
        .filter(line -> hasWorker || !line.startsWith("worker "))
        .toList();
  }

  /** What {@code strongroom env} prints. */
  private static Map<String, String> environment(int port) throws Exception {
    try (var env =
        Program.java(
            Map.of(),
            "-jar",
            System.getProperty("standalone.jar"),
            "env",
            "--shell",
            "dotenv",
            "--port",
            String.valueOf(port))) {
      return env.result()
          .lines()
          .map(line -> line.split("=", 2))
          .collect(toMap(variable -> variable[0], variable -> variable[1]));
    }
  }

  /** Starts the rotation function, and registers it by administration. */
  private Program function(int port) throws Exception {
    var function = Program.main(environment, InvokeServer.class);
    var ready = function.lineOf("rotation");
    var registration =
        JSON.writeValueAsString(
            Map.of("arn", FUNCTION, "code", ready.substring(ready.indexOf("http"))));
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/_strongroom/functions"))
            .header("X-Strongroom-Admin", "true")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(registration))
            .build();
    var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return function;
  }

  private static SecretsManagerClient client(int port) {
    return SecretsManagerClient.builder()
        .endpointOverride(URI.create("http://127.0.0.1:" + port))
        .region(Region.US_EAST_1)
        .credentialsProvider(AnonymousCredentialsProvider.create())
        .build();
  }

  private static String password(SecretsManagerClient secrets) throws IOException {
    var value = secrets.getSecretValue(request -> request.secretId("shop/database"));
    return JSON.readTree(value.secretString()).path("password").asText();
  }
}

package dev.strongroom.local.data;

import static dev.strongroom.local.data.Furnished.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.EmulatorBuilder;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.ListSecrets;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.SecretValue;
import dev.strongroom.seed.Seed;
import dev.strongroom.wire.Endpoint;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The administration's reset goes back to the seed, whatever earlier processes have stored. */
class ResetOfDataTest {

  private static final Instant START = Instant.parse("2026-01-01T10:15:30.123Z");

  private static final String TOKEN = "11111111-2222-3333-4444-555555555555";

  @TempDir Path folder;

  private EmulatorBuilder kept() {
    return SecretsEmulator.builder()
        .data(folder.resolve("data"))
        .frozenAt(START)
        .seed(Seed.of(Seed.secret("prod/db").string("seeded")));
  }

  @Test
  void resetGoesBackToTheSeed() throws Exception {
    String arn;
    try (var aws = kept().build()) {
      arn = call(aws, GetSecretValue.of("prod/db")).arn();
      call(
          aws, PutSecretValue.of("prod/db", TOKEN).withSecretString(SecretValue.ofText("changed")));
      call(aws, CreateSecret.of("later", TOKEN).withSecretString(SecretValue.ofText("x")));
      aws.clock().advance(Duration.ofDays(3));
    }

    try (var aws = kept().build()) {
      assertThat(call(aws, GetSecretValue.of("prod/db")).secretString().text())
          .isEqualTo("changed");
      reset(aws);

      var value = call(aws, GetSecretValue.of("prod/db"));
      assertThat(value.secretString().text()).isEqualTo("seeded");
      assertThat(value.arn()).isEqualTo(arn);
      assertThat(call(aws, ListSecrets.all()).secretList())
          .extracting(ListSecrets.Entry::name)
          .containsExactly("prod/db");
      assertThat(aws.clock().instant()).isEqualTo(START);
    }

    try (var aws = kept().build()) {
      assertThat(call(aws, GetSecretValue.of("prod/db")).secretString().text()).isEqualTo("seeded");
    }
  }

  @Test
  void resetSetsATickingClockToTheTimeOfTheSystem() throws Exception {
    try (var aws = SecretsEmulator.builder().data(folder).build()) {
      aws.clock().advance(Duration.ofDays(400));
    }

    try (var aws = SecretsEmulator.builder().data(folder).build()) {
      var before = aws.clock().instant();
      reset(aws);

      assertThat(aws.clock().instant()).isBefore(before.minus(Duration.ofDays(399)));
    }
  }

  private static void reset(SecretsEmulator aws) throws IOException, InterruptedException {
    try (var endpoint = Endpoint.start(aws, 0)) {
      var request =
          HttpRequest.newBuilder(endpoint.uri().resolve("/_strongroom/reset"))
              .header("X-Strongroom-Admin", "true")
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString("{}"))
              .build();
      var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
  }
}

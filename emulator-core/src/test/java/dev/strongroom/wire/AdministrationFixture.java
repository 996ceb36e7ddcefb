package dev.strongroom.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.seed.Seed;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** The administration of an emulator, and requests to it. */
abstract class AdministrationFixture {

  static final ObjectMapper JSON = new ObjectMapper();

  final SecretsEmulator aws =
      SecretsEmulator.builder()
          .frozenAt(Instant.parse("2026-01-01T00:00:00Z"))
          .secret(Seed.secret("prod/db").string("hunter2").replicas("eu-west-1"))
          .build();
  final Administration administration = new Administration(aws);

  @AfterEach
  void close() {
    aws.close();
  }

  <Q extends dev.strongroom.api.Request<R>, R extends Record> R call(Q request) {
    return aws.as(aws.administrator()).call(request);
  }

  HttpResponse answer(String method, String path, String body) {
    return administration.answer(
        new HttpRequest(
            method,
            "/_strongroom" + path,
            Map.of(
                "X-Strongroom-Admin", List.of("true"), "Content-Type", List.of("application/json")),
            body.getBytes(UTF_8)),
        null);
  }

  JsonNode get(String path) throws Exception {
    return json(answer("GET", path, ""));
  }

  JsonNode post(String path, String body) throws Exception {
    return json(answer("POST", path, body.replace('\'', '"')));
  }

  static JsonNode json(HttpResponse answer) throws Exception {
    assertThat(answer.status()).as(text(answer)).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  static String text(HttpResponse answer) {
    return new String(answer.body(), UTF_8);
  }
}

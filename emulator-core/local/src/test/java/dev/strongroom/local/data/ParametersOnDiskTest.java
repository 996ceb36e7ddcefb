package dev.strongroom.local.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.internal.wire.HttpApi;
import dev.strongroom.wire.HttpRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Parameters on disk. What was written in format 1 can be read for ever: never write it again. */
class ParametersOnDiskTest {

  private static final Path GOLDEN = Path.of("src/test/resources/data/parameters-1");
  private static final List<String> FILES = List.of("strongroom.data", "acknowledged", "key");

  @TempDir Path folder;

  private static void furnish(SecretsEmulator aws) {
    put(
        aws,
        """
        "Name": "/prod/host", "Type": "String", "Value": "localhost", "Description": "where",
        "AllowedPattern": "[a-z]+", "Tags": [{"Key": "team", "Value": "a"}]""");
    put(aws, "\"Name\": \"/prod/host\", \"Value\": \"elsewhere\", \"Overwrite\": true");
    call(aws, "LabelParameterVersion", "{\"Name\": \"/prod/host\", \"Labels\": [\"live\"]}");
    put(aws, "\"Name\": \"/prod/token\", \"Type\": \"SecureString\", \"Value\": \"s3cret\"");
    put(
        aws,
        """
        "Name": "/prod/soon", "Type": "SecureString", "Value": "gone", "Tier": "Advanced",
        "Policies": "[{\\"Type\\":\\"Expiration\\",\\"Version\\":\\"1.0\\",\\"Attributes\\":{\\"Timestamp\\":\\"2026-01-02T00:00:00Z\\"}}]\"""");
    put(aws, "\"Name\": \"deleted\", \"Type\": \"String\", \"Value\": \"x\"");
    call(aws, "DeleteParameter", "{\"Name\": \"deleted\"}");
  }

  private static void put(SecretsEmulator aws, String members) {
    call(aws, "PutParameter", "{" + members + "}");
  }

  private static String call(SecretsEmulator aws, String operation, String body) {
    var headers =
        Map.of(
            "X-Amz-Target", List.of("AmazonSSM." + operation),
            "Content-Type", List.of("application/x-amz-json-1.1"));
    var answer =
        HttpApi.of(aws)
            .answer(new HttpRequest("POST", "/", headers, body.getBytes(StandardCharsets.UTF_8)));
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private static void assertAllThere(SecretsEmulator aws) {
    assertThat(call(aws, "GetParameter", "{\"Name\": \"/prod/host:live\"}"))
        .contains("\"Value\":\"elsewhere\"", "\"Version\":2");
    assertThat(call(aws, "GetParameter", "{\"Name\": \"/prod/host:1\"}"))
        .contains("\"Value\":\"localhost\"");
    assertThat(call(aws, "GetParameter", "{\"Name\": \"/prod/token\", \"WithDecryption\": true}"))
        .contains("\"Value\":\"s3cret\"");
    assertThat(call(aws, "GetParameter", "{\"Name\": \"/prod/soon\", \"WithDecryption\": true}"))
        .contains("\"Value\":\"gone\"");
    assertThat(call(aws, "GetParameter", "{\"Name\": \"deleted\"}")).contains("ParameterNotFound");
    aws.clock().advance(Duration.ofDays(2));
    assertThat(call(aws, "GetParameter", "{\"Name\": \"/prod/soon\"}"))
        .contains("ParameterNotFound");
  }

  @Test
  void parametersAreThereAgain() {
    try (var aws = Writer.emulator().data(folder).build()) {
      furnish(aws);
    }
    var furnished = Writer.emulator().build();
    furnish(furnished);

    try (var aws = SecretsEmulator.builder().data(folder).build()) {
      assertThat(aws.snapshot()).isEqualTo(furnished.snapshot());
      assertAllThere(aws);
    }
    try (var aws = SecretsEmulator.builder().data(folder).build()) {
      assertThat(call(aws, "DescribeParameters", "{}"))
          .contains("/prod/host", "/prod/token")
          .doesNotContain("/prod/soon");
    }
  }

  @Test
  void formatOneIsRead() throws IOException {
    for (var file : FILES) {
      Files.copy(GOLDEN.resolve(file), folder.resolve(file));
    }
    var furnished = Writer.emulator().build();
    furnish(furnished);

    try (var aws = SecretsEmulator.builder().data(folder).build()) {
      assertThat(aws.snapshot()).isEqualTo(furnished.snapshot());
      assertAllThere(aws);
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "golden.write", matches = "parameters-1")
  void write() throws IOException {
    try (var aws = Writer.emulator().data(folder).build()) {
      furnish(aws);
    }
    for (var file : FILES) {
      Files.copy(folder.resolve(file), GOLDEN.resolve(file));
    }
  }
}

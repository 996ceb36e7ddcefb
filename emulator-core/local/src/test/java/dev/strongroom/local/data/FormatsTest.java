package dev.strongroom.local.data;

import static dev.strongroom.local.data.Furnished.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.Snapshot;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.DeleteSecret;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.PutSecretValue;
import dev.strongroom.api.SecretValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The data that were written in each format can be read for ever. Never write them again: where
 * this test fails, the code has to read what is there.
 */
class FormatsTest {

  private static final Path GOLDEN = Path.of("src/test/resources/data");
  private static final List<String> FILES = List.of("strongroom.data", "acknowledged", "key");

  @TempDir Path folder;

  private void copy(String format, List<String> files) throws IOException {
    for (var file : files) {
      Files.copy(GOLDEN.resolve(format).resolve(file), folder.resolve(file));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"format-1", "format-2"})
  void allThatIsInItIsRead(String format) throws IOException {
    copy(format, FILES);
    var furnished = Writer.emulator().build();
    Furnished.furnish(furnished);

    try (var aws = SecretsEmulator.builder().data(folder).build()) {
      assertThat(aws.snapshot()).isEqualTo(furnished.snapshot());
      assertThat(aws.clock().instant()).isEqualTo(Instant.parse("2026-01-01T01:00:00Z"));
      assertThat(aws.randomSeed()).hasValue(3);
      assertThat(aws.faults()).hasToString(furnished.faults().toString());
      assertThat(aws.counters()).isEqualTo(furnished.counters());
      assertThat(aws.audit().toString()).isEqualTo(furnished.audit().toString());
      aws.faults().removeAll();
      assertThat(call(aws, GetSecretValue.of("prod/api")).secretBinary().bytes())
          .containsExactly(1, 2, 3);
      call(
          aws,
          CreateSecret.of("new", aws.newClientRequestToken())
              .withSecretString(SecretValue.ofText("it goes on")));
    }
  }

  /** A start makes format 1 the present one, and what comes later is added to that. */
  @ParameterizedTest
  @ValueSource(strings = {"format-1", "format-2"})
  void itGoesOnInThePresentFormat(String format) throws IOException {
    copy(format, FILES);
    Snapshot changed;
    try (var aws = SecretsEmulator.builder().data(folder).build()) {
      aws.faults().removeAll();
      call(
          aws,
          PutSecretValue.of("prod/api", aws.newClientRequestToken())
              .withSecretString(SecretValue.ofText("later")));
      call(aws, new DeleteSecret("many", null, true));
      changed = aws.snapshot();
    }

    try (var aws = SecretsEmulator.builder().data(folder).build()) {
      assertThat(aws.snapshot()).isEqualTo(changed);
      assertThat(call(aws, GetSecretValue.of("prod/api")).secretString().text()).isEqualTo("later");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"format-1", "format-2"})
  void theSnapshotInItIsRead(String format) throws IOException {
    copy(format, List.of("state.snapshot", "state.snapshot.key"));
    var furnished = Writer.emulator().build();
    Furnished.furnish(furnished);

    assertThat(Snapshot.load(folder.resolve("state.snapshot"))).isEqualTo(furnished.snapshot());
  }

  @Test
  @EnabledIfSystemProperty(named = "golden.write", matches = "format-2")
  void write() throws IOException {
    var golden = Files.createDirectories(GOLDEN.resolve("format-2"));
    try (var aws = Writer.emulator().data(folder).build()) {
      Furnished.furnish(aws);
      aws.snapshot().save(golden.resolve("state.snapshot"));
    }
    for (var file : FILES) {
      Files.copy(folder.resolve(file), golden.resolve(file));
    }
  }
}

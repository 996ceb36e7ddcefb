package dev.strongroom.local.data;

import static dev.strongroom.local.data.Furnished.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.Snapshot;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.SecretValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The data that were written in format 1 can be read for ever. Never write them again: where this
 * test fails, the code has to read what is there.
 */
class FormatOneTest {

  private static final Path GOLDEN = Path.of("src/test/resources/data/format-1");
  private static final List<String> FILES = List.of("strongroom.data", "acknowledged", "key");

  @TempDir Path folder;

  @Test
  void allThatIsInItIsRead() throws IOException {
    for (var file : FILES) {
      Files.copy(GOLDEN.resolve(file), folder.resolve(file));
    }
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

  @Test
  void theSnapshotInItIsRead() throws IOException {
    for (var file : List.of("state.snapshot", "state.snapshot.key")) {
      Files.copy(GOLDEN.resolve(file), folder.resolve(file));
    }
    var furnished = Writer.emulator().build();
    Furnished.furnish(furnished);

    assertThat(Snapshot.load(folder.resolve("state.snapshot"))).isEqualTo(furnished.snapshot());
  }

  @Test
  @EnabledIfSystemProperty(named = "golden.write", matches = "format-1")
  void write() throws IOException {
    Files.createDirectories(GOLDEN);
    try (var aws = Writer.emulator().data(folder).build()) {
      Furnished.furnish(aws);
      aws.snapshot().save(GOLDEN.resolve("state.snapshot"));
    }
    for (var file : FILES) {
      Files.copy(folder.resolve(file), GOLDEN.resolve(file));
    }
  }
}

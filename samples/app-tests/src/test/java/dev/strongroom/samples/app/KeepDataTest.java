package dev.strongroom.samples.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.Snapshot;
import dev.strongroom.api.CreateSecret;
import dev.strongroom.api.DescribeSecret;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/guides/keep-data.md. */
class KeepDataTest {

  @TempDir Path directory;

  @Test
  void aLaterEmulatorGoesOn() {
    try (var aws = SecretsEmulator.builder().data(directory).build()) {
      aws.as(aws.administrator()).call(CreateSecret.of("prod/db", aws.newClientRequestToken()));
    }

    try (var aws = SecretsEmulator.builder().data(directory).build()) {
      var found = aws.as(aws.administrator()).call(new DescribeSecret("prod/db"));
      assertThat(found.name()).isEqualTo("prod/db");
    }
  }

  @Test
  void aSnapshotGoesIntoAFile() {
    var file = directory.resolve("state.snapshot");
    var aws = SecretsEmulator.create();
    aws.as(aws.administrator()).call(CreateSecret.of("prod/db", aws.newClientRequestToken()));

    aws.snapshot().save(file);

    var other = SecretsEmulator.create();
    other.restore(Snapshot.load(file));
    assertThat(other.snapshot()).isEqualTo(aws.snapshot());
  }
}

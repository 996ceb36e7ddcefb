package dev.strongroom.local.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.EmulatorBuilder;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.contract.Door;
import dev.strongroom.contract.EveryContract;
import dev.strongroom.wire.Endpoint;
import dev.strongroom.wire.EndpointDoor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/** The contracts over an endpoint with data; after each test it is started again from its data. */
@Tag("thorough")
class EndpointWithDataTest extends EveryContract {

  /**
   * A folder in memory, where there is one: over a thousand files are synced as they are closed,
   * and what a disk keeps is tested elsewhere.
   */
  private static final class InMemory implements TempDirFactory {

    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context)
        throws IOException {
      var memory = Path.of("/dev/shm");
      return Files.isWritable(memory)
          ? Files.createTempDirectory(memory, "strongroom")
          : Files.createTempDirectory("strongroom");
    }
  }

  /** An emulator of a test, and how it was built. */
  private record Kept(SecretsEmulator emulator, EmulatorBuilder settings) {}

  /**
   * Static, since the suites build their emulators in their constructors, before fields of this.
   */
  @TempDir(factory = InMemory.class)
  static Path folder;

  private final List<Kept> kept = new ArrayList<>();
  private final List<Endpoint> endpoints = new ArrayList<>();

  @Override
  protected SecretsEmulator build(EmulatorBuilder settings) {
    try {
      var emulator = settings.data(Files.createTempDirectory(folder, "data")).build();
      kept.add(new Kept(emulator, settings));
      return emulator;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  protected Door open(SecretsEmulator emulator) {
    try {
      var endpoint = Endpoint.of(emulator).port(0).start();
      endpoints.add(endpoint);
      return new EndpointDoor(endpoint.uri());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @AfterEach
  void everythingIsThereAfterARestart() {
    endpoints.forEach(Endpoint::close);
    for (var each : kept) {
      var before = each.emulator().snapshot();
      each.emulator().close();
      try (var again = each.settings().build()) {
        assertThat(again.snapshot()).isEqualTo(before);
      }
    }
  }
}

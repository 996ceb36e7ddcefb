package dev.strongroom;

import dev.strongroom.internal.data.EmulatorData;
import dev.strongroom.internal.engine.EmulatorState;
import dev.strongroom.internal.local.LocalSupport;
import dev.strongroom.internal.service.BuiltInServices;
import dev.strongroom.internal.service.secretsmanager.SecretsManager;
import java.nio.file.Path;

/**
 * Everything that an emulator knew at one moment, without clock, IDs and audit; equal if nothing
 * differs.
 */
public final class Snapshot {

  final EmulatorState world;

  Snapshot(EmulatorState world) {
    this.world = world;
  }

  /**
   * Writes the snapshot into a file, in place of what is there. Everything in it is encrypted:
   * under the key in the environment variable {@code STRONGROOM_DATA_KEY}, else under one in the
   * file beside it whose name ends with {@code .key}, which is made and which only its owner can
   * read.
   *
   * @throws java.io.UncheckedIOException if the file can't be written; an earlier one is still
   *     there
   * @throws IllegalStateException if the dependency strongroom-local is missing
   */
  public void save(Path file) {
    LocalSupport.required("A snapshot in a file")
        .writeSnapshot(file, store -> EmulatorData.write(world, store, BuiltInServices.slots()));
  }

  /**
   * Reads a snapshot that {@link #save} has written.
   *
   * @throws java.io.UncheckedIOException if the file can't be read
   * @throws IllegalStateException naming the file and the reason, if it is no snapshot, is damaged
   *     or was encrypted under another key; or if the dependency strongroom-local is missing
   */
  public static Snapshot load(Path file) {
    try (var store = LocalSupport.required("A snapshot in a file").readSnapshot(file)) {
      return new Snapshot(EmulatorData.read(store, BuiltInServices.slots()));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Snapshot that && world.equals(that.world);
  }

  @Override
  public int hashCode() {
    return world.hashCode();
  }

  @Override
  public String toString() {
    int secrets =
        world.all(SecretsManager.SECRETS).mapToInt(entry -> entry.getValue().size()).sum();
    return "Snapshot[" + secrets + " secrets]";
  }
}

package dev.strongroom;

import dev.strongroom.internal.engine.EmulatorState;
import dev.strongroom.internal.service.secretsmanager.SecretsManager;

/**
 * Everything that an emulator knew at one moment, without clock, IDs and audit; equal if nothing
 * differs.
 */
public final class Snapshot {

  final EmulatorState world;

  Snapshot(EmulatorState world) {
    this.world = world;
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

package dev.strongroom.sdk;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.contract.Door;
import dev.strongroom.contract.EveryContract;

/** The contracts over the synchronous client. */
class DirectSyncDoorTest extends EveryContract {

  @Override
  protected Door open(SecretsEmulator emulator) {
    return new DirectDoor(emulator, Clients.of(emulator).secretsManager());
  }
}

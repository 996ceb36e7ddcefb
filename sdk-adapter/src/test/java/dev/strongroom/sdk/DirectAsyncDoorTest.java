package dev.strongroom.sdk;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.contract.Door;
import dev.strongroom.contract.EveryContract;

/** The contracts over the asynchronous client. */
class DirectAsyncDoorTest extends EveryContract {

  @Override
  protected Door open(SecretsEmulator emulator) {
    return new DirectDoor(emulator, Clients.of(emulator).secretsManagerAsync());
  }
}

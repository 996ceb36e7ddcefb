package dev.strongroom.sdk;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.contract.Door;

/** The contracts over the asynchronous client. */
class DirectAsyncDoorTest extends DirectDoorContracts {

  @Override
  Door open(SecretsEmulator emulator) {
    return new DirectDoor(emulator, Clients.of(emulator).secretsManagerAsync());
  }
}

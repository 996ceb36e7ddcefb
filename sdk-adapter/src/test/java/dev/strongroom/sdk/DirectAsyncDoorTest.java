package dev.strongroom.sdk;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.contract.Door;
import dev.strongroom.contract.EveryContract;
import org.junit.jupiter.api.Tag;

/** The contracts over the asynchronous client. */
@Tag("thorough")
class DirectAsyncDoorTest extends EveryContract {

  @Override
  protected Door open(SecretsEmulator emulator) {
    return new DirectDoor(emulator, Clients.of(emulator).secretsManagerAsync());
  }
}

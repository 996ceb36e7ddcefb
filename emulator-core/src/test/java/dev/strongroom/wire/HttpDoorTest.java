package dev.strongroom.wire;

import dev.strongroom.CoreDoorTest;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.contract.Door;
import dev.strongroom.internal.wire.HttpApi;

/** The contracts over HTTP: nothing fills in a ClientRequestToken here either. */
class HttpDoorTest extends CoreDoorTest {

  @Override
  protected Door open(SecretsEmulator emulator) {
    return new HttpDoor(HttpApi.of(emulator)::answer);
  }
}

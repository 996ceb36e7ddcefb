package dev.strongroom.internal.service.ssm;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.contract.CoreDoor;
import dev.strongroom.contract.Door;

/** The suites about Parameter Store over the emulator itself. */
class SsmCoreDoorTest extends EverySsmContract {

  @Override
  protected Door open(SecretsEmulator emulator) {
    return new CoreDoor(emulator);
  }
}

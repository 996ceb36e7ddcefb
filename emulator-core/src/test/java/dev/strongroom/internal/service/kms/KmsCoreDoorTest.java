package dev.strongroom.internal.service.kms;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.contract.CoreDoor;
import dev.strongroom.contract.Door;

/** The suites about KMS over the emulator itself. */
class KmsCoreDoorTest extends EveryKmsContract {

  @Override
  protected Door open(SecretsEmulator emulator, Caller caller) {
    return new CoreDoor(emulator, caller);
  }
}

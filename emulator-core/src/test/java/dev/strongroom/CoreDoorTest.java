package dev.strongroom;

import dev.strongroom.contract.CoreDoor;
import dev.strongroom.contract.Door;
import dev.strongroom.contract.EveryContract;
import dev.strongroom.contract.MissingTokenContract;
import org.junit.jupiter.api.Nested;

/** The contracts over the core itself; another way in without an SDK runs them as a subclass. */
public class CoreDoorTest extends EveryContract {

  @Override
  protected Door open(SecretsEmulator emulator) {
    return new CoreDoor(emulator);
  }

  @Nested
  class MissingTokens extends MissingTokenContract {}
}

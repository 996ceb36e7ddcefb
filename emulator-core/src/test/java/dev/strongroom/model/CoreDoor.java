package dev.strongroom.model;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Request;
import dev.strongroom.contract.Door;

/** The emulator itself, called by its administrator. */
public record CoreDoor(SecretsEmulator emulator) implements Door {

  @Override
  public <Q extends Request<R>, R extends Record> R call(Q request) {
    return emulator.execute(emulator.administrator(), request).result();
  }
}

package dev.strongroom.contract;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.Request;

/** The emulator itself, called without any client. */
public record CoreDoor(SecretsEmulator emulator, Caller caller) implements Door {

  /** The same for the default administrator. */
  public CoreDoor(SecretsEmulator emulator) {
    this(emulator, emulator.administrator());
  }

  @Override
  public <Q extends Request<R>, R extends Record> R call(Q request) {
    return emulator.execute(caller, request).result();
  }
}

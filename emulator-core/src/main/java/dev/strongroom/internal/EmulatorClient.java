package dev.strongroom.internal;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.Request;
import dev.strongroom.api.ServiceClient;

/** A client that knows its emulator. */
public final class EmulatorClient implements ServiceClient {

  private final SecretsEmulator emulator;
  private final Caller caller;

  public EmulatorClient(SecretsEmulator emulator, Caller caller) {
    this.emulator = emulator;
    this.caller = caller;
  }

  public SecretsEmulator emulator() {
    return emulator;
  }

  @Override
  public Caller caller() {
    return caller;
  }

  @Override
  public <Q extends Request<R>, R extends Record> R call(Q request) {
    return emulator.execute(caller, request).result();
  }

  @Override
  public String toString() {
    return "EmulatorClient[" + caller.principalArn() + ", " + caller.region() + "]";
  }
}

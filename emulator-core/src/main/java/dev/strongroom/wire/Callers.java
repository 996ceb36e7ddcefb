package dev.strongroom.wire;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;

/**
 * Who sends which request.
 *
 * @param accessKeyId one more access key id than the emulator knows, and whom it names
 */
record Callers(SecretsEmulator emulator, String accessKeyId, Caller caller) {

  /** Whom credentials name, in the Region that they are for. */
  Caller of(Credentials credentials) {
    var region = credentials.region();
    return accessKeyId.equals(credentials.accessKeyId())
        ? caller.in(region == null ? caller.region() : region)
        : emulator.caller(credentials.accessKeyId(), region);
  }
}

package dev.strongroom.internal.wire;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import org.jspecify.annotations.Nullable;

/**
 * Maps the credentials of a request to its caller.
 *
 * @param otherwise the caller of requests whose access key id names nobody
 * @param accessKeyId one more access key id than the emulator knows; null for none
 * @param caller the caller that it names
 */
record Callers(
    SecretsEmulator emulator, Caller otherwise, @Nullable String accessKeyId, Caller caller) {

  /** Returns the caller that the credentials name, in the Region that they are for. */
  Caller of(Credentials credentials) {
    var region = credentials.region();
    if (accessKeyId != null && accessKeyId.equals(credentials.accessKeyId())) {
      return in(region, caller);
    }
    var named = emulator.caller(credentials.accessKeyId(), region);
    return names(credentials.accessKeyId(), named) ? named : in(region, otherwise);
  }

  /** Whether the emulator knows the access key id, or gave it the default administrator. */
  private boolean names(@Nullable String accessKeyId, Caller named) {
    var administrator = emulator.administrator();
    return !named.principalArn().equals(administrator.principalArn())
        || administrator.accountId().equals(accessKeyId);
  }

  private static Caller in(@Nullable String region, Caller caller) {
    return region == null ? caller : caller.in(region);
  }
}

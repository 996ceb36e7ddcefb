package dev.strongroom.sdk;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;

/**
 * Whom the credentials of a single request name; the only place that asks for credentials, and it
 * takes them from nowhere but the request.
 */
final class CallerOverride {

  private CallerOverride() {}

  /**
   * The caller whom the request's own credentials name, in the client's Region; the client's caller
   * if it has none.
   */
  static Caller of(
      AwsRequestOverrideConfiguration override, Caller caller, SecretsEmulator emulator) {
    var provider = override.credentialsProvider().orElse(null);
    return provider == null
        ? caller
        : named(provider.resolveCredentials().accessKeyId(), caller, emulator);
  }

  /** CAL-1; anonymous credentials have no key id. */
  private static Caller named(
      @Nullable String accessKeyId, Caller client, SecretsEmulator emulator) {
    var named = emulator.caller(accessKeyId, client.region());
    for (var key : client.context().entrySet()) { // it comes the same way in
      if (!key.getKey().equals(Caller.ACCESS_KEY_ID)) {
        named = named.with(key.getKey(), key.getValue().toArray(String[]::new));
      }
    }
    return named;
  }
}

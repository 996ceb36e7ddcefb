package dev.strongroom.sdk;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.wire.HttpApi;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;

/**
 * HTTP clients of the SDK that reach an emulator in place of a network, for an application's own
 * builder: its marshalling, signing, retries, interceptors, metrics and timeouts then run as they
 * are.
 *
 * <p>The access key id with which a request is signed names the caller: one of 12 digits is that
 * account's administrator, one given to a user or role that one, any other the default
 * administrator. The Region is the one that the request is signed for.
 */
public final class Transports {

  static final String NAME = "Strongroom";

  private Transports() {}

  /** For {@code builder.httpClient(...)}; it answers on the caller's thread. */
  public static SdkHttpClient of(SecretsEmulator aws) {
    return new EmulatorHttpClient(HttpApi.of(aws)::answer);
  }

  /**
   * For an asynchronous {@code builder.httpClient(...)}; it answers on a pool of daemon threads. A
   * call that is cancelled or times out before its turn is not sent; one that has begun goes on, as
   * at AWS, so that a write may still happen.
   */
  public static SdkAsyncHttpClient async(SecretsEmulator aws) {
    return new EmulatorAsyncHttpClient(HttpApi.of(aws)::answer, Completion.SHARED);
  }

  /**
   * For {@code builder.overrideConfiguration(Transports::withoutWaiting)}: as many attempts as the
   * SDK makes by default (QUO-4), but one right after the other.
   */
  public static void withoutWaiting(ClientOverrideConfiguration.Builder configuration) {
    RealClients.withoutWaiting(configuration, RetryMode.defaultRetryMode());
  }
}

package dev.strongroom.sdk;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.internal.wire.HttpApi;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.builder.SdkClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;

/**
 * HTTP clients of the SDK that reach an emulator in place of a network, for clients that an
 * application builds itself: marshalling, signing, retries, interceptors, metrics and timeouts are
 * the application's.
 *
 * <p>The access key id with which a request is signed determines the caller: one of 12 digits is
 * that account's administrator, one given to a user, role or session is that principal, any other
 * is the default administrator. The Region is the one that the request is signed for.
 */
public final class Transports {

  /** The name by which requests of these HTTP clients are recognised. */
  static final String NAME = "Strongroom";

  private Transports() {}

  /** Returns an HTTP client for synchronous clients. It answers on the caller's thread. */
  public static SdkHttpClient of(SecretsEmulator aws) {
    return new EmulatorHttpClient(HttpApi.of(aws)::answer);
  }

  /**
   * Returns an HTTP client for asynchronous clients. It answers on a pool of daemon threads. A call
   * that is cancelled or times out before its turn is not sent; one that has begun is completed, as
   * at AWS, so that a write may still happen.
   */
  public static SdkAsyncHttpClient async(SecretsEmulator aws) {
    return new EmulatorAsyncHttpClient(HttpApi.of(aws)::answer, Completion.SHARED);
  }

  /**
   * Attaches an application's client builder to an emulator: replaces its HTTP client by one of
   * these, and sets fake credentials and the emulator's default Region where the builder has none,
   * so that the SDK does not search the machine for them.
   *
   * <pre>{@code
   * Transports.attach(builder, aws);
   * Transports.withoutWaiting(builder);
   * }</pre>
   *
   * @param builder a builder of a synchronous or asynchronous client of the SDK
   * @return the builder
   * @throws IllegalArgumentException if the builder is not one of the SDK's own
   */
  public static <B extends AwsClientBuilder<B, ?>> B attach(B builder, SecretsEmulator aws) {
    return BuilderSettings.of(builder).attach(builder, aws);
  }

  /**
   * Makes the retries of an application's client follow each other without a pause, those of an
   * asynchronous one after 10 milliseconds. Their number, the conditions for them and every other
   * setting of the builder stay as they are.
   *
   * @return the builder
   */
  public static <B extends SdkClientBuilder<B, ?>> B withoutWaiting(B builder) {
    return Backoff.removeFrom(builder);
  }
}

package dev.strongroom.sdk;

import java.time.Duration;
import java.util.Objects;
import software.amazon.awssdk.awscore.retry.AwsRetryPolicy;
import software.amazon.awssdk.core.SdkServiceClientConfiguration;
import software.amazon.awssdk.core.client.builder.SdkAsyncClientBuilder;
import software.amazon.awssdk.core.client.builder.SdkClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.retry.RetryPolicy;
import software.amazon.awssdk.core.retry.backoff.BackoffStrategy;
import software.amazon.awssdk.core.retry.backoff.FixedDelayBackoffStrategy;

/**
 * The pauses between the attempts of an SDK client.
 *
 * <p>An asynchronous client keeps a short one. The SDK reports a failure to several futures, one by
 * one, and the first of them starts the next attempt. Without a pause, the others could end that
 * attempt with the failure of the attempt before.
 */
final class Backoff {

  private static final Duration SHORT = Duration.ofMillis(10);

  private final boolean isAsync;

  private Backoff(boolean isAsync) {
    this.isAsync = isAsync;
  }

  /** Removes the pauses of the client that is built, whatever else is set on the builder. */
  static <B extends SdkClientBuilder<B, ?>> B removeFrom(B builder) {
    return new Backoff(builder instanceof SdkAsyncClientBuilder).set(builder);
  }

  private <B extends SdkClientBuilder<B, ?>> B set(B builder) {
    try {
      return builder.addPlugin(this::set); // sees what all settings came to
    } catch (LinkageError older) { // before SDK 2.21; a defaults mode is not seen there
      var configuration = builder.overrideConfiguration().toBuilder();
      setPolicy(configuration);
      return builder.overrideConfiguration(configuration.build());
    }
  }

  private void set(SdkServiceClientConfiguration.Builder client) {
    var configuration = client.overrideConfiguration().toBuilder();
    try {
      if (configuration.retryPolicy() == null) {
        Strategies.set(configuration, isAsync);
      } else {
        setPolicy(configuration);
      }
    } catch (LinkageError older) { // before SDK 2.26
      setPolicy(configuration);
    }
    client.overrideConfiguration(configuration.build());
  }

  @SuppressWarnings("deprecation") // what replaced policies is not in SDK 2.20
  private void setPolicy(ClientOverrideConfiguration.Builder configuration) {
    RetryPolicy policy =
        Objects.requireNonNullElseGet(
            configuration.retryPolicy(), AwsRetryPolicy::defaultRetryPolicy);
    BackoffStrategy pause =
        isAsync ? FixedDelayBackoffStrategy.create(SHORT) : BackoffStrategy.none();
    configuration.retryPolicy(
        policy.toBuilder().backoffStrategy(pause).throttlingBackoffStrategy(pause).build());
  }

  /** Apart, so that the rest can be loaded where these types are missing. */
  private static final class Strategies {

    static void set(ClientOverrideConfiguration.Builder configuration, boolean isAsync) {
      var pause =
          isAsync
              ? software.amazon.awssdk.retries.api.BackoffStrategy.fixedDelayWithoutJitter(SHORT)
              : software.amazon.awssdk.retries.api.BackoffStrategy.retryImmediately();
      var strategy = configuration.retryStrategy().toBuilder();
      strategy.backoffStrategy(pause);
      strategy.throttlingBackoffStrategy(pause);
      configuration.retryStrategy(strategy.build());
    }
  }
}

package dev.strongroom.sdk;

import java.util.Objects;
import software.amazon.awssdk.awscore.retry.AwsRetryPolicy;
import software.amazon.awssdk.core.SdkServiceClientConfiguration;
import software.amazon.awssdk.core.client.builder.SdkClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.retry.RetryPolicy;
import software.amazon.awssdk.core.retry.backoff.BackoffStrategy;

/** The pauses between the attempts of an SDK client. */
final class Backoff {

  private Backoff() {}

  /** Removes the pauses of the client that is built, whatever else is set on the builder. */
  static <B extends SdkClientBuilder<B, ?>> B removeFrom(B builder) {
    try {
      return builder.addPlugin(Backoff::removeFrom); // sees what all settings came to
    } catch (LinkageError older) { // before SDK 2.21; a defaults mode is not seen there
      var configuration = builder.overrideConfiguration().toBuilder();
      removeFromPolicy(configuration);
      return builder.overrideConfiguration(configuration.build());
    }
  }

  private static void removeFrom(SdkServiceClientConfiguration.Builder client) {
    var configuration = client.overrideConfiguration().toBuilder();
    try {
      if (configuration.retryPolicy() == null) {
        Strategies.removeFrom(configuration);
      } else {
        removeFromPolicy(configuration);
      }
    } catch (LinkageError older) { // before SDK 2.26
      removeFromPolicy(configuration);
    }
    client.overrideConfiguration(configuration.build());
  }

  @SuppressWarnings("deprecation") // what replaced policies is not in SDK 2.20
  private static void removeFromPolicy(ClientOverrideConfiguration.Builder configuration) {
    RetryPolicy policy =
        Objects.requireNonNullElseGet(
            configuration.retryPolicy(), AwsRetryPolicy::defaultRetryPolicy);
    configuration.retryPolicy(
        policy.toBuilder()
            .backoffStrategy(BackoffStrategy.none())
            .throttlingBackoffStrategy(BackoffStrategy.none())
            .build());
  }

  /** Apart, so that the rest can be loaded where these types are missing. */
  private static final class Strategies {

    static void removeFrom(ClientOverrideConfiguration.Builder configuration) {
      var none = software.amazon.awssdk.retries.api.BackoffStrategy.retryImmediately();
      var strategy = configuration.retryStrategy().toBuilder();
      strategy.backoffStrategy(none);
      strategy.throttlingBackoffStrategy(none);
      configuration.retryStrategy(strategy.build());
    }
  }
}

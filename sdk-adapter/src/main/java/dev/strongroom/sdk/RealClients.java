package dev.strongroom.sdk;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.wire.HttpApi;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsAsyncClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryPolicy;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.core.retry.backoff.BackoffStrategy;
import software.amazon.awssdk.regions.Region;

/** The SDK's own clients over an emulator. */
final class RealClients {

  /** Names the caller of a client; it opens nothing. */
  static final String ACCESS_KEY_ID = "strongroom";

  /** For the time-outs and retries of all these clients: each would else leave a thread behind. */
  static final ScheduledThreadPoolExecutor TIMER = timer();

  private RealClients() {}

  private static ScheduledThreadPoolExecutor timer() {
    var timer =
        new ScheduledThreadPoolExecutor(
            2,
            work -> {
              var thread = new Thread(work, "strongroom-timer");
              thread.setDaemon(true);
              return thread;
            });
    timer.setKeepAliveTime(10, TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }

  static <C extends SdkClient> C of(
      Class<C> type, SecretsEmulator emulator, Caller caller, @Nullable Executor executor) {
    var api = HttpApi.of(emulator).naming(ACCESS_KEY_ID, caller);
    var builder = Handles.builder(type, AwsClientBuilder.class).get();
    if (executor == null) {
      ((AwsSyncClientBuilder<?, ?>) builder).httpClient(new EmulatorHttpClient(api::answer));
    } else {
      ((AwsAsyncClientBuilder<?, ?>) builder)
          .httpClient(new EmulatorAsyncHttpClient(api::answer, executor));
    }
    return type.cast(configured(builder, caller).build());
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static AwsClientBuilder<?, ?> configured(AwsClientBuilder builder, Caller caller) {
    builder.region(Region.of(caller.region()));
    builder.credentialsProvider(
        StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY_ID, ACCESS_KEY_ID)));
    builder.overrideConfiguration(
        (Consumer<ClientOverrideConfiguration.Builder>)
            configuration -> {
              Transports.withoutWaiting(configuration);
              shareTimer(configuration);
            });
    return builder;
  }

  private static void shareTimer(ClientOverrideConfiguration.Builder configuration) {
    try {
      configuration.scheduledExecutorService(TIMER);
    } catch (NoSuchMethodError older) {
      // SDK 2.20 has a timer for each client
    }
  }

  /** As many attempts as the SDK at hand makes in that mode (QUO-4), one right after the other. */
  @SuppressWarnings("deprecation") // what came later is not in SDK 2.20
  static void withoutWaiting(ClientOverrideConfiguration.Builder configuration, RetryMode mode) {
    configuration.retryPolicy(
        AwsRetryPolicy.forRetryMode(mode).toBuilder()
            .backoffStrategy(BackoffStrategy.none())
            .throttlingBackoffStrategy(BackoffStrategy.none())
            .build());
  }
}

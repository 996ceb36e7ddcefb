package dev.strongroom.sdk;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.internal.wire.HttpApi;
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
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.regions.Region;

/** Clients that the SDK builds, over an emulator. */
final class RealClients {

  /** The access key id, and the secret key, of requests by clients that are given none. */
  static final String ACCESS_KEY_ID = "strongroom";

  static final StaticCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY_ID, ACCESS_KEY_ID));

  /** Runs the timeouts and retries of all these clients; otherwise each would keep a thread. */
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
    builder.credentialsProvider(CREDENTIALS);
    builder.overrideConfiguration(
        (Consumer<ClientOverrideConfiguration.Builder>) RealClients::shareTimer);
    Backoff.removeFrom(builder);
    return builder;
  }

  private static void shareTimer(ClientOverrideConfiguration.Builder configuration) {
    try {
      configuration.scheduledExecutorService(TIMER);
    } catch (NoSuchMethodError older) {
      // SDK 2.20 has a timer for each client
    }
  }
}

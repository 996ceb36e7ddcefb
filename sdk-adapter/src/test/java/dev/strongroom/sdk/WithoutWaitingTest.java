package dev.strongroom.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.strongroom.SecretsEmulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.awscore.retry.AwsRetryPolicy;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.builder.SdkClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.metrics.CoreMetric;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.core.retry.RetryPolicy;
import software.amazon.awssdk.metrics.MetricCollection;
import software.amazon.awssdk.metrics.MetricPublisher;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Retries of an application that follow each other without a pause, and are its own otherwise. */
class WithoutWaitingTest {

  private final SecretsEmulator aws = SecretsEmulator.create();
  private final Waits waits = new Waits();

  /** How long a client waited before each of its attempts. */
  private static final class Waits implements MetricPublisher {

    final List<Duration> before = new CopyOnWriteArrayList<>();

    @Override
    public void publish(MetricCollection call) {
      for (var attempt : call.children()) {
        before.addAll(attempt.metricValues(CoreMetric.BACKOFF_DELAY_DURATION));
      }
    }

    @Override
    public void close() {}
  }

  /** The settings of an application, and how many attempts its clients make. */
  static Stream<Arguments> settings() {
    var settings = new ArrayList<>(policies());
    if (Sdk.hasMethod(SdkClientBuilder.class, "addPlugin")) { // before, the mode can't be seen
      settings.add(
          setting("defaults mode", builder -> builder.defaultsMode(DefaultsMode.STANDARD), 3));
    }
    if (Sdk.hasMethod(ClientOverrideConfiguration.Builder.class, "retryStrategy")) {
      settings.addAll(Strategies.settings());
    }
    return settings.stream();
  }

  @SuppressWarnings("deprecation") // the newer ways are missing in older SDKs
  private static List<Arguments> policies() {
    var own = AwsRetryPolicy.defaultRetryPolicy().toBuilder().numRetries(6).build();
    return List.of(
        setting("nothing", builder -> {}, 4),
        overriding("legacy mode", o -> o.retryPolicy(RetryMode.LEGACY), 4),
        overriding("standard mode", o -> o.retryPolicy(RetryMode.STANDARD), 3),
        overriding("a policy", o -> o.retryPolicy(own), 7),
        overriding("a number", o -> o.retryPolicy(policy -> policy.numRetries(5)), 6),
        overriding("no retries", o -> o.retryPolicy(RetryPolicy.none()), 1));
  }

  /** Apart, since older SDKs lack these types. */
  private static final class Strategies {
    static List<Arguments> settings() {
      return List.of(
          overriding("strategy by mode", o -> o.retryStrategy(RetryMode.STANDARD), 3),
          overriding("strategy's attempts", o -> o.retryStrategy(s -> s.maxAttempts(8)), 8),
          overriding(
              "a strategy", o -> o.retryStrategy(AwsRetryStrategy.standardRetryStrategy()), 3),
          overriding("no strategy", o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()), 1));
    }
  }

  private static Arguments setting(
      String name, Consumer<AwsClientBuilder<?, ?>> setting, int attempts) {
    return arguments(name, setting, attempts);
  }

  private static Arguments overriding(
      String name, Consumer<ClientOverrideConfiguration.Builder> override, int attempts) {
    return setting(name, builder -> builder.overrideConfiguration(override), attempts);
  }

  @ParameterizedTest(name = "{0}: {2} attempts")
  @MethodSource("settings")
  void numberOfAttemptsStaysAndNoneWaits(
      String name, Consumer<AwsClientBuilder<?, ?>> setting, int attempts) {
    var throttled = aws.faults().on("ListSecrets").throttle();
    var sync = Transports.attach(SecretsManagerClient.builder(), aws);
    var async = Transports.attach(SecretsManagerAsyncClient.builder(), aws);
    setting.accept(sync);
    setting.accept(async);

    try (var client = Transports.withoutWaiting(sync).build();
        var asyncClient = Transports.withoutWaiting(async).build()) {
      assertThat(catchThrowable(() -> listSecrets(client))).hasMessageContaining("Rate exceeded");
      assertThat(catchThrowable(() -> listSecrets(asyncClient)))
          .hasMessageContaining("Rate exceeded");
    }

    assertThat(throttled.struck()).isEqualTo(2L * attempts);
    assertNoneWaits(attempts);
  }

  /** Checks the waits of a synchronous client and of the asynchronous one after it. */
  private void assertNoneWaits(int attempts) {
    assertThat(waits.before)
        .hasSize(2 * attempts)
        .allMatch(wait -> wait.compareTo(Duration.ofMillis(10)) <= 0);
    assertThat(waits.before.subList(0, attempts))
        .allMatch(wait -> wait.compareTo(Duration.ofMillis(1)) <= 0); // the SDK's "none"
  }

  private void listSecrets(SecretsManagerClient client) {
    client.listSecrets(r -> r.overrideConfiguration(o -> o.addMetricPublisher(waits)));
  }

  private void listSecrets(SecretsManagerAsyncClient client) {
    client.listSecrets(r -> r.overrideConfiguration(o -> o.addMetricPublisher(waits))).join();
  }

  @Test
  void interceptorsTimeoutsAndHeadersOfTheApplicationStay() {
    var calls = new AtomicInteger();
    var builder = Transports.attach(SecretsManagerClient.builder(), aws);
    builder.overrideConfiguration(
        o ->
            o.apiCallTimeout(Duration.ofMinutes(1))
                .apiCallAttemptTimeout(Duration.ofMinutes(2))
                .putHeader("X-Application", "orders")
                .addExecutionInterceptor(
                    new ExecutionInterceptor() {
                      @Override
                      public void beforeTransmission(
                          Context.BeforeTransmission call, ExecutionAttributes attributes) {
                        assertThat(call.httpRequest().firstMatchingHeader("X-Application"))
                            .hasValue("orders");
                        calls.incrementAndGet();
                      }
                    }));

    try (var client = Transports.withoutWaiting(builder).build()) {
      aws.faults().on("ListSecrets").first(3).throttle();
      client.listSecrets();
    }

    assertThat(calls).hasValue(4);
    assertThat(builder.overrideConfiguration().apiCallTimeout()).hasValue(Duration.ofMinutes(1));
    assertThat(builder.overrideConfiguration().apiCallAttemptTimeout())
        .hasValue(Duration.ofMinutes(2));
  }

  @Test
  void readyMadeClientsDoNotWait() {
    aws.faults().on("ListSecrets").throttle();
    try (var client = Clients.of(aws).real().secretsManager();
        var async = Clients.of(aws).real().secretsManagerAsync()) {
      assertThat(catchThrowable(() -> listSecrets(client))).isNotNull();
      assertThat(catchThrowable(() -> listSecrets(async))).isNotNull();
    }

    assertNoneWaits(4);
  }
}

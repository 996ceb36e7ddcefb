package dev.strongroom.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.fault.ConnectionFailure;
import dev.strongroom.fault.ConnectionFailure.Kind;
import dev.strongroom.internal.wire.HttpApi;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.retry.RetryPolicy;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsAsyncClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

/** Clients that the SDK built, over the emulator in place of a network. */
@Timeout(60)
class RealClientTest {

  private final SecretsEmulator aws = SecretsEmulator.create();

  @Test
  void realClientsAreThoseOfTheSdk() {
    var real = Clients.of(aws).real();
    try (var secrets = real.secretsManager();
        var async = real.secretsManagerAsync();
        var kms = real.client(KmsClient.class);
        var kmsAsync = real.client(KmsAsyncClient.class)) {
      secrets.createSecret(r -> r.name("a").secretString("one"));
      kms.createAlias(
          r -> r.aliasName("alias/k").targetKeyId(kms.createKey().keyMetadata().keyId()));

      assertThat(async.getSecretValue(r -> r.secretId("a")).join().secretString()).isEqualTo("one");
      assertThat(kmsAsync.listAliases().join().aliases())
          .extracting(alias -> alias.aliasName())
          .contains("alias/k");
      assertThat(secrets.getClass().getName()).startsWith("software.amazon.awssdk.services.");
    }
  }

  @Test
  void realClientHasTheCallerAndRegionOfClients() {
    var partner = aws.account("222222222222").role("app").caller().with(Caller.SOURCE_VPCE, "v");
    try (var secrets = Clients.of(aws).as(partner).in(Region.EU_WEST_1).real().secretsManager()) {
      assertThatThrownBy(secrets::listSecrets)
          .isInstanceOf(SecretsManagerException.class)
          .hasMessageContaining("arn:aws:iam::222222222222:role/app");
    }

    var caller = aws.audit().last().caller();
    assertThat(caller).isEqualTo(partner.in("eu-west-1"));
  }

  @Test
  void credentialsOfARequestNameItsCaller() { // CAL-1
    aws.account("222222222222").role("app").accessKey("AKIDAPP");
    try (var real = Clients.of(aws).real().secretsManager();
        var direct = Clients.of(aws).secretsManager()) {
      for (var client : List.of(real, direct)) {
        assertThatThrownBy(
                () ->
                    client.listSecrets(
                        r ->
                            r.overrideConfiguration(
                                o ->
                                    o.credentialsProvider(
                                        StaticCredentialsProvider.create(
                                            AwsBasicCredentials.create("AKIDAPP", "any"))))))
            .hasMessageContaining("arn:aws:iam::222222222222:role/app");
      }
    }
  }

  @Test
  void interceptorsOfTheApplicationRun() {
    var seen = new ArrayList<String>();
    var interceptor =
        new ExecutionInterceptor() {
          @Override
          public void beforeTransmission(
              Context.BeforeTransmission context, ExecutionAttributes attributes) {
            seen.addAll(context.httpRequest().headers().get("Authorization"));
          }
        };
    try (var client =
        Sdk.configured(SecretsManagerClient.builder())
            .httpClient(Transports.of(aws))
            .overrideConfiguration(o -> o.addExecutionInterceptor(interceptor))
            .build()) {
      client.listSecrets();
    }

    assertThat(seen).singleElement().asString().startsWith("AWS4-HMAC-SHA256 Credential=key/");
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  @SuppressWarnings("deprecation") // the newer way to switch retries off is missing in older SDKs
  void lostConnectionIsToldByADirectClientAsByARealOne(Kind kind) {
    var failure = new ConnectionFailure(kind, "of the test");
    SdkClientException expected;
    try (var client =
        Sdk.configured(SecretsManagerClient.builder())
            .httpClient(
                new EmulatorHttpClient(
                    request -> {
                      throw failure;
                    }))
            .overrideConfiguration(o -> o.retryPolicy(RetryPolicy.none()))
            .build()) {
      expected = catchThrowableOfType(SdkClientException.class, client::listSecrets);
    }

    var actual = Failures.from(failure);

    assertThat(actual)
        .isExactlyInstanceOf(expected.getClass())
        .hasMessage(expected.getMessage())
        .cause()
        .isExactlyInstanceOf(expected.getCause().getClass())
        .hasMessage(expected.getCause().getMessage());
    assertThat(actual.retryable()).isEqualTo(expected.retryable());
  }

  @Test
  void callTimeoutOfTheApplicationEndsACallThatTakesTooLong() {
    var never = new CountDownLatch(1);
    try (var listener = aws.onEvent(event -> await(never));
        var client =
            Sdk.configured(SecretsManagerClient.builder())
                .httpClient(Transports.of(aws))
                .overrideConfiguration(o -> o.apiCallTimeout(Duration.ofMillis(200)))
                .build()) {
      assertThat(listener).isNotNull();
      assertThatThrownBy(() -> client.createSecret(r -> r.name("a")))
          .isInstanceOf(ApiCallTimeoutException.class);
    }

    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void callTimeoutOfTheApplicationEndsAScriptedDelay() {
    var delay = aws.faults().on("CreateSecret").delayInRealTime(Duration.ofMinutes(5));
    try (var client =
        Sdk.configured(SecretsManagerClient.builder())
            .httpClient(Transports.of(aws))
            .overrideConfiguration(o -> o.apiCallTimeout(Duration.ofMillis(200)))
            .build()) {
      assertThatThrownBy(() -> client.createSecret(r -> r.name("a")))
          .isInstanceOf(ApiCallTimeoutException.class);
    }

    assertThat(Thread.interrupted()).isFalse();
    assertThat(delay.struck()).isEqualTo(1);
    assertThat(Clients.of(aws).secretsManager().listSecrets().secretList()).isEmpty();
  }

  @Test
  void asynchronousCallThatTimesOutBeforeItsTurnIsNotSent() {
    var turns = new LinkedBlockingQueue<Runnable>();
    var requests = new LinkedBlockingQueue<CompletableFuture<Void>>();
    var transport =
        new Watched(new EmulatorAsyncHttpClient(HttpApi.of(aws)::answer, turns::add), requests);
    try (var client = async(transport)) {
      assertThatThrownBy(() -> client.createSecret(r -> r.name("a")).join())
          .hasCauseInstanceOf(ApiCallTimeoutException.class);
      assertThatThrownBy(() -> requests.take().join()); // given up a moment after the call

      assertThat(turns).isNotEmpty().allSatisfy(Runnable::run);
    }

    assertThat(aws.audit().records()).isEmpty();
  }

  @Test
  void asynchronousCallThatIsCancelledBeforeItsTurnIsNotSent() throws InterruptedException {
    var turns = new LinkedBlockingQueue<Runnable>();
    try (var client =
        Sdk.configured(SecretsManagerAsyncClient.builder())
            .httpClient(new EmulatorAsyncHttpClient(HttpApi.of(aws)::answer, turns::add))
            .build()) {
      var call = client.createSecret(r -> r.name("a"));
      var turn = turns.take();

      assertThat(call.cancel(true)).isTrue();
      turn.run();
    }

    assertThat(aws.audit().records()).isEmpty();
  }

  @Test
  void asynchronousCallThatTimesOutAfterItBeganIsCarriedOut() {
    var timedOut = new CountDownLatch(1);
    try (var listener = aws.onEvent(event -> await(timedOut));
        var client = async(Transports.async(aws))) {
      assertThat(listener).isNotNull();
      assertThatThrownBy(() -> client.createSecret(r -> r.name("a")).join())
          .hasCauseInstanceOf(ApiCallTimeoutException.class);

      assertThat(Clients.of(aws).secretsManager().listSecrets().secretList()).hasSize(1);
    } finally {
      timedOut.countDown();
    }
  }

  private static SecretsManagerAsyncClient async(SdkAsyncHttpClient transport) {
    return Sdk.configured(SecretsManagerAsyncClient.builder())
        .httpClient(transport)
        .overrideConfiguration(o -> o.apiCallTimeout(Duration.ofMillis(200)))
        .build();
  }

  /** A transport that shows what becomes of its requests. */
  private record Watched(SdkAsyncHttpClient transport, Queue<CompletableFuture<Void>> requests)
      implements SdkAsyncHttpClient {

    @Override
    public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
      var done = transport.execute(request);
      requests.add(done);
      return done;
    }

    @Override
    public String clientName() {
      return transport.clientName();
    }

    @Override
    public void close() {}
  }

  /** A timer for each would leave a thread for each that nobody closes. */
  @Test
  @EnabledIf("clientsCanShareATimer")
  void readyMadeClientsShareATimer() throws Exception {
    try (var client = Clients.of(aws).real().secretsManagerAsync()) {
      var timer =
          client
              .serviceClientConfiguration()
              .overrideConfiguration()
              .scheduledExecutorService()
              .orElseThrow();

      var thread = timer.schedule(() -> Thread.currentThread().getName(), 0, TimeUnit.SECONDS);

      assertThat(thread.get()).isEqualTo("strongroom-timer");
    }
    assertThat(RealClients.TIMER.isShutdown()).isFalse();
  }

  static boolean clientsCanShareATimer() { // since some version after 2.20
    return Stream.of(ClientOverrideConfiguration.Builder.class.getMethods())
        .anyMatch(method -> method.getName().equals("scheduledExecutorService"));
  }

  @Test
  void interruptedThreadSendsNothing() {
    try (var client = Clients.of(aws).real().secretsManager()) {
      Thread.currentThread().interrupt();

      assertThatThrownBy(client::listSecrets).isInstanceOf(AbortedException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }

    assertThat(aws.audit().records()).isEmpty();
  }

  @Test
  void abortedRequestIsNotSent() {
    var request =
        new EmulatorHttpClient(HttpApi.of(aws)::answer)
            .prepareRequest(
                HttpExecuteRequest.builder()
                    .request(
                        SdkHttpFullRequest.builder()
                            .method(SdkHttpMethod.POST)
                            .protocol("https")
                            .host("secretsmanager.us-east-1.amazonaws.com")
                            .build())
                    .build());

    request.abort();

    assertThatThrownBy(request::call).isInstanceOf(InterruptedIOException.class);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isFalse();
    } catch (InterruptedException timeout) {
      Thread.currentThread().interrupt();
    }
  }
}

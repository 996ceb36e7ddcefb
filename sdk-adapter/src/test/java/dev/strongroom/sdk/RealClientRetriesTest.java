package dev.strongroom.sdk;

import static dev.strongroom.api.ErrorCode.LIMIT_EXCEEDED;
import static dev.strongroom.api.ErrorCode.THROTTLING;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.fault.ConnectionFailure;
import dev.strongroom.fault.ConnectionFailure.Kind;
import dev.strongroom.internal.wire.HttpApi;
import dev.strongroom.wire.HttpRequest;
import dev.strongroom.wire.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.LimitExceededException;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

/** How many failures the SDK's own retries survive over the in-process transport (QUO-4). */
class RealClientRetriesTest {

  private final SecretsEmulator aws = SecretsEmulator.create();

  /** Fails a number of requests, then lets all through to the emulator. */
  private static final class Failing implements Function<HttpRequest, HttpResponse> {

    final AtomicInteger attempts = new AtomicInteger();
    private final HttpApi api;
    private final String failure;
    private final int times;

    Failing(SecretsEmulator aws, String failure, int times) {
      this.api = HttpApi.of(aws);
      this.failure = failure;
      this.times = times;
    }

    @Override
    public HttpResponse apply(HttpRequest request) {
      if (attempts.incrementAndGet() > times) {
        return api.answer(request);
      }
      if (Arrays.stream(Kind.values()).anyMatch(kind -> kind.name().equals(failure))) {
        throw new ConnectionFailure(Kind.valueOf(failure), "of the test");
      }
      var error = failure.split(" ");
      var body = "{\"__type\":\"" + error[0] + "\",\"message\":\"of the test\"}";
      return new HttpResponse(
          Integer.parseInt(error[1]),
          Map.of("x-amzn-RequestId", List.of("id")),
          body.getBytes(UTF_8));
    }
  }

  @ParameterizedTest(name = "QUO-4: {0}, {1} x {2}: {3} attempts, survived: {4}")
  @CsvSource({
    "LEGACY,   ThrottlingException 400,         3, 4, true",
    "LEGACY,   ThrottlingException 400,         4, 4, false",
    "LEGACY,   TooManyRequestsException 400,    3, 4, true",
    "LEGACY,   RequestLimitExceeded 400,        4, 4, false",
    "LEGACY,   Whatever 429,                    3, 4, true",
    "LEGACY,   InternalServiceError 500,        3, 4, true",
    "LEGACY,   InternalServiceError 500,        4, 4, false",
    "LEGACY,   Whatever 503,                    4, 4, false",
    "LEGACY,   CUT,                             3, 4, true",
    "LEGACY,   CUT,                             4, 4, false",
    "LEGACY,   ANSWER_LOST,                     3, 4, true",
    "LEGACY,   TIMED_OUT,                       3, 4, true",
    "LEGACY,   TIMED_OUT,                       4, 4, false",
    "LEGACY,   LimitExceededException 400,      1, 1, false",
    "LEGACY,   DecryptionFailure 400,           1, 1, false",
    "LEGACY,   EncryptionFailure 400,           1, 1, false",
    "LEGACY,   AccessDeniedException 400,       1, 1, false",
    "LEGACY,   ResourceNotFoundException 400,   1, 1, false",
    "LEGACY,   PublicPolicyException 400,       1, 1, false",
    "STANDARD, ThrottlingException 400,         2, 3, true",
    "STANDARD, ThrottlingException 400,         3, 3, false",
    "STANDARD, InternalServiceError 500,        2, 3, true",
    "STANDARD, InternalServiceError 500,        3, 3, false",
    "STANDARD, CUT,                             2, 3, true",
    "STANDARD, CUT,                             3, 3, false",
    "STANDARD, LimitExceededException 400,      1, 1, false",
    "ADAPTIVE, InternalServiceError 500,        2, 3, true",
    "ADAPTIVE, InternalServiceError 500,        3, 3, false",
    "ADAPTIVE, CUT,                             3, 3, false",
    "ADAPTIVE, ThrottlingException 400,         3, 3, false",
    "ADAPTIVE, LimitExceededException 400,      1, 1, false",
  })
  @SuppressWarnings("deprecation") // the newer way to choose a mode is missing in older SDKs
  void failuresAreSurvivedOrNot(
      RetryMode mode, String failure, int times, int attempts, boolean survived) {
    var failing = new Failing(aws, failure, times);
    var failingAsync = new Failing(aws, failure, times);
    try (var client =
            Transports.withoutWaiting(
                    Sdk.configured(SecretsManagerClient.builder())
                        .httpClient(new EmulatorHttpClient(failing))
                        .overrideConfiguration(o -> o.retryPolicy(mode)))
                .build();
        var async =
            Transports.withoutWaiting(
                    Sdk.configured(SecretsManagerAsyncClient.builder())
                        .httpClient(new EmulatorAsyncHttpClient(failingAsync, Completion.SHARED))
                        .overrideConfiguration(o -> o.retryPolicy(mode)))
                .build()) {
      var thrown = catchThrowable(client::listSecrets);
      var thrownAsync = catchThrowable(() -> async.listSecrets().join());

      assertThat(failing.attempts).hasValue(attempts);
      assertThat(failingAsync.attempts).hasValue(attempts);
      if (survived) {
        assertThat(thrown).isNull();
        assertThat(thrownAsync).isNull();
      } else {
        assertThat(thrown).hasMessage(text(failure) + Sdk.attempts(attempts));
        assertThat(thrownAsync)
            .isInstanceOf(CompletionException.class)
            .cause()
            .isExactlyInstanceOf(thrown.getClass())
            .hasMessage(thrown.getMessage());
      }
    }
  }

  private static String text(String failure) {
    return switch (failure) {
      case "CUT" -> "Unable to execute HTTP request: Connection reset";
      case "TIMED_OUT" -> "Unable to execute HTTP request: Read timed out";
      default -> refusal(failure.split(" ")[1], "id");
    };
  }

  private static String refusal(String status, String requestId) {
    return "of the test (Service: SecretsManager, Status Code: %s, Request ID: %s)"
        .formatted(status, requestId);
  }

  @Test
  void retriesOfAnApplicationAreItsOwn() { // QUO-4; the one test that waits for the SDK's back-off
    try (var client =
        Sdk.configured(SecretsManagerClient.builder()).httpClient(Transports.of(aws)).build()) {
      var throttled = aws.faults().on("ListSecrets").fail(THROTTLING, "of the test");
      var thrown = catchThrowable(client::listSecrets);

      assertThat(throttled.struck()).isEqualTo(4);
      assertThat(thrown)
          .isExactlyInstanceOf(SecretsManagerException.class)
          .hasMessage(refusal("400", aws.audit().last().requestId()) + Sdk.attempts(4));

      throttled.remove();
      var limited = aws.faults().on("ListSecrets").fail(LIMIT_EXCEEDED, "of the test");
      thrown = catchThrowable(client::listSecrets);

      assertThat(limited.struck()).isEqualTo(1);
      assertThat(thrown)
          .isExactlyInstanceOf(LimitExceededException.class)
          .hasMessage(refusal("400", aws.audit().last().requestId()) + Sdk.attempts(1));
    }
  }

  @ParameterizedTest(name = "QUO-4: {0} throttles: through retries {1}, direct false")
  @CsvSource({"1, true", "3, true", "4, false", "5, false"})
  void scriptedThrottlesAreSurvivedThroughRetriesOnly(int throttles, boolean survived) {
    aws.faults().on("ListSecrets").first(throttles).throttle();
    try (var real = Clients.of(aws).real().secretsManager()) {
      var thrown = catchThrowable(real::listSecrets);

      assertThat(thrown == null).isEqualTo(survived);
      assertThat(aws.audit().records()).hasSize(Math.min(throttles + 1, 4));
    }

    aws.faults().on("ListSecrets").first(throttles).throttle();
    assertThat(catchThrowable(Clients.of(aws).secretsManager()::listSecrets))
        .isInstanceOf(SecretsManagerException.class)
        .hasMessageContaining("Rate exceeded");
  }

  @Test
  @DisplayName("QUO-4: a lost answer is asked for again, with the same token")
  void lostAnswerIsAskedForAgain() {
    aws.faults().on("CreateSecret").first(1).loseAnswer();
    try (var real = Clients.of(aws).real().secretsManager()) {
      real.createSecret(r -> r.name("a").secretString("one"));

      assertThat(real.listSecretVersionIds(r -> r.secretId("a")).versions()).hasSize(1);
    }

    aws.faults().on("CreateSecret").first(1).loseAnswer();
    assertThat(
            catchThrowable(() -> Clients.of(aws).secretsManager().createSecret(r -> r.name("b"))))
        .isInstanceOf(SdkClientException.class)
        .hasMessageContaining("Unable to execute HTTP request: Unexpected end of file from server");
  }

  @Test
  @DisplayName("QUO-4, IDEM-4: a put whose answer is lost makes one version, two puts make two")
  void lostAnswerOfAPut() {
    try (var real = Clients.of(aws).real().secretsManager()) {
      real.createSecret(r -> r.name("a").secretString("one"));
      var lost = aws.faults().on("PutSecretValue").first(1).loseAnswer();

      real.putSecretValue(r -> r.secretId("a").secretString("two"));

      assertThat(lost.struck()).isEqualTo(1);
      assertThat(real.listSecretVersionIds(r -> r.secretId("a")).versions()).hasSize(2);
      real.putSecretValue(r -> r.secretId("a").secretString("two"));
      assertThat(real.listSecretVersionIds(r -> r.secretId("a").includeDeprecated(true)).versions())
          .hasSize(3);
    }
  }
}

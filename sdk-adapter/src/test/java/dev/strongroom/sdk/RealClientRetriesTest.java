package dev.strongroom.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.fault.ConnectionFailure;
import dev.strongroom.fault.ConnectionFailure.Kind;
import dev.strongroom.wire.HttpApi;
import dev.strongroom.wire.HttpRequest;
import dev.strongroom.wire.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

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
  })
  @SuppressWarnings("deprecation") // the newer way is missing in older SDKs
  void failuresAreSurvivedOrNot(
      RetryMode mode, String failure, int times, int attempts, boolean survived) {
    var retries = RealClients.retriesWithoutWaiting(mode);
    var failing = new Failing(aws, failure, times);
    var failingAsync = new Failing(aws, failure, times);
    try (var client =
            Sdk.configured(SecretsManagerClient.builder())
                .httpClient(new EmulatorHttpClient(failing))
                .overrideConfiguration(o -> o.retryPolicy(retries))
                .build();
        var async =
            Sdk.configured(SecretsManagerAsyncClient.builder())
                .httpClient(new EmulatorAsyncHttpClient(failingAsync, Completion.SHARED))
                .overrideConfiguration(o -> o.retryPolicy(retries))
                .build()) {
      var thrown = catchThrowable(client::listSecrets);
      var thrownAsync = catchThrowable(() -> async.listSecrets().join());

      assertThat(failing.attempts).hasValue(attempts);
      assertThat(failingAsync.attempts).hasValue(attempts);
      if (survived) {
        assertThat(thrown).isNull();
        assertThat(thrownAsync).isNull();
      } else {
        assertThat(thrownAsync)
            .isInstanceOf(CompletionException.class)
            .cause()
            .isExactlyInstanceOf(thrown.getClass())
            .hasMessage(thrown.getMessage());
      }
    }
  }
}

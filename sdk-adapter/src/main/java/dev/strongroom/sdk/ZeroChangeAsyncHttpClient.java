package dev.strongroom.sdk;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.utils.Lazy;

/** The same as {@link ZeroChangeHttpClient} for asynchronous clients. */
final class ZeroChangeAsyncHttpClient implements SdkAsyncHttpClient {

  private final String builtFor;
  private final Lazy<SdkAsyncHttpClient> other;

  ZeroChangeAsyncHttpClient(String builtFor, Supplier<SdkAsyncHttpClient> other) {
    this.builtFor = builtFor;
    this.other = new Lazy<>(other);
  }

  @Override
  public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
    try {
      return route(request);
    } catch (IllegalStateException refusal) {
      request.responseHandler().onError(refusal);
      return CompletableFuture.failedFuture(refusal);
    }
  }

  private CompletableFuture<Void> route(AsyncExecuteRequest request) {
    var host = request.request().host();
    return switch (Host.of(host)) {
      case EMULATED ->
          new EmulatorAsyncHttpClient(NetworkGuard.api(builtFor)::answer, Completion.SHARED)
              .execute(request);
      case LOCAL -> other.getValue().execute(request);
      case FOREIGN -> throw NetworkGuard.foreign(host);
    };
  }

  @Override
  public String clientName() {
    return Transports.NAME;
  }

  @Override
  public void close() {
    if (other.hasValue()) {
      other.getValue().close();
    }
  }
}

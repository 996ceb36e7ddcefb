package dev.strongroom.sdk;

import dev.strongroom.fault.ConnectionFailure;
import dev.strongroom.wire.HttpRequest;
import dev.strongroom.wire.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;
import software.amazon.awssdk.utils.BinaryUtils;

/** An HTTP client whose every request is answered by an emulator, on an executor's threads. */
record EmulatorAsyncHttpClient(Function<HttpRequest, HttpResponse> api, Executor executor)
    implements SdkAsyncHttpClient {

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // the handler gets the outcome
  public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
    var body = new ByteArrayOutputStream();
    var done = new CompletableFuture<Void>();
    SdkPublisher.adapt(request.requestContentPublisher())
        .subscribe(buffer -> body.writeBytes(bytes(buffer)))
        .thenRunAsync(() -> answer(request, body.toByteArray(), done), executor)
        .whenComplete((nothing, failure) -> end(request.responseHandler(), done, failure));
    return done;
  }

  private void answer(AsyncExecuteRequest request, byte[] body, CompletableFuture<Void> done) {
    if (done.isDone()) { // given up before it began
      return;
    }
    HttpResponse answer;
    try {
      answer = api.apply(Exchange.request(request.request(), body));
    } catch (ConnectionFailure failure) {
      throw new CompletionException(LostConnection.of(failure));
    }
    if (!done.isDone()) { // else a timeout of the SDK ended it
      SdkAsyncHttpResponseHandler handler = request.responseHandler();
      handler.onHeaders(Exchange.head(answer));
      handler.onStream(AsyncRequestBody.fromBytes(answer.body())); // a publisher like any other
    }
  }

  private static void end(
      SdkAsyncHttpResponseHandler handler,
      CompletableFuture<Void> done,
      @Nullable Throwable failure) {
    if (failure == null) {
      done.complete(null);
      return;
    }
    var cause =
        failure instanceof CompletionException wrapper && wrapper.getCause() != null
            ? wrapper.getCause()
            : failure;
    handler.onError(cause);
    done.completeExceptionally(cause);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    return BinaryUtils.copyBytesFrom(buffer);
  }

  @Override
  public String clientName() {
    return Transports.NAME;
  }

  @Override
  public void close() {}
}

package dev.strongroom.sdk;

import dev.strongroom.fault.ConnectionFailure;
import dev.strongroom.wire.HttpRequest;
import dev.strongroom.wire.HttpResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.function.Function;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/** An HTTP client whose every request is answered by an emulator, on the caller's thread. */
record EmulatorHttpClient(Function<HttpRequest, HttpResponse> api) implements SdkHttpClient {

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new Call(api, request);
  }

  @Override
  public String clientName() {
    return Transports.NAME;
  }

  @Override
  public void close() {}

  private static final class Call implements ExecutableHttpRequest {

    private final Function<HttpRequest, HttpResponse> api;
    private final HttpExecuteRequest request;
    private volatile boolean aborted;

    Call(Function<HttpRequest, HttpResponse> api, HttpExecuteRequest request) {
      this.api = api;
      this.request = request;
    }

    @Override
    public HttpExecuteResponse call() throws IOException {
      var http = Exchange.request(request.httpRequest(), body());
      requireWanted();
      HttpResponse answer;
      try {
        answer = api.apply(http);
      } catch (ConnectionFailure failure) {
        requireWanted();
        throw LostConnection.of(failure);
      }
      requireWanted(); // an answer may take its time
      return HttpExecuteResponse.builder()
          .response(Exchange.head(answer))
          .responseBody(AbortableInputStream.create(new ByteArrayInputStream(answer.body())))
          .build();
    }

    private byte[] body() throws IOException {
      var provider = request.contentStreamProvider().orElse(null);
      if (provider == null) {
        return new byte[0];
      }
      var length = request.httpRequest().firstMatchingHeader("Content-Length");
      try (var stream = provider.newStream()) {
        return length.isPresent() // else a buffer of several KB is made for a few bytes
            ? stream.readNBytes(Integer.parseInt(length.get()))
            : stream.readAllBytes();
      }
    }

    /** The SDK's timeouts interrupt the thread, and know this exception for their doing. */
    private void requireWanted() throws InterruptedIOException {
      if (aborted || Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("The request was aborted");
      }
    }

    @Override
    public void abort() {
      aborted = true;
    }
  }
}

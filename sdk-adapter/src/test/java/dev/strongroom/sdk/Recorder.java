package dev.strongroom.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.utils.AttributeMap;

/** An HTTP client that answers in place of a network, and records for which hosts. */
final class Recorder implements SdkHttpClient {

  private static final byte[] BODY = "{}".getBytes(UTF_8);

  final List<String> hosts = new CopyOnWriteArrayList<>();
  private final String name;

  Recorder(String name) {
    this.name = name;
  }

  /** A builder that always makes this client. */
  SdkHttpClient.Builder<?> builder() {
    return new Builder(this);
  }

  private record Builder(Recorder made) implements SdkHttpClient.Builder<Builder> {
    @Override
    public SdkHttpClient buildWithDefaults(AttributeMap defaults) {
      return made;
    }
  }

  private static SdkHttpResponse head() {
    return SdkHttpResponse.builder()
        .statusCode(200)
        .putHeader("Content-Type", "application/x-amz-json-1.1")
        .build();
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    hosts.add(request.httpRequest().host());
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() {
        return HttpExecuteResponse.builder()
            .response(head())
            .responseBody(AbortableInputStream.create(new ByteArrayInputStream(BODY)))
            .build();
      }

      @Override
      public void abort() {}
    };
  }

  @Override
  public String clientName() {
    return name;
  }

  @Override
  public void close() {}

  /** The same for asynchronous clients. */
  static final class Async implements SdkAsyncHttpClient {

    final List<String> hosts = new CopyOnWriteArrayList<>();
    private final String name;

    Async(String name) {
      this.name = name;
    }

    /** A builder that always makes this client. */
    SdkAsyncHttpClient.Builder<?> builder() {
      return new Builder(this);
    }

    private record Builder(Async made) implements SdkAsyncHttpClient.Builder<Builder> {
      @Override
      public SdkAsyncHttpClient buildWithDefaults(AttributeMap defaults) {
        return made;
      }
    }

    @Override
    public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
      hosts.add(request.request().host());
      request.responseHandler().onHeaders(head());
      request.responseHandler().onStream(AsyncRequestBody.fromBytes(BODY));
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public String clientName() {
      return name;
    }

    @Override
    public void close() {}
  }
}

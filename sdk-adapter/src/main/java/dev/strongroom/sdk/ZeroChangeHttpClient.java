package dev.strongroom.sdk;

import java.util.function.Supplier;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.utils.Lazy;

/** The HTTP client of a client that the application built for itself. */
final class ZeroChangeHttpClient implements SdkHttpClient {

  private final String builtFor;
  private final Lazy<SdkHttpClient> other;

  /**
   * @param other makes the HTTP client that would have been used, for local hosts
   */
  ZeroChangeHttpClient(String builtFor, Supplier<SdkHttpClient> other) {
    this.builtFor = builtFor;
    this.other = new Lazy<>(other);
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    var host = request.httpRequest().host();
    return switch (Host.of(host)) {
      case EMULATED ->
          new EmulatorHttpClient(NetworkGuard.api(builtFor)::answer).prepareRequest(request);
      case LOCAL -> other.getValue().prepareRequest(request);
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

package dev.strongroom.local.internal.function;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.strongroom.api.ServiceClient;
import dev.strongroom.rotation.FunctionException;
import dev.strongroom.rotation.RotationEvent;
import dev.strongroom.rotation.RotationFunction;
import dev.strongroom.seed.FunctionSeed;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** A function behind a URL that speaks Lambda's Invoke API. */
final class HttpFunction implements RotationFunction {

  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1\\]|\\[0:0:0:0:0:0:0:1\\]");

  private final URI url;
  private final Duration timeout;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(Version.HTTP_1_1)
          .followRedirects(Redirect.NEVER) // not to another host
          .proxy(HttpClient.Builder.NO_PROXY)
          .build();

  private HttpFunction(URI url, Duration timeout) {
    this.url = url;
    this.timeout = timeout;
  }

  /**
   * Returns the function at a URL. One without a path is that of a server of many functions, which
   * are called by their names.
   */
  static HttpFunction at(String text, FunctionSeed function, boolean allowsRemote) {
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException malformed) {
      throw new IllegalArgumentException("'" + text + "' is no URL", malformed);
    }
    var host = url.getHost();
    if (host == null || url.getUserInfo() != null || url.getFragment() != null) {
      throw new IllegalArgumentException(
          "The URL of a function has a host, and neither a user nor a fragment: " + text);
    }
    if (!allowsRemote && !LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches()) {
      throw new IllegalArgumentException(
          "The function at %s is not on this machine: allow it by --allow-remote-functions, or by allowRemoteFunctions() of the emulator's builder"
              .formatted(text));
    }
    var path = Objects.requireNonNullElse(url.getRawPath(), "");
    if (path.isEmpty() || path.equals("/")) {
      url = url.resolve("/2015-03-31/functions/" + name(function.arn()) + "/invocations"); // FN-1
    }
    return new HttpFunction(url, function.timeout());
  }

  private static String name(String arn) {
    return arn.split(":", 8)[6];
  }

  @Override
  public void rotate(RotationEvent event, ServiceClient service) throws Exception {
    var request =
        HttpRequest.newBuilder(url)
            .timeout(timeout)
            .header("Content-Type", "application/json") // FN-4: nothing else
            .header("X-Amz-Invocation-Type", "RequestResponse")
            .POST(BodyPublishers.ofString(InvokeEvent.json(event), UTF_8))
            .build();
    var answer = client.sendAsync(request, response -> new BoundedBody());
    try {
      InvokeAnswer.of(answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS)).requireSuccess();
    } catch (TimeoutException late) {
      answer.cancel(true);
      throw timedOut();
    } catch (ExecutionException failure) {
      var cause = Objects.requireNonNullElse(failure.getCause(), failure);
      throw cause instanceof HttpTimeoutException ? timedOut() : unreachable(cause);
    } finally {
      answer.cancel(true);
    }
  }

  private FunctionException timedOut() {
    return new FunctionException("no answer within " + timeout.toSeconds() + " s", null);
  }

  private FunctionException unreachable(Throwable cause) {
    var outcome =
        cause instanceof ConnectException
            ? "no connection to %s:%d".formatted(url.getHost(), url.getPort())
            : "no whole answer";
    return new FunctionException(outcome, cause.getMessage());
  }
}

package dev.strongroom.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.fault.ConnectionFailure;
import dev.strongroom.internal.wire.AwsJson;
import dev.strongroom.internal.wire.HttpApi;
import dev.strongroom.seed.Seed;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An emulator behind a port of this machine, for whatever takes nothing but a URL: Secrets Manager,
 * KMS and STS as AWS's SDKs speak to them, and an administration for tests in other languages.
 *
 * <p>It listens on the loopback interface only and refuses what a web page could send: foreign Host
 * headers, requests with an {@code Origin}, and those that a browser marks as another site's. A
 * request has ten seconds to arrive, and half a second once 128 connections are waiting.
 *
 * <pre>{@code
 * try (var aws = SecretsEmulator.create();
 *     var endpoint = Endpoint.start(aws, 0)) {
 *   var secrets =
 *       SecretsManagerClient.builder()
 *           .endpointOverride(endpoint.uri())
 *           .region(Region.US_EAST_1)
 *           .credentialsProvider(AnonymousCredentialsProvider.create())
 *           .build();
 *   secrets.createSecret(r -> r.name("prod/db").secretString("one"));
 *   assertThat(new Checkout(secrets).ping()).isTrue();
 * }
 * }</pre>
 */
public final class Endpoint implements AutoCloseable {

  static final System.Logger LOG = System.getLogger(Endpoint.class.getName());

  /** Without it each answer waits 40 ms for an acknowledgement of its headers. */
  static final String NO_DELAY = "sun.net.httpserver.nodelay";

  private static final long SECONDS_TO_ARRIVE = 10;

  /** A value of 65,536 characters, each of them escaped in JSON, and ample room. */
  private static final int LARGEST_REQUEST = 1 << 20;

  private static final int LARGEST_SEED = 10 << 20;

  /** What is still read, so that the sender of too much gets to read the answer. */
  private static final int LARGEST_DISCARDED = 32 << 20;

  private static final String TOO_LARGE = "RequestEntityTooLargeException";

  private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}$");
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final HttpServer server;
  final Workers workers;
  private final HttpApi api;
  private final String region;
  private final Health health;
  private final Administration administration;
  private final Set<String> hosts;
  private final Set<String> allowedOrigins;
  private final BiConsumer<HttpRequest, HttpResponse> listener;

  private Endpoint(Builder settings, HttpServer server) {
    this.server = server;
    this.workers =
        new Workers("strongroom-" + server.getAddress().getPort(), settings.secondsToArrive);
    this.api =
        settings.caller == null
            ? HttpApi.of(settings.aws)
            : HttpApi.of(settings.aws).withDefaultCaller(settings.caller);
    this.region =
        (settings.caller == null ? settings.aws.administrator() : settings.caller).region();
    this.health = new Health(settings.aws);
    this.administration = new Administration(settings.aws);
    this.hosts = new HashSet<>(LOOPBACK);
    hosts.addAll(settings.hosts);
    hosts.add(inUrl(server.getAddress().getAddress()));
    this.allowedOrigins = Set.copyOf(settings.origins);
    this.listener = settings.listener;
  }

  /**
   * Starts to listen. Several endpoints may serve one emulator; closing one does not close it.
   *
   * @param port 0 for any that is free
   * @param allowedOrigins web pages that may call the services (not the administration), e.g.
   *     {@code http://localhost:3000}; none by default
   * @throws BindException if the port is taken
   */
  public static Endpoint start(SecretsEmulator aws, int port, String... allowedOrigins)
      throws IOException {
    return of(aws).port(port).allowOrigins(allowedOrigins).start();
  }

  /** An endpoint with everything by default, to be set up and started. */
  public static Builder of(SecretsEmulator aws) {
    return new Builder(aws);
  }

  /** How an endpoint is started. */
  public static final class Builder {

    private final SecretsEmulator aws;
    private int port;
    private @Nullable InetAddress address;
    private @Nullable Caller caller;
    private final Set<String> hosts = new HashSet<>();
    private final Set<String> origins = new HashSet<>();
    private BiConsumer<HttpRequest, HttpResponse> listener = (request, answer) -> {};
    private long secondsToArrive = SECONDS_TO_ARRIVE;

    private Builder(SecretsEmulator aws) {
      this.aws = aws;
    }

    /** The port to listen on; 0, the default, for any that is free. */
    public Builder port(int number) {
      port = number;
      return this;
    }

    /**
     * Listens on this address instead of 127.0.0.1, as a container has to. Everyone who reaches the
     * address can read every secret and administer the emulator, without signing in.
     */
    public Builder bind(InetAddress local) {
      address = local;
      return this;
    }

    /**
     * Serves requests whose access key ID names nobody as those of this caller, in place of the
     * default administrator's (CAL-1).
     */
    public Builder defaultCaller(Caller otherwise) {
      caller = otherwise;
      return this;
    }

    /**
     * Serves requests whose {@code Host} header is one of these names, on any port, besides those
     * of the loopback interface and the address itself: names such as a container's.
     */
    public Builder allowHosts(String... names) {
      for (var name : names) {
        hosts.add(name.toLowerCase(Locale.ROOT));
      }
      return this;
    }

    /**
     * Serves web pages of these origins, e.g. {@code http://localhost:3000}; not the
     * administration.
     */
    public Builder allowOrigins(String... pages) {
      origins.addAll(List.of(pages));
      return this;
    }

    /**
     * Shows each request and its answer to a listener, once it is sent, on the endpoint's threads.
     * What a connection lost gets no answer and is not shown.
     */
    public Builder onAnswer(BiConsumer<HttpRequest, HttpResponse> log) {
      listener = log;
      return this;
    }

    Builder secondsToArrive(long seconds) {
      secondsToArrive = seconds;
      return this;
    }

    /**
     * Starts to listen.
     *
     * @throws BindException if the port is taken, or the address is none of this machine
     */
    public Endpoint start() throws IOException {
      if (System.getProperty(NO_DELAY) == null) {
        System.setProperty(NO_DELAY, "true");
        LOG.log(Level.INFO, "Set the system property " + NO_DELAY + "=true for all HTTP servers");
      }
      var local = address;
      if (local == null) {
        local = InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1});
      }
      var server = HttpServer.create(new InetSocketAddress(local, port), 256);
      var endpoint = new Endpoint(this, server);
      server.setExecutor(endpoint.workers);
      server.createContext("/", endpoint::handle);
      server.start();
      return endpoint;
    }
  }

  /**
   * Makes the emulator follow a seed that has changed, as {@link SecretsEmulator#reseed} does, and
   * a reset by the administration go back to that seed.
   *
   * @throws IllegalArgumentException naming what can't be changed; then nothing has changed
   */
  public void reseed(Seed earlier, Seed later, boolean prune) {
    administration.reseed(earlier, later, prune);
  }

  /** Where it listens, such as {@code http://127.0.0.1:4566}. */
  public URI uri() {
    var address = server.getAddress().getAddress();
    var host = address.isAnyLocalAddress() ? "127.0.0.1" : inUrl(address);
    return URI.create("http://" + host + ":" + server.getAddress().getPort());
  }

  /**
   * Returns the environment in which AWS's SDKs of another process call this endpoint instead of
   * AWS, in its Region and as its default caller.
   */
  public Map<String, String> environment() {
    return environment(uri().toString(), region, "test");
  }

  /**
   * Returns the environment in which AWS's SDKs call an endpoint instead of AWS.
   *
   * @param accessKeyId who calls (CAL-1)
   */
  public static Map<String, String> environment(
      String endpoint, String region, String accessKeyId) {
    var variables = new LinkedHashMap<String, String>();
    for (var service :
        List.of(
            "SECRETS_MANAGER",
            "KMS",
            "STS",
            "IAM",
            "SSM",
            "CLOUDTRAIL")) { // the SDKs' names for them
      variables.put("AWS_ENDPOINT_URL_" + service, endpoint);
    }
    variables.put("AWS_ACCESS_KEY_ID", accessKeyId);
    variables.put("AWS_SECRET_ACCESS_KEY", "test");
    variables.put("AWS_REGION", region);
    variables.put("AWS_DEFAULT_REGION", region); // boto3 and the AWS CLI read this one only
    return Collections.unmodifiableMap(variables);
  }

  private static String inUrl(InetAddress address) {
    var text = address.getHostAddress();
    return address instanceof Inet6Address ? "[" + text + "]" : text;
  }

  /** Ends all connections and threads; the emulator goes on. */
  @Override
  public void close() {
    server.stop(0);
    server.stop(0); // also those that it was accepting while it closed the others
    workers.close();
  }

  @Override
  public String toString() {
    return "Endpoint[" + uri() + "]";
  }

  /**
   * Serves one request. An {@link IOException} makes the server close the connection; whatever else
   * is thrown becomes one, as the server would keep the connection of an {@link Error} for good.
   */
  private void handle(HttpExchange exchange) throws IOException {
    try {
      serve(exchange);
    } catch (IOException lost) {
      throw lost;
    } catch (Throwable failure) {
      throw new IOException(failure);
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    var target = exchange.getRequestURI();
    boolean administrative = Administration.isFor(target);
    var body = read(exchange.getRequestBody(), administrative ? LARGEST_SEED : LARGEST_REQUEST);
    Workers.requestIsRead();
    var request =
        new HttpRequest(
            exchange.getRequestMethod(),
            pathAndQuery(target),
            exchange.getRequestHeaders(),
            body == null ? new byte[0] : body);
    if (body != null && streams(request, exchange)) {
      return;
    }
    var answer =
        body == null
            ? refusal(413, TOO_LARGE, "The request is too large")
            : answer(request, target.getRawAuthority(), administrative);
    send(answer, exchange);
    show(request, answer);
  }

  /** Returns what is after the authority, which a proxy's client writes in front of the path. */
  private static String pathAndQuery(URI target) {
    var query = target.getRawQuery();
    return target.getRawPath() + (query == null ? "" : "?" + query);
  }

  private void show(HttpRequest request, HttpResponse answer) {
    try {
      listener.accept(request, answer);
    } catch (Throwable failure) { // no message: it may quote a secret
      LOG.log(Level.ERROR, "A listener of answers threw " + failure.getClass().getName());
    }
  }

  /** Streams events for as long as somebody reads them; false if they were not asked for. */
  private boolean streams(HttpRequest request, HttpExchange exchange) throws IOException {
    var stream = administration.streamFor(request);
    if (stream == null
        || !isForThis(request, exchange.getRequestURI().getRawAuthority())
        || request.header("Origin") != null
        || WebPages.isCrossSite(request)) {
      return false;
    }
    WebPages.protect(exchange.getResponseHeaders());
    if (!stream.send(exchange)) {
      send(Administration.refusal(503, "There are too many readers of events: end one"), exchange);
    }
    return true;
  }

  private HttpResponse answer(
      HttpRequest request, @Nullable String authority, boolean administrative) throws IOException {
    if (!isForThis(request, authority)) {
      return refusal(
          403,
          "AccessDeniedException",
          "The Host header must be localhost, 127.0.0.1 or [::1]: use one of them in the URL, or"
              + " allow the host when the endpoint is started");
    }
    var origin = request.header("Origin");
    boolean isAllowed = origin != null && !administrative && allowedOrigins.contains(origin);
    if (!isAllowed && (origin != null || WebPages.isCrossSite(request))) {
      return refusal(
          403,
          "AccessDeniedException",
          "Requests of web pages are refused: allow the origin when the endpoint is started");
    }
    try {
      var page = health.answer(request);
      if (page != null) {
        return page;
      }
      if (administrative) {
        return administration.answer(request);
      }
      return origin == null ? api.answer(request) : answer(origin, request);
    } catch (ConnectionFailure fault) {
      throw new IOException(fault);
    } catch (Throwable failure) { // no message: nobody knows what is in it
      LOG.log(Level.ERROR, "A request failed with " + failure.getClass().getName());
      return refusal(500, "InternalFailure", "Strongroom failed: see its log");
    }
  }

  private HttpResponse answer(String origin, HttpRequest request) {
    boolean asks = request.method().equals("OPTIONS");
    var answer = asks ? new HttpResponse(204, Map.of(), new byte[0]) : api.answer(request);
    return WebPages.readable(answer, origin, asks);
  }

  /** Returns whether the Host header, and the target if it names a host, are of this endpoint. */
  private boolean isForThis(HttpRequest request, @Nullable String authority) {
    var named = request.headers().get("Host");
    return named != null
        && named.size() == 1
        && isForThis(named.get(0))
        && (authority == null || isForThis(authority));
  }

  private boolean isForThis(String host) {
    return hosts.contains(PORT.matcher(host).replaceFirst("").toLowerCase(Locale.ROOT));
  }

  /** Null if it is larger than the limit. */
  private static byte @Nullable [] read(InputStream body, int limit) throws IOException {
    var bytes = body.readNBytes(limit + 1);
    if (bytes.length <= limit) {
      return bytes;
    }
    var discarded = new byte[1 << 16];
    for (int rest = LARGEST_DISCARDED, n = 0; n >= 0 && rest > 0; rest -= n) {
      n = body.read(discarded);
    }
    return null;
  }

  private static HttpResponse refusal(int status, String type, String message) {
    return new HttpResponse(
        status,
        Map.of("Content-Type", List.of(AwsJson.CONTENT_TYPE)),
        "{\"__type\":\"%s\",\"message\":\"%s\"}".formatted(type, message).getBytes(UTF_8));
  }

  private static void send(HttpResponse response, HttpExchange exchange) throws IOException {
    Workers.answerBegins();
    var headers = exchange.getResponseHeaders();
    headers.putAll(response.headers());
    WebPages.protect(headers);
    int length = response.body().length;
    boolean empty = length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(response.status(), empty ? -1 : length);
    if (!empty) {
      exchange.getResponseBody().write(response.body());
    }
    exchange.close();
  }
}

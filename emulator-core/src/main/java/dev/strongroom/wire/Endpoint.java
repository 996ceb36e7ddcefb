package dev.strongroom.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.internal.wire.AdminTopic;
import dev.strongroom.internal.wire.AwsJson;
import dev.strongroom.internal.wire.EndpointInternals;
import dev.strongroom.internal.wire.HttpApi;
import dev.strongroom.internal.wire.LoopbackServer;
import dev.strongroom.internal.wire.OwnPages;
import dev.strongroom.internal.wire.WebPages;
import dev.strongroom.seed.Seed;
import java.io.IOException;
import java.net.BindException;
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
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
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

  private static final int LARGEST_SEED = 10 << 20;

  static {
    EndpointInternals.install(new Ways());
  }

  private final LoopbackServer server;
  private final String region;
  private final Services services;

  private Endpoint(LoopbackServer server, String region, Services services) {
    this.server = server;
    this.region = region;
    this.services = services;
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
    private long secondsToArrive = LoopbackServer.SECONDS_TO_ARRIVE;

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
      var api = HttpApi.of(aws);
      var services =
          new Services(
              caller == null ? api : api.withDefaultCaller(caller),
              new Health(aws),
              new Administration(aws),
              new AtomicReference<>(),
              Set.copyOf(origins),
              listener);
      var local = address == null ? LoopbackServer.LOCALHOST : address;
      var server =
          LoopbackServer.start(
              new InetSocketAddress(local, port), hosts, secondsToArrive, services);
      return new Endpoint(
          server, (caller == null ? aws.administrator() : caller).region(), services);
    }
  }

  /**
   * Makes the emulator follow a seed that has changed, as {@link SecretsEmulator#reseed} does, and
   * a reset by the administration go back to that seed.
   *
   * @throws IllegalArgumentException naming what can't be changed; then nothing has changed
   */
  public void reseed(Seed earlier, Seed later, boolean prune) {
    services.administration.reseed(earlier, later, prune);
  }

  private void serve(OwnPages pages) {
    if (!services.pages.compareAndSet(null, pages)) {
      throw new IllegalStateException(
          "The endpoint has a console already: keep the one that was returned first");
    }
  }

  /** What our own modules may do. */
  private static final class Ways implements EndpointInternals.Ways {

    @Override
    public void serve(Endpoint endpoint, OwnPages pages) {
      endpoint.serve(pages);
    }

    @Override
    public void administer(Endpoint endpoint, AdminTopic topic) {
      endpoint.services.administration.add(topic);
    }

    @Override
    public JsonNode look(SecretsEmulator aws, String path) {
      return new Administration(aws).look(path);
    }
  }

  /** Where it listens, such as {@code http://127.0.0.1:4566}. */
  public URI uri() {
    return server.uri();
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

  /** Ends all connections and threads; the emulator goes on. */
  @Override
  public void close() {
    server.close();
  }

  @Override
  public String toString() {
    return "Endpoint[" + uri() + "]";
  }

  /** What the endpoint serves: the services, their administration, and the pages about both. */
  private record Services(
      HttpApi api,
      Health health,
      Administration administration,
      AtomicReference<@Nullable OwnPages> pages,
      Set<String> allowedOrigins,
      BiConsumer<HttpRequest, HttpResponse> listener)
      implements LoopbackServer.Site {

    @Override
    public int largestBody(URI target) {
      return Administration.isFor(target) ? LARGEST_SEED : LoopbackServer.LARGEST_REQUEST;
    }

    @Override
    public boolean allows(String origin, HttpRequest request, URI target) {
      return isAllowed(origin, target) || (pages.get() != null && WebPages.isOwn(request, origin));
    }

    private boolean isAllowed(String origin, URI target) {
      return !Administration.isFor(target) && allowedOrigins.contains(origin);
    }

    @Override
    public HttpResponse answer(HttpRequest request, URI target) {
      var page = health.answer(request);
      if (page != null) {
        return page;
      }
      var origin = request.header("Origin");
      if (origin != null && isAllowed(origin, target)) {
        boolean asks = request.method().equals("OPTIONS");
        var answer = asks ? new HttpResponse(204, Map.of(), new byte[0]) : api.answer(request);
        return WebPages.readable(answer, origin, asks);
      }
      var own = pages.get();
      var file = own == null ? null : own.answer(request);
      if (file != null) {
        return file;
      }
      var distrust = own == null || !WebPages.isOfBrowser(request) ? null : own.refusal(request);
      if (Administration.isFor(target)) {
        return administration.answer(request, distrust);
      }
      return distrust == null
          ? api.answer(request)
          : refusal(403, "AccessDeniedException", distrust);
    }

    /** Streams events for as long as somebody reads them; false if they were not asked for. */
    @Override
    public boolean streams(HttpRequest request, HttpExchange exchange) throws IOException {
      var stream = administration.streamFor(request);
      if (stream == null) {
        return false;
      }
      WebPages.protect(exchange.getResponseHeaders());
      if (!stream.send(exchange)) {
        LoopbackServer.send(
            Administration.refusal(503, "There are too many readers of events: end one"), exchange);
      }
      return true;
    }

    @Override
    public HttpResponse refusal(LoopbackServer.Refusal reason) {
      return refusal(reason.status(), reason.type(), reason.message());
    }

    private static HttpResponse refusal(int status, String type, String message) {
      return new HttpResponse(
          status,
          Map.of("Content-Type", List.of(AwsJson.CONTENT_TYPE)),
          "{\"__type\":\"%s\",\"message\":\"%s\"}".formatted(type, message).getBytes(UTF_8));
    }

    @Override
    public void answered(HttpRequest request, HttpResponse answer) {
      listener.accept(request, answer);
    }
  }
}

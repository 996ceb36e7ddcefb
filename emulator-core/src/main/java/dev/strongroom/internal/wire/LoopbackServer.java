package dev.strongroom.internal.wire;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.strongroom.fault.ConnectionFailure;
import dev.strongroom.wire.HttpRequest;
import dev.strongroom.wire.HttpResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server of this machine that refuses what a web page could send (foreign Host headers,
 * requests with an {@code Origin}, and those that a browser marks as another site's) and cuts slow
 * senders.
 */
public final class LoopbackServer implements AutoCloseable {

  public static final InetAddress LOCALHOST = localhost();

  public static final long SECONDS_TO_ARRIVE = 10;

  /** A value of 65,536 characters, each of them escaped in JSON, and ample room. */
  public static final int LARGEST_REQUEST = 1 << 20;

  static final System.Logger LOG = System.getLogger(LoopbackServer.class.getName());

  /** Without it each answer waits 40 ms for an acknowledgement of its headers. */
  private static final String NO_DELAY = "sun.net.httpserver.nodelay";

  /** What is still read, so that the sender of too much gets to read the answer. */
  private static final int LARGEST_DISCARDED = 32 << 20;

  private static final int MILLIS_TO_KNOCK = 1_000;

  private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}$");
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  /** What a server serves. */
  public interface Site {

    /**
     * Answers a request that may be answered.
     *
     * @throws ConnectionFailure if no answer is to reach the caller
     */
    HttpResponse answer(HttpRequest request, URI target);

    /** Spells a refusal as this site spells its errors. */
    HttpResponse refusal(Refusal reason);

    /** Returns how many bytes a request's body may have. */
    default int largestBody(URI target) {
      return LARGEST_REQUEST;
    }

    /** Returns whether a page of this origin may send the request. */
    default boolean allows(String origin, HttpRequest request, URI target) {
      return false;
    }

    /** Answers a request over a longer time; false if the request asks for nothing of the kind. */
    default boolean streams(HttpRequest request, HttpExchange exchange) throws IOException {
      return false;
    }

    /** Is shown each request whose answer was sent. */
    default void answered(HttpRequest request, HttpResponse answer) {}
  }

  /** Why the server doesn't hand a request to its site, or the site failed. */
  public enum Refusal {
    TOO_LARGE(413, "RequestEntityTooLargeException", "The request is too large"),
    FOREIGN_HOST(
        403,
        "AccessDeniedException",
        "The Host header must be localhost, 127.0.0.1 or [::1]: use one of them in the URL, or"
            + " allow the host when the endpoint is started"),
    WEB_PAGE(
        403,
        "AccessDeniedException",
        "Requests of web pages are refused: allow the origin when the endpoint is started"),
    FAILURE(500, "InternalFailure", "Strongroom failed: see its log");

    private final int status;
    private final String type;
    private final String message;

    Refusal(int status, String type, String message) {
      this.status = status;
      this.type = type;
      this.message = message;
    }

    public int status() {
      return status;
    }

    public String type() {
      return type;
    }

    public String message() {
      return message;
    }
  }

  private final HttpServer server;
  private final Workers workers;
  private final Set<String> hosts;
  private final Site site;
  private volatile boolean isClosing;

  private LoopbackServer(
      HttpServer server, Set<String> allowedHosts, long secondsToArrive, Site site) {
    this.server = server;
    this.workers = new Workers("strongroom-" + server.getAddress().getPort(), secondsToArrive);
    this.hosts = new HashSet<>(LOOPBACK);
    hosts.addAll(allowedHosts);
    hosts.add(inUrl(server.getAddress().getAddress()));
    this.site = site;
  }

  /**
   * Starts to listen.
   *
   * @param allowedHosts names that a Host header may have besides those of the loopback interface,
   *     in lower case
   * @throws BindException if the port is taken, or the address is none of this machine
   */
  public static LoopbackServer start(
      InetSocketAddress address, Set<String> allowedHosts, long secondsToArrive, Site site)
      throws IOException {
    if (System.getProperty(NO_DELAY) == null) {
      System.setProperty(NO_DELAY, "true");
      LOG.log(Level.INFO, "Set the system property " + NO_DELAY + "=true for all HTTP servers");
    }
    var server = HttpServer.create(address, 256);
    var started = new LoopbackServer(server, allowedHosts, secondsToArrive, site);
    server.setExecutor(started::execute);
    server.createContext("/", started::handle);
    server.start();
    return started;
  }

  /** Returns where it listens, such as {@code http://127.0.0.1:4566}. */
  public URI uri() {
    var address = server.getAddress().getAddress();
    var host = address.isAnyLocalAddress() ? "127.0.0.1" : inUrl(address);
    return URI.create("http://" + host + ":" + server.getAddress().getPort());
  }

  private static InetAddress localhost() {
    try {
      return InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1});
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("Four bytes are an address", impossible);
    }
  }

  private static String inUrl(InetAddress address) {
    var text = address.getHostAddress();
    return address instanceof Inet6Address ? "[" + text + "]" : text;
  }

  /** Ends all connections and threads. */
  @Override
  public void close() {
    if (!isClosing) { // later the port may be another server's
      isClosing = true;
      knock(uri());
    }
    server.stop(0);
    workers.close();
  }

  /**
   * Makes the thread that accepts connections stop the server. Stopped by another thread, the
   * server of the JDK forgets a connection that it accepts at that moment, and its client waits for
   * ever.
   */
  private void knock(URI listening) {
    try (var visitor = new Socket()) {
      visitor.connect(
          new InetSocketAddress(listening.getHost(), listening.getPort()), MILLIS_TO_KNOCK);
      visitor.setSoTimeout(MILLIS_TO_KNOCK);
      visitor.getOutputStream().write('G');
      visitor.getInputStream().readAllBytes(); // until the server closes the connection
    } catch (IOException closed) {
      LOG.log(Level.DEBUG, "The server closed without an answer", closed);
    }
  }

  /** Hands an exchange to a worker; the thread that accepts connections calls it. */
  private void execute(Runnable exchange) {
    if (isClosing) {
      server.stop(0);
    } else {
      workers.execute(exchange);
    }
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
    var body = read(exchange, site.largestBody(target));
    Workers.requestIsRead();
    var request =
        new HttpRequest(
            exchange.getRequestMethod(),
            pathAndQuery(target),
            exchange.getRequestHeaders(),
            body == null ? new byte[0] : body);
    var refusal = body == null ? Refusal.TOO_LARGE : refusalOf(request, target);
    if (refusal == null && site.streams(request, exchange)) {
      return;
    }
    var answer = refusal == null ? answer(request, target) : site.refusal(refusal);
    send(answer, exchange);
    show(request, answer);
  }

  /** Returns what is after the authority, which a proxy's client writes in front of the path. */
  private static String pathAndQuery(URI target) {
    var query = target.getRawQuery();
    return target.getRawPath() + (query == null ? "" : "?" + query);
  }

  private @Nullable Refusal refusalOf(HttpRequest request, URI target) {
    if (!isForThis(request, target.getRawAuthority())) {
      return Refusal.FOREIGN_HOST;
    }
    var origin = request.header("Origin");
    boolean isAllowed = origin != null && site.allows(origin, request, target);
    boolean isOfAPage = origin != null || WebPages.isCrossSite(request);
    return isOfAPage && !isAllowed ? Refusal.WEB_PAGE : null;
  }

  private HttpResponse answer(HttpRequest request, URI target) throws IOException {
    try {
      return site.answer(request, target);
    } catch (ConnectionFailure fault) {
      throw new IOException(fault);
    } catch (Throwable failure) { // no message: nobody knows what is in it
      LOG.log(Level.ERROR, "A request failed with " + failure.getClass().getName());
      return site.refusal(Refusal.FAILURE);
    }
  }

  private void show(HttpRequest request, HttpResponse answer) {
    try {
      site.answered(request, answer);
    } catch (Throwable failure) { // no message: it may quote a secret
      LOG.log(Level.ERROR, "A listener of answers threw " + failure.getClass().getName());
    }
  }

  /** Returns whether the Host header, and the target if it names a host, are of this server. */
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
  private static byte @Nullable [] read(HttpExchange exchange, int limit) throws IOException {
    var body = exchange.getRequestBody();
    long said = length(exchange.getRequestHeaders().getFirst("Content-Length"));
    if (said >= 0 && said <= limit) { // else a buffer of several KB is made for a few bytes
      return body.readNBytes((int) said);
    }
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

  /** Returns what a header says of the body's length; -1 if nothing. */
  private static long length(@Nullable String header) {
    try {
      return header == null ? -1 : Long.parseLong(header.strip());
    } catch (NumberFormatException refused) { // by the JDK's server already
      return -1;
    }
  }

  /** Sends an answer, which browsers neither keep nor take for another type. */
  public static void send(HttpResponse response, HttpExchange exchange) throws IOException {
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

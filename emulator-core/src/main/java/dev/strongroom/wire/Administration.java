package dev.strongroom.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.internal.Baseline;
import dev.strongroom.internal.EmulatorInternals;
import dev.strongroom.internal.fault.FaultJson;
import dev.strongroom.internal.service.secretsmanager.SecretsManager;
import dev.strongroom.internal.wire.AdminTopic;
import dev.strongroom.seed.Seed;
import dev.strongroom.wire.AdminRoute.Call;
import dev.strongroom.wire.AdminRoute.Handler;
import dev.strongroom.wire.AdminRoute.NotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a test in another language, or a console, does to an emulator behind an endpoint, in JSON;
 * {@code openapi.json} beside this class describes all of it.
 *
 * <p>All of it needs the header {@code X-Strongroom-Admin: true}, which no web page can send to
 * another site without asking first. No answer has a secret value in it unless the request asks for
 * values.
 */
final class Administration {

  private static final String ROOT = "/_strongroom";
  private static final String HEADER = "X-Strongroom-Admin";
  private static final String EVENTS = "/events";

  /** Made when JSON is first read or written: a start needs none. */
  private static final class Json {
    static final ObjectMapper MAPPER =
        new ObjectMapper(
                JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  }

  private final SecretsEmulator aws;
  private final EventStream events;
  private final AdminSecrets secrets;
  private final List<AdminTopic> topics = new ArrayList<>();
  private final List<AdminRoute> routes = new ArrayList<>(); // when the first request comes
  private volatile Baseline baseline;

  Administration(SecretsEmulator aws) {
    this.aws = aws;
    this.baseline = EmulatorInternals.baseline(aws);
    this.events = new EventStream(aws);
    this.secrets = new AdminSecrets(aws);
  }

  /** A start makes none of them: most processes need none, or not at once. */
  synchronized List<AdminRoute> routes() {
    if (routes.isEmpty()) {
      addRoutes();
      topics.forEach(this::addRoutes);
    }
    return List.copyOf(routes);
  }

  private void addRoutes() {
    var faults = new FaultJson(aws.faults());
    var service = secretsManager();
    var rotations = new AdminRotations(aws, secrets, service);
    var replication = new AdminReplication(service.replicator());
    var access = new AdminAccess(aws);
    var clock = new AdminClock(aws);
    get("/openapi.json", call -> openApi());
    get(EVENTS, call -> Map.of()); // answered by stream
    get("/clock", clock::show);
    post("/clock", clock::move);
    get("/clock/due", clock::due, "limit");
    post("/reset", call -> then(secrets::beginAgain, reset(call)));
    var snapshots = new AdminSnapshots(aws);
    get("/snapshots", snapshots::list);
    post("/snapshot", snapshots::take);
    post("/restore", call -> then(secrets::lookAgain, snapshots.restore(call)));
    delete("/snapshots/{name}", snapshots::remove);
    get("/compare", snapshots::compare, "from", "to");
    post("/seed", this::seed);
    get("/faults", call -> faults.list());
    post("/faults", call -> faults.declare(call.body()));
    delete("/faults/{id}", call -> removed(faults, call));
    get("/secrets", secrets::list);
    get("/secrets/{secret}", secrets::show, "values");
    var parameters = new AdminParameters(aws);
    get("/parameters", parameters::list);
    get("/parameters/{parameter}", parameters::show, "values");
    get("/keys", new AdminKeys(aws, secrets, parameters)::list);
    get("/rotations", rotations::list);
    get("/rotations/{secret}", rotations::show, "values");
    post("/rotations/{secret}", rotations::control);
    get("/replication", replication::show);
    post("/replication", replication::set);
    get("/functions", rotations::functions);
    post("/functions", rotations::register);
    delete("/functions/{arn}", rotations::remove);
    get("/principals", access::principals);
    delete("/principals/{arn}", access::removePrincipal);
    post("/explain", access::explain);
    post("/repair", access::repair);
    post("/access", access::matrix);
    var audit = new AdminAudit(aws);
    get("/audit", audit::list, AdminAudit.FILTERS.toArray(String[]::new));
    get("/audit/{event}", audit::show);
  }

  private SecretsManager secretsManager() {
    return EmulatorInternals.engine(aws).services().stream()
        .filter(SecretsManager.class::isInstance)
        .map(SecretsManager.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private void get(String path, Handler handler, String... query) {
    routes.add(new AdminRoute("GET", path, Set.of(query), handler));
  }

  private void post(String path, Handler handler) {
    routes.add(new AdminRoute("POST", path, Set.of(), handler));
  }

  private void delete(String path, Handler handler) {
    routes.add(new AdminRoute("DELETE", path, Set.of(), handler));
  }

  /** Adds a topic of another module. */
  synchronized void add(AdminTopic topic) {
    topics.add(topic);
    if (!routes.isEmpty()) {
      addRoutes(topic);
    }
  }

  private void addRoutes(AdminTopic topic) {
    var path = "/" + topic.name();
    get(path, call -> topic.list());
    get(path + "/{name}", call -> found(topic, call, topic.show(call.name())));
    post(path + "/{name}", call -> found(topic, call, topic.act(call.name(), call.body())));
  }

  private static Object found(AdminTopic topic, Call call, @Nullable JsonNode answer) {
    if (answer == null) {
      throw new NotFoundException(
          "There is nothing named '%s' in %s".formatted(call.name(), topic.name()));
    }
    return answer;
  }

  /** Returns what a GET of a path answers, without HTTP. */
  JsonNode look(String path) {
    var answer =
        answer(
            new HttpRequest("GET", ROOT + "/" + path, Map.of(HEADER, List.of("true")), new byte[0]),
            null);
    try {
      var content = Json.MAPPER.readTree(answer.body());
      if (answer.status() == 200) {
        return content;
      }
      throw new IllegalArgumentException(content.path("error").asText());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  static boolean isFor(URI path) {
    var text = String.valueOf(path.getRawPath());
    return text.equals(ROOT) || text.startsWith(ROOT + "/");
  }

  /** Returns the stream of events if a request asks for it and may have it. */
  @Nullable EventStream streamFor(HttpRequest request) {
    return request.method().equals("GET")
            && request.path().equals(ROOT + EVENTS)
            && isAllowed(request)
        ? events
        : null;
  }

  private static boolean isAllowed(HttpRequest request) {
    return "true".equals(request.header(HEADER));
  }

  /**
   * Answers a request.
   *
   * @param distrust why it may neither change nor reveal anything; null if it may
   */
  HttpResponse answer(HttpRequest request, @Nullable String distrust) {
    if (!isAllowed(request)) {
      return refusal(403, "The administration needs the header " + HEADER + ": true");
    }
    var parts = request.path().split("\\?", 2);
    var path = parts[0].substring(ROOT.length());
    var found = routes().stream().filter(route -> hasPath(route, path)).toList();
    if (found.isEmpty()) {
      return refusal(404, "There are health%s under %s".formatted(topics(), ROOT));
    }
    var method = request.method();
    var route = found.stream().filter(each -> each.method().equals(method)).findFirst();
    if (route.isEmpty()) {
      return refusal(
          405,
          "%s needs the method %s"
              .formatted(
                  path.substring(1),
                  String.join(" or ", found.stream().map(AdminRoute::method).toList())));
    }
    if (distrust != null && !method.equals("GET")) {
      return refusal(403, distrust);
    }
    if (method.equals("POST") && !isJson(request.header("Content-Type"))) {
      return refusal(415, "The administration needs the header Content-Type: application/json");
    }
    try {
      var name = Objects.requireNonNull(route.get().nameIn(path));
      var body = method.equals("POST") ? object(request.body()) : Json.MAPPER.missingNode();
      var query = parts.length == 1 ? null : parts[1];
      var call = route.get().call(name, query, body);
      if (distrust != null && call.flag("values")) {
        return refusal(403, distrust);
      }
      return response(200, route.get().handler().answer(call));
    } catch (NotFoundException absent) {
      return refusal(404, String.valueOf(absent.getMessage()));
    } catch (IllegalArgumentException misuse) { // ours, which quote no value
      return refusal(400, String.valueOf(misuse.getMessage()));
    }
  }

  private static boolean hasPath(AdminRoute route, String path) {
    try {
      return route.nameIn(path) != null;
    } catch (IllegalArgumentException malformed) { // a percent sign without its digits
      return false;
    }
  }

  private String topics() {
    var named = new LinkedHashSet<String>();
    routes().forEach(route -> named.add(route.path().split("/")[1]));
    var text = new StringBuilder();
    named.forEach(topic -> text.append(", ").append(topic));
    return text.toString();
  }

  private static boolean isJson(@Nullable String contentType) {
    return contentType != null
        && contentType
            .toLowerCase(Locale.ROOT)
            .matches("application/json\\s*(;\\s*charset=\"?utf-8\"?\\s*)?");
  }

  private static Object openApi() {
    try (InputStream in = Administration.class.getResourceAsStream("openapi.json")) {
      return Json.MAPPER.readTree(in);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** Makes the emulator follow a seed that has changed, and a reset go back to it. */
  void reseed(Seed earlier, Seed later, boolean prune) {
    baseline.reseeded(earlier, later, prune); // may refuse it, before anything has changed
    aws.reseed(earlier, later, prune);
    baseline = baseline.reseeded(earlier, later, prune);
  }

  private Object reset(Call call) {
    call.only();
    baseline.restore();
    return Map.of();
  }

  private static Object then(Runnable more, Object answer) {
    more.run();
    return answer;
  }

  private Object seed(Call call) {
    aws.seed(Seed.parse(call.body().toString()));
    return Map.of();
  }

  private static Object removed(FaultJson faults, Call call) {
    try {
      return faults.remove(call.name());
    } catch (IllegalArgumentException unknown) {
      throw new NotFoundException(String.valueOf(unknown.getMessage()));
    }
  }

  private static JsonNode object(byte[] body) {
    try {
      var node = Json.MAPPER.readTree(body.length == 0 ? "{}" : utf8(body));
      if (node.isObject()) {
        return node;
      }
    } catch (JsonProcessingException malformed) {
      // refused below, without the parser's message, which quotes the text
    }
    throw new IllegalArgumentException("The body must be one JSON object");
  }

  private static String utf8(byte[] bytes) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException malformed) {
      throw new IllegalArgumentException("The body must be UTF-8", malformed);
    }
  }

  static HttpResponse refusal(int status, String message) {
    return response(status, Map.of("error", message));
  }

  private static HttpResponse response(int status, Object answer) {
    try {
      return new HttpResponse(
          status,
          Map.of("Content-Type", List.of("application/json")),
          Json.MAPPER.writeValueAsString(answer).getBytes(UTF_8));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("Maps, lists and texts can be written", impossible);
    }
  }
}

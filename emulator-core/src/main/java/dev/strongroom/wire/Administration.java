package dev.strongroom.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.Snapshot;
import dev.strongroom.internal.EmulatorInternals;
import dev.strongroom.internal.time.EmulatorClock;
import dev.strongroom.seed.Seed;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a test in another language does to an emulator behind an endpoint, in JSON: {@code GET} of
 * {@code clock} and {@code faults}; {@code POST} to {@code reset}, {@code snapshot}, {@code
 * restore}, {@code clock}, {@code seed} and {@code faults}; {@code DELETE} of {@code faults/} and
 * an id of their list. A reset goes back to what was stored when the endpoint was started and to
 * where the clock stood then, and removes all faults.
 *
 * <p>All of it needs the header {@code X-Strongroom-Admin: true}, which no web page can send to
 * another site without asking first.
 */
final class Administration {

  private static final String ROOT = "/_strongroom";
  private static final String FAULT = "/faults/";
  private static final String HEADER = "X-Strongroom-Admin";
  private static final int SNAPSHOTS = 1000;
  private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");

  private static final ObjectMapper JSON =
      new ObjectMapper(
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final SecretsEmulator aws;
  private final Snapshot atStart;
  private final EmulatorClock.Mark clockAtStart;
  private final FaultJson faults;
  private final Map<String, Snapshot> snapshots =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Snapshot> eldest) {
          return size() > SNAPSHOTS;
        }
      };
  private long nextSnapshot = 1;

  Administration(SecretsEmulator aws) {
    this.aws = aws;
    this.atStart = aws.snapshot();
    this.clockAtStart = engineClock().mark();
    this.faults = new FaultJson(aws.faults());
  }

  static boolean isFor(URI path) {
    var text = String.valueOf(path.getRawPath());
    return text.equals(ROOT) || text.startsWith(ROOT + "/");
  }

  HttpResponse answer(HttpRequest request) {
    var path = request.path().split("\\?", 2)[0].substring(ROOT.length());
    if (!"true".equals(request.header(HEADER))) {
      return refusal(403, "The administration needs the header " + HEADER + ": true");
    }
    if (path.equals("/clock") && request.method().equals("GET")) {
      return ok(clock());
    }
    if (path.equals("/faults") && request.method().equals("GET")) {
      return ok(faults.list());
    }
    if (path.startsWith(FAULT)) {
      return removeFault(request.method(), path.substring(FAULT.length()));
    }
    @Nullable Function<byte[], Map<String, ?>> action =
        switch (path) {
          case "/reset" -> this::reset;
          case "/snapshot" -> this::snapshot;
          case "/restore" -> this::restore;
          case "/clock" -> this::moveClock;
          case "/seed" -> this::seed;
          case "/faults" -> this::declareFault;
          default -> null;
        };
    if (action == null) {
      return refusal(
          404, "There are health, clock, reset, snapshot, restore, seed and faults under " + ROOT);
    }
    if (!request.method().equals("POST")) {
      return refusal(405, path.substring(1) + " needs the method POST");
    }
    if (!isJson(request.header("Content-Type"))) {
      return refusal(415, "The administration needs the header Content-Type: application/json");
    }
    try {
      return ok(action.apply(request.body()));
    } catch (IllegalArgumentException misuse) { // ours, which quote no value
      return refusal(400, String.valueOf(misuse.getMessage()));
    }
  }

  private static boolean isJson(@Nullable String contentType) {
    return contentType != null
        && contentType
            .toLowerCase(Locale.ROOT)
            .matches("application/json\\s*(;\\s*charset=\"?utf-8\"?\\s*)?");
  }

  private EmulatorClock engineClock() {
    return EmulatorInternals.engine(aws).clock();
  }

  private Map<String, ?> clock() {
    var clock = new LinkedHashMap<String, Object>();
    clock.put("now", aws.clock().instant().toString());
    clock.put("ticking", aws.clock().isTicking());
    return clock;
  }

  private Map<String, ?> reset(byte[] body) {
    requireOnly(object(body));
    engineClock().rewind(clockAtStart); // first: what is due later must not happen in between
    aws.restore(atStart);
    aws.faults().removeAll();
    return Map.of();
  }

  private synchronized Map<String, ?> snapshot(byte[] body) {
    requireOnly(object(body));
    var name = String.valueOf(nextSnapshot++);
    snapshots.put(name, aws.snapshot());
    return Map.of("snapshot", name);
  }

  private synchronized Map<String, ?> restore(byte[] body) {
    var name = text(requireOnly(object(body), "snapshot"), "snapshot");
    var snapshot = snapshots.get(name);
    if (snapshot == null) {
      throw new IllegalArgumentException(
          "There is no snapshot '%s': the latest %d are kept".formatted(name, SNAPSHOTS));
    }
    aws.restore(snapshot);
    return Map.of();
  }

  private Map<String, ?> moveClock(byte[] body) {
    var request = requireOnly(object(body), "advance", "advanceTo");
    if (request.size() != 1) {
      throw new IllegalArgumentException("The clock needs either 'advance' or 'advanceTo'");
    }
    var name = request.fieldNames().next();
    var text = text(request, name);
    try {
      if (name.equals("advance")) {
        var duration = Duration.parse(text);
        requireDate(aws.clock().instant().plus(duration));
        aws.clock().advance(duration);
      } else {
        var instant = Instant.parse(text);
        requireDate(instant);
        aws.clock().advanceTo(instant);
      }
    } catch (DateTimeException | ArithmeticException malformed) {
      throw new IllegalArgumentException(
          "'advance' is a duration such as PT1H30M, 'advanceTo' an instant such as "
              + "2026-01-01T00:00:00Z, neither beyond the year 9999",
          malformed);
    }
    return clock();
  }

  private static void requireDate(Instant instant) {
    if (!instant.isBefore(END_OF_TIME)) {
      throw new DateTimeException("later than any date that AWS prints");
    }
  }

  private Map<String, ?> seed(byte[] body) {
    aws.seed(Seed.parse(utf8(body)));
    return Map.of();
  }

  private Map<String, ?> declareFault(byte[] body) {
    return faults.declare(object(body));
  }

  private HttpResponse removeFault(String method, String id) {
    if (!method.equals("DELETE")) {
      return refusal(405, "A single fault needs the method DELETE");
    }
    try {
      return ok(faults.remove(id));
    } catch (IllegalArgumentException unknown) {
      return refusal(404, String.valueOf(unknown.getMessage()));
    }
  }

  private static JsonNode object(byte[] body) {
    try {
      var node = JSON.readTree(body.length == 0 ? "{}" : utf8(body));
      if (node.isObject()) {
        return node;
      }
    } catch (JsonProcessingException malformed) {
      // told below, without the parser's message, which quotes the text
    }
    throw new IllegalArgumentException("The body must be one JSON object");
  }

  static JsonNode requireOnly(JsonNode object, String... members) {
    for (var names = object.fieldNames(); names.hasNext(); ) {
      var name = names.next();
      if (!List.of(members).contains(name)) {
        throw new IllegalArgumentException(
            "There is no member '%s' here; there may be %s".formatted(name, List.of(members)));
      }
    }
    return object;
  }

  static String text(JsonNode object, String member) {
    var node = object.path(member);
    if (!node.isTextual()) {
      throw new IllegalArgumentException("'" + member + "' must be a string");
    }
    return node.textValue();
  }

  private static String utf8(byte[] bytes) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException malformed) {
      throw new IllegalArgumentException("The body must be UTF-8", malformed);
    }
  }

  private static HttpResponse ok(Map<String, ?> answer) {
    return response(200, answer);
  }

  private static HttpResponse refusal(int status, String message) {
    return response(status, Map.of("error", message));
  }

  private static HttpResponse response(int status, Map<String, ?> answer) {
    try {
      return new HttpResponse(
          status,
          Map.of("Content-Type", List.of("application/json")),
          JSON.writeValueAsString(answer).getBytes(UTF_8));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("Maps, lists and texts can be written", impossible);
    }
  }
}

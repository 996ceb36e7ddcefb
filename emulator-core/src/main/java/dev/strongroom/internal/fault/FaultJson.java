package dev.strongroom.internal.fault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.RotationStep;
import dev.strongroom.fault.Fault;
import dev.strongroom.fault.Faults;
import dev.strongroom.fault.RotationFailure.How;
import dev.strongroom.fault.RotationFailure.When;
import dev.strongroom.fault.Selection;
import dev.strongroom.fault.Selection.OfCalls;
import dev.strongroom.fault.Selection.OfKms;
import dev.strongroom.fault.Selection.OfReplications;
import dev.strongroom.fault.Selection.OfRotations;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A fault as JSON says it: what it selects, and one effect, under the names of {@link Faults}:
 * {@code {"on": "GetSecretValue", "secret": "prod/*", "first": 2, "throttle": true}}.
 */
public final class FaultJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<String> SELECTORS =
      List.of(
          "service",
          "on",
          "region",
          "secret",
          "by",
          "first",
          "every",
          "from",
          "until",
          "probability",
          "seed");

  private static final List<String> EFFECTS =
      List.of(
          "fail",
          "throttle",
          "delay",
          "delayInRealTime",
          "loseAnswer",
          "cutConnection",
          "timeOut",
          "down",
          "staleReads",
          "shortPages",
          "emptyPages");

  private final Faults faults;
  private final Map<Fault, String> ids = new HashMap<>();
  private long nextId = 1;

  public FaultJson(Faults faults) {
    this.faults = faults;
  }

  /** All that are declared, in the order of declaration, and the ids of those that never struck. */
  public synchronized Map<String, ?> list() {
    var all = faults.all();
    ids.keySet().retainAll(all);
    var list = new LinkedHashMap<String, Object>();
    list.put("faults", all.stream().map(this::description).toList());
    list.put("unused", faults.unused().stream().map(this::id).toList());
    return list;
  }

  /**
   * Removes the fault of an id, and returns its description for the last time.
   *
   * @throws IllegalArgumentException if none is declared any more that was
   */
  public synchronized Map<String, ?> remove(String id) {
    var fault =
        faults.all().stream()
            .filter(declared -> id.equals(ids.get(declared)))
            .findAny()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "There is no fault '" + id + "': GET faults returns the ids of all"));
    fault.remove();
    var description = description(fault);
    ids.remove(fault);
    return description;
  }

  /** Declares what an object says. */
  public synchronized Map<String, ?> declare(JsonNode json) {
    return description(declare(faults, json));
  }

  private String id(Fault fault) {
    return ids.computeIfAbsent(fault, first -> String.valueOf(nextId++));
  }

  private Map<String, ?> description(Fault fault) {
    var description = new LinkedHashMap<String, Object>();
    description.put("id", id(fault));
    description.put("fault", fault.toString());
    description.put("struck", fault.struck());
    fault.limit().ifPresent(limit -> description.put("limit", limit));
    return description;
  }

  /**
   * What a text says, declared.
   *
   * @throws IllegalArgumentException naming what is wrong with it
   */
  public static Fault declare(Faults faults, String json) {
    try {
      return declare(faults, JSON.readTree(json));
    } catch (JsonProcessingException malformed) { // without its message, which quotes the text
      throw new IllegalArgumentException("A fault must be a JSON object");
    }
  }

  /**
   * What an object says, declared.
   *
   * @throws IllegalArgumentException naming what is wrong with it
   */
  private static Fault declare(Faults faults, JsonNode json) {
    JsonMembers.requireOnly(
        json, Stream.concat(SELECTORS.stream(), EFFECTS.stream()).toArray(String[]::new));
    var effects = EFFECTS.stream().filter(json::has).toList();
    if (effects.size() != 1) {
      throw new IllegalArgumentException(
          "A fault has one effect of %s, but here are %s".formatted(EFFECTS, effects));
    }
    var effect = effects.get(0);
    var service = json.has("service") ? JsonMembers.text(json, "service") : "secretsmanager";
    return switch (service) {
      case "secretsmanager" -> {
        var calls =
            json.has("on") ? faults.on(JsonMembers.text(json, "on")) : faults.onAnyOperation();
        if (json.has("by")) {
          calls = calls.by(JsonMembers.text(json, "by"));
        }
        yield declare(selected(calls, json), effect, json);
      }
      case "kms" -> {
        var calls = faults.kms();
        if (json.has("on")) {
          calls = calls.on(JsonMembers.text(json, "on"));
        }
        if (json.has("by")) {
          calls = calls.by(JsonMembers.text(json, "by"));
        }
        yield declare(selected(calls, json), effect, json);
      }
      case "everything" -> {
        if (json.has("on")) {
          throw new IllegalArgumentException("Everything has no operations: leave 'on' out");
        }
        if (!json.has("region")) {
          throw new IllegalArgumentException("Everything is that of one 'region': name it");
        }
        var calls = faults.region(JsonMembers.text(json, "region"));
        if (json.has("by")) {
          calls = calls.by(JsonMembers.text(json, "by"));
        }
        yield declare(selected(calls, json), effect, json);
      }
      case "rotation" -> {
        requireNobody(json, service);
        var steps = faults.rotation();
        if (json.has("on")) {
          steps = steps.at(constant(json, "on", RotationStep.values(), RotationStep::wireName));
        }
        yield declare(selected(steps, json), effect, json);
      }
      case "replication" -> {
        requireNobody(json, service);
        if (json.has("on")) {
          throw new IllegalArgumentException("A replication has no operations: leave 'on' out");
        }
        yield declare(selected(faults.replication(), json), effect, json);
      }
      default -> {
        var calls = faults.service(service); // refuses one that there isn't
        if (json.has("on")) {
          calls = calls.on(JsonMembers.text(json, "on"));
        }
        if (json.has("by")) {
          calls = calls.by(JsonMembers.text(json, "by"));
        }
        yield declare(selected(calls, json), effect, json);
      }
    };
  }

  private static <S extends Selection<S>> S selected(S selection, JsonNode json) {
    if (json.has("region")) {
      selection = selection.in(JsonMembers.text(json, "region"));
    }
    if (json.has("secret")) {
      selection = selection.secret(JsonMembers.text(json, "secret"));
    }
    if (json.has("every")) {
      selection = selection.every(integer(json, "every"));
    }
    if (json.has("first")) {
      selection = selection.first(integer(json, "first"));
    }
    if (json.has("from") || json.has("until")) {
      selection = selection.between(instant(json, "from"), instant(json, "until"));
    }
    if (json.has("probability") || json.has("seed")) {
      selection = selection.withProbability(share(json), integer(json, "seed"));
    }
    return selection;
  }

  private static Fault declare(OfCalls calls, String effect, JsonNode json) {
    return switch (effect) {
      case "fail" -> calls.fail(code(json), message(json));
      case "delay" -> calls.delay(duration(json, effect));
      case "delayInRealTime" -> calls.delayInRealTime(duration(json, effect));
      case "staleReads" ->
          json.get(effect).isTextual()
              ? calls.staleReads(duration(json, effect))
              : calls.staleReads(integer(json, effect));
      case "shortPages" -> calls.shortPages(integer(json, effect));
      default -> {
        requireTrue(json, effect);
        yield switch (effect) {
          case "throttle" -> calls.throttle();
          case "loseAnswer" -> calls.loseAnswer();
          case "cutConnection" -> calls.cutConnection();
          case "timeOut" -> calls.timeOut();
          case "down" -> calls.down();
          default -> calls.emptyPages();
        };
      }
    };
  }

  private static Fault declare(OfKms calls, String effect, JsonNode json) {
    switch (effect) {
      case "fail" -> {
        return calls.fail(code(json), message(json));
      }
      case "throttle" -> {
        requireTrue(json, effect);
        return calls.throttle();
      }
      case "delay" -> {
        return calls.delay(duration(json, effect));
      }
      case "delayInRealTime" -> {
        return calls.delayInRealTime(duration(json, effect));
      }
      case "down" -> {
        requireTrue(json, effect);
        return calls.down();
      }
      default ->
          throw new IllegalArgumentException(
              "KMS can fail, throttle, be slow (delay, delayInRealTime) or be down, but there is no"
                  + " '"
                  + effect
                  + "' of it");
    }
  }

  private static Fault declare(OfRotations steps, String effect, JsonNode json) {
    switch (effect) {
      case "fail" -> {
        var fail = json.get("fail");
        JsonMembers.requireOnly(fail, "when", "how");
        var how = constant(fail, "how", How.values(), How::name);
        return switch (constant(fail, "when", When.values(), When::name)) {
          case BEFORE -> steps.before(how);
          case AFTER -> steps.after(how);
        };
      }
      case "delay" -> {
        return steps.delay(duration(json, effect));
      }
      default ->
          throw new IllegalArgumentException(
              "A rotation step can fail or be a delay, but there is no '" + effect + "' of it");
    }
  }

  private static Fault declare(OfReplications replications, String effect, JsonNode json) {
    if (!effect.equals("fail")) {
      throw new IllegalArgumentException(
          "A replication can fail, but there is no '" + effect + "' of it");
    }
    JsonMembers.requireOnly(json.get(effect), "message");
    return replications.fail(message(json));
  }

  private static void requireNobody(JsonNode json, String service) {
    if (json.has("by")) {
      throw new IllegalArgumentException(
          "The service '" + service + "' is called by nobody: leave 'by' out");
    }
  }

  /** The constant that a member names. */
  private static <E> E constant(
      JsonNode json, String member, E[] constants, Function<E, String> name) {
    var text = JsonMembers.text(json, member);
    return Stream.of(constants)
        .filter(constant -> name.apply(constant).equals(text))
        .findAny()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'%s' must be one of %s, not '%s'"
                        .formatted(member, Stream.of(constants).map(name).toList(), text)));
  }

  private static ErrorCode code(JsonNode json) {
    JsonMembers.requireOnly(json.get("fail"), "code", "message");
    var name = JsonMembers.text(json.get("fail"), "code");
    return Arrays.stream(ErrorCode.values())
        .filter(code -> code.wireName().equals(name))
        .findAny()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no error '" + name + "': write its name as AWS answers it"));
  }

  private static String message(JsonNode json) {
    return JsonMembers.text(json.get("fail"), "message");
  }

  private static void requireTrue(JsonNode json, String effect) {
    if (!json.get(effect).isBoolean() || !json.get(effect).booleanValue()) {
      throw new IllegalArgumentException("'" + effect + "' must be true");
    }
  }

  private static int integer(JsonNode json, String member) {
    var node = json.path(member);
    if (!node.isIntegralNumber() || !node.canConvertToInt()) {
      throw new IllegalArgumentException("'" + member + "' must be an integer");
    }
    return node.intValue();
  }

  private static double share(JsonNode json) {
    var node = json.path("probability");
    if (!node.isNumber()) {
      throw new IllegalArgumentException("'probability' must be a number, beside its 'seed'");
    }
    return node.doubleValue();
  }

  private static Duration duration(JsonNode json, String member) {
    try {
      return Duration.parse(JsonMembers.text(json, member));
    } catch (DateTimeParseException malformed) {
      throw new IllegalArgumentException(
          "'" + member + "' must be a duration such as PT1M30S", malformed);
    }
  }

  private static Instant instant(JsonNode json, String member) {
    try {
      return Instant.parse(JsonMembers.text(json, member));
    } catch (DateTimeParseException malformed) {
      throw new IllegalArgumentException(
          "'" + member + "' must be an instant such as 2026-01-01T00:00:00Z", malformed);
    }
  }
}

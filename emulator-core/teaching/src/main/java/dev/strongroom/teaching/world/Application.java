package dev.strongroom.teaching.world;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strongroom.api.Caller;
import dev.strongroom.api.SecretValue;
import dev.strongroom.teaching.world.Event.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A program that uses a secret, and, if the secret names a database of the world, logs in with it.
 * It keeps the value according to its policy, on the world's clock.
 */
final class Application {

  /** How long a program keeps what it has read. */
  enum Cache {
    /** It reads for each use. */
    NONE,
    /** It reads once, when it starts: an environment variable, a static field. */
    FOREVER,
    /** It reads again when the value is older than a time to live. */
    TTL,
    /** It uses AWS's caching client, with its own refresh times (ADJ-1). */
    AWS
  }

  /** The error of a use whose login is refused. */
  static final String LOGIN_FAILED = "LoginFailed";

  private static final Duration AWS_TTL = Duration.ofHours(1);

  /**
   * A program as the scenario describes it.
   *
   * @param ttl of the kinds TTL and AWS
   * @param refreshes whether it reads again, and tries again, after a refused login
   */
  record Spec(
      String name, Caller caller, String secret, Cache cache, Duration ttl, boolean refreshes) {}

  private final Spec spec;
  private @Nullable SecretValue value;
  private Instant nextRefresh = Instant.MIN;
  private Outcome lastRefresh = Outcome.OK;
  private int failures;
  private final Map<String, SecretValue> byVersion;
  private int logins;
  private int failedLogins;

  Application(Spec spec) {
    this(spec, new LinkedHashMap<>());
  }

  private Application(Spec spec, Map<String, SecretValue> byVersion) {
    this.spec = spec;
    this.byVersion = byVersion;
  }

  static Duration defaultTtl() {
    return AWS_TTL;
  }

  Application fork() {
    var fork = new Application(spec, new LinkedHashMap<>(byVersion));
    fork.value = value;
    fork.nextRefresh = nextRefresh;
    fork.lastRefresh = lastRefresh;
    fork.failures = failures;
    fork.logins = logins;
    fork.failedLogins = failedLogins;
    return fork;
  }

  Spec spec() {
    return spec;
  }

  int logins() {
    return logins;
  }

  int failedLogins() {
    return failedLogins;
  }

  /** Forgets what it has read, as a program does that is started again. */
  void restart() {
    value = null;
    byVersion.clear();
    nextRefresh = Instant.MIN;
    failures = 0;
  }

  /** Uses the secret once. */
  Outcome use(World world) {
    var read = current(world);
    if (!read.succeeded() && value == null) {
      return read;
    }
    if (logsIn(world)) {
      return Outcome.OK;
    }
    if (spec.refreshes()) {
      restart();
      var again = current(world);
      if (!again.succeeded()) {
        return again;
      }
      if (logsIn(world)) {
        return Outcome.OK;
      }
    }
    return Outcome.failure(
        LOGIN_FAILED, "the database refused the password that " + spec.name() + " has");
  }

  private boolean logsIn(World world) {
    var known = Objects.requireNonNull(value);
    var host = Values.host(known);
    if (host == null || !world.databases.has(host)) {
      return true;
    }
    boolean opened = world.databases.opens(known, host);
    if (opened) {
      logins++;
    } else {
      failedLogins++;
    }
    var user = Values.member(known, "username");
    world.happened(
        Kind.LOGIN,
        "%s logs in to %s as %s: %s".formatted(spec.name(), host, user, opened ? "ok" : "refused"),
        Map.of("application", spec.name(), "database", host, "succeeded", opened));
    return opened;
  }

  /** Makes sure that there is a value, by the program's policy. */
  private Outcome current(World world) {
    var now = world.now();
    boolean fresh =
        switch (spec.cache()) {
          case NONE -> false;
          case FOREVER -> value != null;
          case TTL, AWS -> now.isBefore(nextRefresh);
        };
    if (fresh) {
      return lastRefresh;
    }
    if (spec.cache() == Cache.AWS) {
      lastRefresh = refreshByDescribe(world);
      scheduleAws(world, lastRefresh.succeeded());
    } else {
      lastRefresh = read(world, null);
      nextRefresh = lastRefresh.succeeded() ? now.plus(spec.ttl()) : now;
    }
    return lastRefresh;
  }

  /** ADJ-1: the next refresh comes after between half of the time to live and all of it. */
  private void scheduleAws(World world, boolean succeeded) {
    failures = succeeded ? 0 : Math.min(failures + 1, 7);
    var longest =
        succeeded ? spec.ttl().toMillis() : Math.min(128_000, 1_000 + 1_000L * (1L << failures));
    long half = longest / 2;
    nextRefresh = world.now().plusMillis(half + (long) (world.draw() * half));
  }

  /** ADJ-1: asks which version is current, and reads only one that it hasn't got. */
  private Outcome refreshByDescribe(World world) {
    var described = call(world, "DescribeSecret", members());
    if (!described.succeeded()) {
      return described;
    }
    var stages = described.result().path("VersionIdsToStages");
    for (var version : stages.properties()) {
      if (version.getValue().toString().contains("\"AWSCURRENT\"")) {
        var id = version.getKey();
        if (byVersion.containsKey(id)) {
          value = byVersion.get(id);
          return Outcome.OK;
        }
        return read(world, id);
      }
    }
    return Outcome.failure("NoValue", "no version is AWSCURRENT");
  }

  private Outcome read(World world, @Nullable String versionId) {
    var members = members();
    if (versionId != null) {
      members.put("VersionId", versionId);
    }
    var outcome = call(world, "GetSecretValue", members);
    if (outcome.succeeded()) {
      var result = outcome.result();
      value = SecretValue.ofText(result.path("SecretString").asText());
      byVersion.put(result.path("VersionId").asText(), value);
    }
    return outcome;
  }

  private ObjectNode members() {
    return JsonNodeFactory.instance.objectNode().put("SecretId", spec.secret());
  }

  private Outcome call(World world, String operation, ObjectNode members) {
    var found = Objects.requireNonNull(Calls.find(operation));
    var outcome = Calls.send(world.aws, spec.caller(), found, members);
    world.happened(
        Kind.CALL,
        "%s calls %s of %s: %s".formatted(spec.name(), operation, spec.secret(), outcome),
        Map.of(
            "application", spec.name(),
            "operation", operation,
            "outcome", outcome.toString()));
    return outcome;
  }
}

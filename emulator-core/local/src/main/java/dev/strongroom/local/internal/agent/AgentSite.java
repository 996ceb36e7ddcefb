package dev.strongroom.local.internal.agent;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.ServiceClient;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.sts.GetCallerIdentity;
import dev.strongroom.fault.ConnectionFailure;
import dev.strongroom.local.internal.agent.AgentConfiguration.Item;
import dev.strongroom.local.internal.agent.AgentConfiguration.Prefetching;
import dev.strongroom.wire.HttpRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What the Secrets Manager Agent answers. */
public final class AgentSite extends TokenSite {

  private static final String PING = "/ping";
  private static final String GET = "/secretsmanager/get";

  private final SecretsEmulator aws;
  private final AgentSettings settings;
  private final AgentConfiguration configuration;
  private final CachingReader reader;
  private final AssumedRoles roles;
  private final AtomicInteger requests = new AtomicInteger();

  /** Makes an agent that has checked its credentials and has read what it was to prefetch. */
  public AgentSite(SecretsEmulator aws, AgentSettings settings) {
    super(settings.token());
    this.aws = aws;
    this.settings = settings;
    this.configuration = settings.configuration();
    var agent = credentials();
    this.reader = reader(agent);
    this.roles = new AssumedRoles(aws, agent, configuration.maxRoles(), this::reader);
    if (configuration.validatesCredentials() && configuration.credentialsFile() == null) { // AG-9
      agent.call(new GetCallerIdentity());
    }
    prefetch(configuration.prefetching());
  }

  private ServiceClient credentials() {
    var region = configuration.region();
    var caller = region == null ? settings.caller() : settings.caller().in(region);
    var file = configuration.credentialsFile();
    return file == null ? aws.as(caller) : new FileCredentials(aws, file, caller.region());
  }

  private CachingReader reader(ServiceClient client) {
    var cache =
        new ValueCache<ValueCache.Key, GetSecretValue.Result>(
            aws.clock(), configuration.ttl(), configuration.cacheSize());
    return new CachingReader(client, cache, configuration.ignoresTransientErrors());
  }

  /** AG-11: for each role apart, and only so many that other values have room. */
  private void prefetch(Prefetching prefetching) {
    int room = (int) (configuration.cacheSize() * prefetching.cacheBufferRatio());
    var left = new HashMap<@Nullable String, Integer>();
    byRole(prefetching.secrets())
        .forEach((role, ids) -> left.put(role, prefetch(role, Math.max(room, 1), ids, List.of())));
    byRole(prefetching.tags())
        .forEach(
            (role, keys) ->
                prefetch(role, left.getOrDefault(role, Math.max(room, 1)), List.of(), keys));
  }

  private static Map<@Nullable String, List<String>> byRole(List<Item> items) {
    var byRole = new LinkedHashMap<@Nullable String, List<String>>();
    for (var item : items) {
      byRole.computeIfAbsent(item.roleArn(), role -> new ArrayList<>()).add(item.name());
    }
    return byRole;
  }

  private int prefetch(@Nullable String role, int room, List<String> ids, List<String> tags) {
    try {
      var chosen = role == null ? reader : roles.reader(role);
      return chosen.prefetchTagged(tags, chosen.prefetch(ids, room));
    } catch (AgentError refused) {
      return room; // AG-11: what can't be read is read when it is asked for
    }
  }

  @Override
  String value(HttpRequest request, URI target) throws AgentError {
    try {
      return answer(request, target, requests.incrementAndGet());
    } finally {
      requests.decrementAndGet();
    }
  }

  /** AG-2: the checks, in their order. */
  private String answer(HttpRequest request, URI target, int concurrent) throws AgentError {
    var path = target.getRawPath();
    boolean isPing = path.equals(PING);
    if (concurrent > configuration.maxConnections() + (isPing ? 2 : 0)) {
      throw new AgentError(429, "Connection limit exceeded");
    }
    if (!isPing && request.header("X-Forwarded-For") != null) {
      throw new AgentError(400, "Forwarded");
    }
    if (!isPing
        && configuration.tokenHeaders().stream().noneMatch(name -> isToken(request.header(name)))) {
      throw new AgentError(403, "Bad Token");
    }
    if (!request.method().equals("GET")) {
      throw new AgentError(405, "Not allowed");
    }
    boolean knowsRoles = settings.version() > 2;
    if (isPing) {
      return "healthy"; // AG-3
    } else if (path.equals(GET)) {
      return value(AgentQuery.ofQuery(target, knowsRoles));
    } else if (path.startsWith(configuration.pathPrefix())) {
      return value(AgentQuery.ofPath(target, configuration.pathPrefix(), knowsRoles));
    }
    throw new AgentError(404, "Not found");
  }

  private String value(AgentQuery query) throws AgentError {
    var chosen = query.roleArn() == null ? reader : roles.reader(query.roleArn());
    try {
      return AgentBody.ofAgent(chosen.read(query));
    } catch (ServiceError refused) {
      boolean isEmpty = refused.text().isEmpty();
      throw error( // AG-5: AWS's status
          isEmpty ? 500 : refused.code().httpStatus(), refused.code().wireName(), refused.text());
    } catch (ConnectionFailure lost) {
      throw switch (lost.kind()) {
        case TIMED_OUT -> error(504, "TimeoutError", "Timeout");
        case CUT -> error(502, "ConnectionError", "Read Error");
        case ANSWER_LOST -> error(502, "ConnectionError", "Response Error");
      };
    }
  }

  private AgentError error(int status, String type, String message) {
    return new AgentError(status, AgentBody.ofError(type, message, settings.version()));
  }
}

package dev.strongroom.local.internal.agent;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.ServiceClient;
import dev.strongroom.api.ServiceError;
import dev.strongroom.api.sts.GetCallerIdentity;
import dev.strongroom.fault.ConnectionFailure;
import dev.strongroom.wire.HttpRequest;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What the Secrets Manager Agent answers. */
public final class AgentSite extends TokenSite {

  private static final String PING = "/ping";
  private static final String GET = "/secretsmanager/get";
  private static final List<String> TOKEN_HEADERS = // AG-10
      List.of("X-Aws-Parameters-Secrets-Token", "X-Vault-Token");

  private final SecretsEmulator aws;
  private final AgentSettings settings;
  private final CachingReader reader;
  private final AssumedRoles roles;
  private final AtomicInteger requests = new AtomicInteger();

  /** Makes an agent that has checked its credentials and has read what it was to prefetch. */
  public AgentSite(SecretsEmulator aws, AgentSettings settings) {
    super(settings.token());
    this.aws = aws;
    this.settings = settings;
    this.reader = reader(aws.as(settings.caller()));
    this.roles = new AssumedRoles(aws, settings.caller(), settings.maxRoles(), this::reader);
    aws.as(settings.caller()).call(new GetCallerIdentity()); // AG-9: validate_credentials
    reader.prefetch(settings.prefetch());
    settings.prefetchTags().forEach(reader::prefetchTagged);
  }

  private CachingReader reader(ServiceClient client) {
    var cache =
        new ValueCache<ValueCache.Key, GetSecretValue.Result>(
            aws.clock(), settings.ttl(), settings.cacheSize());
    return new CachingReader(client, cache, settings.ignoresTransientErrors());
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
    if (concurrent > settings.maxConnections() + (isPing ? 2 : 0)) {
      throw new AgentError(429, "Connection limit exceeded");
    }
    if (!isPing && request.header("X-Forwarded-For") != null) {
      throw new AgentError(400, "Forwarded");
    }
    if (!isPing && TOKEN_HEADERS.stream().noneMatch(name -> isToken(request.header(name)))) {
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
    } else if (path.startsWith(settings.pathPrefix())) {
      return value(AgentQuery.ofPath(target, settings.pathPrefix(), knowsRoles));
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

package dev.strongroom.local.internal.agent;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.Request;
import dev.strongroom.api.ServiceError;
import dev.strongroom.fault.ConnectionFailure;
import dev.strongroom.internal.service.ssm.api.GetParameter;
import dev.strongroom.local.internal.agent.ValueCache.Key;
import dev.strongroom.wire.HttpRequest;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * What the Parameters and Secrets Lambda Extension answers. Its code is closed: what AWS neither
 * documents nor anybody has recorded is answered as the Agent does.
 */
public final class ExtensionSite extends TokenSite {

  private static final String HEADER = "X-Aws-Parameters-Secrets-Token"; // LE-1
  private static final String GET = "/secretsmanager/get";
  private static final String PARAMETERS = "/systemsmanager/parameters/get";

  /** What was asked of Parameter Store, with the selector. */
  private record ParameterKey(String name, boolean decrypted) {}

  private final SecretsEmulator aws;
  private final Caller caller;
  private final Reads secretReads;
  private final Reads parameterReads;
  private final ValueCache<Key, GetSecretValue.Result> cache;
  private final ValueCache<ParameterKey, dev.strongroom.internal.service.ssm.api.Parameter>
      parameters;
  private volatile boolean isReady;

  public ExtensionSite(
      SecretsEmulator aws,
      String token,
      Caller caller,
      ExtensionSettings settings,
      boolean isReady) {
    super(token);
    this.aws = aws;
    this.caller = caller;
    this.secretReads = new Reads(settings.secretsTimeout(), settings.maxConnections());
    this.parameterReads = new Reads(settings.parametersTimeout(), settings.maxConnections());
    this.cache = new ValueCache<>(aws.clock(), settings.secretsTtl(), settings.cacheSize());
    this.parameters = new ValueCache<>(aws.clock(), settings.parametersTtl(), settings.cacheSize());
    this.isReady = isReady;
  }

  /** Ends the init phase, as the first invocation of the function does. */
  public void ready() {
    isReady = true;
  }

  @Override
  String value(HttpRequest request, URI target) throws AgentError {
    if (!isReady) {
      throw new AgentError(400, "not ready to serve traffic, please wait"); // LE-3
    }
    if (!isToken(request.header(HEADER))) {
      throw new AgentError(401, "Unauthorized"); // LE-3, weakly remembered
    }
    if (!request.method().equals("GET")) {
      throw new AgentError(405, "Not allowed");
    }
    var path = target.getRawPath();
    if (path.equals(PARAMETERS) || path.equals(PARAMETERS + "/")) {
      return parameter(target);
    }
    if (!path.equals(GET)) {
      throw new AgentError(404, "Not found");
    }
    return value(key(target));
  }

  /** LE-1: of both selectors the first counts; LE-4: with a cache of its own. */
  private String parameter(URI target) throws AgentError {
    String name = null;
    String selector = null;
    boolean decrypted = false;
    for (var parameter : Parameter.of(target)) {
      switch (parameter.name()) {
        case "name" -> name = parameter.value();
        case "version", "label" -> selector = selector == null ? parameter.value() : selector;
        case "withDecryption" -> decrypted = parameter.value().equalsIgnoreCase("true");
        default -> {} // as the Agent's closed relative does, as far as is known
      }
    }
    if (name == null || name.isEmpty()) {
      throw new AgentError(400, "missing parameter name");
    }
    var asked = selector == null ? name : name + ":" + selector;
    var key = new ParameterKey(asked, decrypted);
    var cached = parameters.get(key);
    if (cached != null && cached.isFresh()) {
      return AgentBody.ofExtension(cached.value());
    }
    var value = parameterReads.read(new GetParameter(asked, decrypted)).parameter();
    parameters.put(key, value);
    return AgentBody.ofExtension(value);
  }

  /** LE-1: the first of both selectors counts. */
  private static Key key(URI target) throws AgentError {
    String id = null;
    Parameter selector = null;
    for (var parameter : Parameter.of(target)) {
      if (parameter.name().equals("secretId")) {
        id = parameter.value();
      } else if (selector == null && isSelector(parameter)) {
        selector = parameter;
      }
    }
    if (id == null || id.isEmpty()) {
      throw new AgentError(400, "missing parameter secretId");
    }
    return new Key(id, of(selector, "versionId"), of(selector, "versionStage"));
  }

  private static boolean isSelector(Parameter parameter) {
    return parameter.name().equals("versionId") || parameter.name().equals("versionStage");
  }

  private static @Nullable String of(@Nullable Parameter selector, String name) {
    return selector != null && selector.name().equals(name) ? selector.value() : null;
  }

  /** LE-4: for its TTL a value is answered as it was, then it is read again. */
  private String value(Key key) throws AgentError {
    var cached = cache.get(key);
    if (cached != null && cached.isFresh()) {
      return AgentBody.ofExtension(cached.value());
    }
    var request =
        GetSecretValue.of(key.secretId())
            .withVersionId(key.versionId())
            .withVersionStage(key.versionStage());
    var value = secretReads.read(request);
    cache.put(key, value);
    return AgentBody.ofExtension(value);
  }

  /** LE-4: the reads of one service, so many at a time, and none longer than its time. */
  private final class Reads {

    private final Duration timeout;
    private final Semaphore connections;

    Reads(Duration timeout, int connections) {
      this.timeout = timeout;
      this.connections = new Semaphore(connections);
    }

    <Q extends Request<R>, R extends Record> R read(Q request) throws AgentError {
      connections.acquireUninterruptibly();
      try {
        var began = aws.clock().instant();
        var answer = aws.as(caller).call(request);
        boolean isLate = aws.clock().instant().isAfter(began.plus(timeout));
        if (isLate && !timeout.isZero()) {
          throw failure();
        }
        return answer;
      } catch (ServiceError refused) { // LE-3: 400; nobody has recorded the body
        throw AgentBody.error(400, refused.code().wireName(), refused.text());
      } catch (ConnectionFailure lost) {
        throw failure();
      } finally {
        connections.release();
      }
    }

    private AgentError failure() {
      return new AgentError(500, AgentBody.ofError("InternalFailure", null, 3));
    }
  }
}

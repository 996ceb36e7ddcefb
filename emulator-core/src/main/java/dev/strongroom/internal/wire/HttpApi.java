package dev.strongroom.internal.wire;

import static java.util.stream.Collectors.joining;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.fault.ConnectionFailure;
import dev.strongroom.internal.engine.AwsService;
import dev.strongroom.internal.engine.Protocol;
import dev.strongroom.wire.HttpRequest;
import dev.strongroom.wire.HttpResponse;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An emulator as it answers HTTP requests: each service in its protocol, AWS JSON 1.1 or AWS's
 * query protocol.
 *
 * <p>The access key id with which a request is signed names the caller, and the credential scope
 * the Region (CAL-1, CAL-2); the signature itself is not looked at.
 */
public final class HttpApi {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private final AwsJson json;
  private final AwsQuery query;
  private final Callers callers;

  private HttpApi(Callers callers) {
    this.json = new AwsJson(callers.emulator(), callers);
    this.query = new AwsQuery(callers.emulator(), callers);
    this.callers = callers;
  }

  /** The emulator's own; it keeps nothing, so that there may be several. */
  public static HttpApi of(SecretsEmulator aws) {
    return new HttpApi(new Callers(aws, aws.administrator(), null, aws.administrator()));
  }

  /** The same, where one more access key id names a caller, with the context that it brings. */
  public HttpApi naming(String accessKeyId, Caller caller) {
    return new HttpApi(new Callers(callers.emulator(), callers.otherwise(), accessKeyId, caller));
  }

  /**
   * The same, where an access key id that names nobody is this caller's, in place of the default
   * administrator's (CAL-1). The Region stays that of the request.
   */
  public HttpApi withDefaultCaller(Caller caller) {
    return new HttpApi(
        new Callers(callers.emulator(), caller, callers.accessKeyId(), callers.caller()));
  }

  /**
   * Answers any request; what is wrong with it is said in the answer.
   *
   * @throws ConnectionFailure if a fault says that no answer reaches the caller
   * @throws IllegalStateException if the emulator is closed
   */
  public HttpResponse answer(HttpRequest request) {
    return AwsQuery.isSpokenBy(request) ? query.answer(request) : json.answer(request);
  }

  /**
   * Which services there are, if an unknown operation was asked of another one: named by the
   * signature or, unsigned, by the target's prefix. Null if it was asked of one of these.
   */
  static @Nullable String whichServices(HttpRequest request, List<AwsService> services) {
    var service = Credentials.of(request).service();
    if (service == null) {
      var target = Objects.requireNonNullElse(request.header("X-Amz-Target"), "");
      service = target.contains(".") ? target.substring(0, target.indexOf('.')) : "";
    }
    var asked = service;
    boolean isForeign =
        NAME.matcher(asked).matches()
            && services.stream().noneMatch(known -> isNamed(known, asked));
    return isForeign
        ? "Strongroom serves "
            + services.stream().map(AwsService::endpointPrefix).collect(joining(", "))
            + " here, not "
            + service
        : null;
  }

  private static boolean isNamed(AwsService service, String name) {
    return service.endpointPrefix().equals(name)
        || (service.protocol() instanceof Protocol.AwsJson json
            && json.targetPrefix().equals(name));
  }
}

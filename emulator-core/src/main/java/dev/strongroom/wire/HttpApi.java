package dev.strongroom.wire;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.fault.ConnectionFailure;

/**
 * An emulator as it answers HTTP requests: Secrets Manager and KMS in AWS JSON 1.1, STS in the
 * query protocol.
 *
 * <p>Who calls is told by the access key id, and the Region by the credential scope, with which the
 * request is signed (CAL-1, CAL-2); the signature itself is not looked at.
 */
public final class HttpApi {

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
    return new HttpApi(new Callers(aws, "", aws.administrator()));
  }

  /** The same, where one more access key id names a caller, with the context that it brings. */
  public HttpApi naming(String accessKeyId, Caller caller) {
    return new HttpApi(new Callers(callers.emulator(), accessKeyId, caller));
  }

  /**
   * Answers any request; what is wrong with it is told in the answer.
   *
   * @throws ConnectionFailure if a fault says that no answer reaches the caller
   * @throws IllegalStateException if the emulator is closed
   */
  public HttpResponse answer(HttpRequest request) {
    return AwsQuery.isSpokenBy(request) ? query.answer(request) : json.answer(request);
  }
}

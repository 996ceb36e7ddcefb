package dev.strongroom.wire;

import dev.strongroom.SecretsEmulator;
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

  private HttpApi(SecretsEmulator emulator) {
    this.json = new AwsJson(emulator);
    this.query = new AwsQuery(emulator);
  }

  /** The emulator's own; it keeps nothing, so that there may be several. */
  public static HttpApi of(SecretsEmulator aws) {
    return new HttpApi(aws);
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

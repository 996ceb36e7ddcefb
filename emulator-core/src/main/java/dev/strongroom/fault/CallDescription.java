package dev.strongroom.fault;

import java.util.List;

/**
 * A call, or a use of KMS within one, as far as faults tell calls apart.
 *
 * @param service the service that is called, also where Secrets Manager calls KMS for the caller
 * @param principals the caller's ARN and, of a session, its role's
 * @param secrets names and ARNs of the secrets that the request names; empty if it names none
 * @param inner whether it is one of the reads of a batch, which have no connection of their own
 */
public record CallDescription(
    Service service,
    String operation,
    String accountId,
    String region,
    List<String> principals,
    List<String> secrets,
    boolean inner) {

  /** What can be called. */
  public enum Service {
    SECRETS_MANAGER,
    KMS,
    STS
  }

  public CallDescription {
    principals = List.copyOf(principals);
    secrets = List.copyOf(secrets);
  }

  /** What the same call asks of KMS, e.g. {@code Decrypt}. */
  public CallDescription toKms(String kmsOperation) {
    return new CallDescription(
        Service.KMS, kmsOperation, accountId, region, principals, secrets, true);
  }
}

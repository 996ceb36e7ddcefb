package dev.strongroom.internal.iam;

import dev.strongroom.iam.MalformedPolicyException;
import dev.strongroom.iam.MalformedPolicyException.Reason;

/** Makes the refusals of texts that are not policy documents. */
final class Malformed {

  private Malformed() {}

  static MalformedPolicyException syntax(String message) {
    return new MalformedPolicyException(Reason.SYNTAX, message);
  }

  static MalformedPolicyException unsupportedPrincipal(String principal) {
    return new MalformedPolicyException(
        Reason.UNSUPPORTED_PRINCIPAL, "'" + principal + "' can't be a principal of a policy.");
  }

  static MalformedPolicyException invalidService(String service) {
    return new MalformedPolicyException(
        Reason.INVALID_SERVICE_PRINCIPAL, "'" + service + "' isn't the name of an AWS service.");
  }
}

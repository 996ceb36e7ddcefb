package dev.strongroom.iam;

/** The refusal of a text that is no policy document; its message never quotes a parser (POL-4). */
public final class MalformedPolicyException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /** What AWS would complain about; each reason has its own text in POL-4. */
  public enum Reason {
    SYNTAX,
    UNSUPPORTED_PRINCIPAL,
    INVALID_SERVICE_PRINCIPAL
  }

  private final Reason reason;

  private MalformedPolicyException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

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

  public Reason reason() {
    return reason;
  }
}

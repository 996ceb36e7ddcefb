package dev.strongroom.iam;

/**
 * Thrown when a text is not a valid policy document. The message names the fault and never quotes
 * the document (POL-4).
 */
public final class MalformedPolicyException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /** The fault in AWS's terms; each has its own text in an error of the service (POL-4). */
  public enum Reason {
    SYNTAX,
    UNSUPPORTED_PRINCIPAL,
    INVALID_SERVICE_PRINCIPAL
  }

  private final Reason reason;

  public MalformedPolicyException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}

package dev.strongroom.api;

import org.jspecify.annotations.Nullable;

/** A refusal by the emulated service: AWS's error name, status and text, never a secret value. */
public final class ServiceError extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final @Nullable String requestId;

  public ServiceError(ErrorCode code, String message) {
    this(code, message, null);
  }

  private ServiceError(ErrorCode code, String message, @Nullable String requestId) {
    super(message, null, false, true);
    this.code = code;
    this.requestId = requestId;
  }

  public ErrorCode code() {
    return code;
  }

  /** AWS's text, exactly. */
  public String text() {
    return String.valueOf(getMessage());
  }

  /** The id of the refused request; null until the gate has answered. */
  public @Nullable String requestId() {
    return requestId;
  }

  /** The same refusal as the answer to one request. */
  public ServiceError answering(String answeredRequestId) {
    var answer = new ServiceError(code, text(), answeredRequestId);
    answer.setStackTrace(getStackTrace());
    return answer;
  }
}

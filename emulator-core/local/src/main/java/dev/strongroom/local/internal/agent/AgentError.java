package dev.strongroom.local.internal.agent;

/** An answer that is no value. */
final class AgentError extends Exception {

  private static final long serialVersionUID = 1;

  private final int status;
  private final String body;

  AgentError(int status, String body) {
    super(body, null, false, false);
    this.status = status;
    this.body = body;
  }

  int status() {
    return status;
  }

  String body() {
    return body;
  }
}

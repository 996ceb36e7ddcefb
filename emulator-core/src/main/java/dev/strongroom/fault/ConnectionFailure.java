package dev.strongroom.fault;

/**
 * No answer reached the caller, because a fault says so. A transport makes of it what its network
 * would: an {@link java.io.IOException}, or a closed connection.
 */
public final class ConnectionFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** What became of the exchange. */
  public enum Kind {
    /** The request never reached the service: nothing happened. */
    CUT,
    /** The service did what was asked; its answer got lost. */
    ANSWER_LOST,
    /** No answer came until the caller gave up; nothing happened. */
    TIMED_OUT
  }

  private final Kind kind;

  public ConnectionFailure(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}

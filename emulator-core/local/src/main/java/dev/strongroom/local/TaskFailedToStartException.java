package dev.strongroom.local;

/** A task that does not start, and the reason that ECS gives for it. */
public final class TaskFailedToStartException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** ECS's code for why the task stopped. */
  public static final String STOP_CODE = "TaskFailedToStart"; // ECS-3

  public TaskFailedToStartException(String stoppedReason) {
    super(stoppedReason);
  }

  /** Returns ECS's {@code stoppedReason}. */
  public String stoppedReason() {
    return String.valueOf(getMessage());
  }
}

package dev.strongroom.fault;

/** A scripted failure of a rotation step. */
public record RotationFailure(When when, How how) {

  /** On which side of the step's work. */
  public enum When {
    BEFORE,
    AFTER
  }

  /** In which way. */
  public enum How {
    /** The function throws. */
    THROW,
    /** The function is still busy when its time is over. */
    TIME_OUT,
    /** The function reports success without having done the work. */
    FALSE_SUCCESS,
    /** Another value than the function's gets into the pending version. */
    WRONG_VALUE,
    /** The function did its work, but its answer is lost. */
    LOST_ANSWER
  }

  /**
   * Checks that the combination is possible.
   *
   * @throws IllegalArgumentException saying why it can't
   */
  public RotationFailure {
    if (how == How.FALSE_SUCCESS && when == When.AFTER) {
      throw new IllegalArgumentException(
          "FALSE_SUCCESS after a step's work is no failure: the work was done, so that its success is true. Use before()");
    }
    if (how == How.LOST_ANSWER && when == When.BEFORE) {
      throw new IllegalArgumentException(
          "LOST_ANSWER before a step's work can't be: without work there is no answer to be lost. Use after(), or THROW");
    }
  }
}

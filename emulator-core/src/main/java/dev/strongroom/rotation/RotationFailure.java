package dev.strongroom.rotation;

import dev.strongroom.api.RotationStep;

/**
 * A failure that a rotation step is told to have.
 *
 * @param times how many attempts at the step fail, at least one
 */
public record RotationFailure(RotationStep step, When when, How how, int times) {

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
    /** The function did its work, but nobody hears of it. */
    LOST_ANSWER
  }

  /**
   * Refuses what can't be.
   *
   * @throws IllegalArgumentException saying why it can't
   */
  public RotationFailure {
    if (how == How.FALSE_SUCCESS && when == When.AFTER) {
      throw new IllegalArgumentException(
          "FALSE_SUCCESS after "
              + step.wireName()
              + " is no failure: the work was done, so that its success is true. Use before()");
    }
    if (how == How.LOST_ANSWER && when == When.BEFORE) {
      throw new IllegalArgumentException(
          "LOST_ANSWER before "
              + step.wireName()
              + " can't be: without work there is no answer to be lost. Use after(), or THROW");
    }
    if (times < 1) {
      throw new IllegalArgumentException(
          "A step fails at least once, but was told to fail " + times + " times");
    }
  }
}

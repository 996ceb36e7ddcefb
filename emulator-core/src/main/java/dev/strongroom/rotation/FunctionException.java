package dev.strongroom.rotation;

import org.jspecify.annotations.Nullable;

/**
 * Why a rotation function that runs elsewhere failed.
 *
 * <p>The message may repeat what the function said, and with it values that the function knows; the
 * outcome does not, and is what timelines print.
 */
public final class FunctionException extends Exception {

  private static final long serialVersionUID = 1;

  private final String outcome;

  /**
   * Creates an exception.
   *
   * @param outcome what happened, in words without secret values
   * @param said what the function said of it; null if it said nothing
   */
  public FunctionException(String outcome, @Nullable String said) {
    super(said == null || said.isBlank() ? outcome : outcome + ": " + said);
    this.outcome = outcome;
  }

  /** Returns what happened, in words without secret values. */
  public String outcome() {
    return outcome;
  }
}

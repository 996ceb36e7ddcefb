package dev.strongroom.assertj;

import dev.strongroom.fault.Fault;
import org.assertj.core.api.Descriptable;
import org.assertj.core.description.Description;

/** Assertions on one scripted failure of the service. */
@SuppressWarnings("exports") // AssertJ is the application's
public final class FaultAssert implements Descriptable<FaultAssert> {

  private final Fault actual;
  private final Verdict verdict;

  FaultAssert(Fault actual, Verdict verdict) {
    this.actual = actual;
    this.verdict = verdict;
  }

  @Override
  public FaultAssert describedAs(Description description) {
    verdict.describe(description);
    return this;
  }

  /** Verifies that the fault struck exactly so many calls. */
  public FaultAssert struck(long calls) {
    if (actual.struck() != calls) {
      verdict.fail(
          "Expected that this fault struck %s, but it is:\n  %s".formatted(times(calls), actual));
    }
    return this;
  }

  /** Verifies that the fault struck no call. */
  public FaultAssert neverStruck() {
    return struck(0);
  }

  private static String times(long calls) {
    return calls == 0 ? "no call" : calls == 1 ? "1 call" : calls + " calls";
  }
}

package dev.strongroom.assertj;

import dev.strongroom.iam.Access;
import dev.strongroom.iam.Layer;
import dev.strongroom.iam.Repair;
import java.util.List;
import org.assertj.core.api.Descriptable;
import org.assertj.core.description.Description;

/**
 * Assertions on whether a call is allowed, which layer refuses it, and which policy changes repair
 * that.
 */
@SuppressWarnings("exports") // AssertJ is the application's
public final class AccessAssert implements Descriptable<AccessAssert> {

  static final String CALL = "the call";

  private final Access actual;
  private final String call;
  private final Verdict verdict;

  AccessAssert(Access actual, String call, Verdict verdict) {
    this.actual = actual;
    this.call = call;
    this.verdict = verdict;
  }

  @Override
  public AccessAssert describedAs(Description description) {
    verdict.describe(description);
    return this;
  }

  /** Verifies that permissions were evaluated and the call is allowed. */
  public AccessAssert isAllowed() {
    return require(!actual.decisions().isEmpty() && actual.allowed(), "is allowed");
  }

  /** Verifies that some layer refuses the call. */
  public AccessAssert isDenied() {
    return require(!actual.allowed(), "is denied");
  }

  /** Verifies that this layer is the first to refuse the call: the one that AWS's message names. */
  public AccessAssert deniedBy(Layer layer) {
    var refusal = actual.refusal();
    return require(refusal != null && refusal.layer() == layer, "is denied by the " + layer);
  }

  /**
   * Verifies that the call would succeed if the policies of exactly these layers, in this order,
   * were changed.
   */
  public AccessAssert isRepairedBy(Layer... layers) {
    var repaired = actual.repairs().stream().map(Repair::layer).toList();
    return require(
        !actual.allowed() && repaired.equals(List.of(layers)),
        "is denied, and repaired by changes of " + List.of(layers));
  }

  private AccessAssert require(boolean holds, String expectation) {
    if (!holds) {
      verdict.fail("Expected that %s %s, but %s".formatted(call, expectation, outcome()));
    }
    return this;
  }

  private String outcome() {
    return actual.decisions().isEmpty()
        ? "no permission was evaluated: the call needs none, or failed before."
        : (actual.allowed() ? "it is allowed:\n" : "it is denied:\n") + actual;
  }
}

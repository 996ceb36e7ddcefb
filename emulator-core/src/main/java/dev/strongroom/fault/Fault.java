package dev.strongroom.fault;

import dev.strongroom.internal.fault.CallDescription;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.Random;

/**
 * A scripted failure that was declared: what it does, to which calls, and how often it did.
 *
 * <p>Safe for use by several threads: a fault that strikes twice strikes exactly twice.
 */
public final class Fault {

  private final Faults faults;
  private final FaultMatcher matcher;
  private final FaultAction action;
  private final Random chance;
  private long selected;
  private long struck;

  Fault(Faults faults, FaultMatcher matcher, FaultAction action) {
    this.faults = faults;
    this.matcher = matcher;
    this.action = action;
    this.chance = new Random(matcher.seed());
  }

  /** A fault on disk, with how many calls it has selected and struck. */
  record Kept(FaultMatcher matcher, FaultAction action, long selected, long struck) {}

  synchronized Kept kept() {
    return new Kept(matcher, action, selected, struck);
  }

  /** Goes on from where a fault stood that was declared alike. */
  synchronized void resume(Kept kept) {
    selected = kept.selected();
    struck = kept.struck();
    if (matcher.probability() < 1) { // as many draws as it had selected
      for (long draws = selected / matcher.nth(); draws > 0; draws--) {
        chance.nextDouble();
      }
    }
  }

  /** Returns how many calls it has struck. */
  public synchronized long struck() {
    return struck;
  }

  /** Returns how many calls it strikes at most; empty if there is no limit. */
  public OptionalLong limit() {
    return matcher.limit() == 0 ? OptionalLong.empty() : OptionalLong.of(matcher.limit());
  }

  /** Returns how many more calls it may strike; empty if there is no limit. */
  public OptionalLong remaining() {
    return matcher.limit() == 0
        ? OptionalLong.empty()
        : OptionalLong.of(matcher.limit() - struck());
  }

  /**
   * Returns whether only a client with retries and time-outs of its own shows its effect:
   * throttling, delays, and answers that never come.
   */
  public boolean needsTransport() {
    return switch (matcher.scope()) {
      case SERVICE, EVERYTHING ->
          Faults.isKms(matcher.service()) // its refusals reach the caller as other errors
              ? action.isSlow()
              : action.needsTransport();
      case REPLICATION, ROTATION -> false;
    };
  }

  /** Removes the fault: it strikes no more and is no longer listed; its count stays. */
  public void remove() {
    faults.remove(this);
  }

  /** Returns text such as {@code ThrottlingException on GetSecretValue: struck 2 of 3}. */
  @Override
  public String toString() {
    return action
        + " on "
        + matcher
        + ": struck "
        + struck()
        + (matcher.limit() == 0 ? "" : " of " + matcher.limit());
  }

  FaultMatcher matcher() {
    return matcher;
  }

  FaultAction action() {
    return action;
  }

  /** Returns whether nothing gets into a Region, so that nothing can be replicated there. */
  boolean isOutageOf(String region) {
    return matcher.scope() == FaultMatcher.Scope.EVERYTHING
        && matcher.caller() == null
        && matcher.resource() == null
        && matcher.selectsRegion(region)
        && action.isOutage();
  }

  /** Returns whether it strikes this call, and counts it then. */
  boolean strikes(CallDescription call, Instant now) {
    return matcher.selectsCall(call) && matcher.selectsResource(call.resources()) && strikes(now);
  }

  /** Whether this call, one of those selected, is struck; counts it then. */
  synchronized boolean strikes(Instant now) {
    boolean exhausted = matcher.limit() != 0 && struck == matcher.limit();
    if (exhausted || !matcher.selectsTime(now)) {
      return false;
    }
    selected++;
    if (selected % matcher.nth() != 0
        || (matcher.probability() < 1 && chance.nextDouble() >= matcher.probability())) {
      return false;
    }
    struck++;
    return true;
  }
}

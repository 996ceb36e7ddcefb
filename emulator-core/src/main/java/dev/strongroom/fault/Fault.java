package dev.strongroom.fault;

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
  private final FaultMatcher aim;
  private final FaultAction effect;
  private final Random chance;
  private long selected;
  private long struck;

  Fault(Faults faults, FaultMatcher aim, FaultAction effect) {
    this.faults = faults;
    this.aim = aim;
    this.effect = effect;
    this.chance = new Random(aim.seed());
  }

  /** How many calls it struck. */
  public synchronized long struck() {
    return struck;
  }

  /** How many calls it strikes at most; empty if it has no end. */
  public OptionalLong limit() {
    return aim.limit() == 0 ? OptionalLong.empty() : OptionalLong.of(aim.limit());
  }

  /** How many more calls it may strike; empty if it has no end. */
  public OptionalLong remaining() {
    return aim.limit() == 0 ? OptionalLong.empty() : OptionalLong.of(aim.limit() - struck());
  }

  /**
   * Whether it only shows something with a client that has retries and time-outs of its own:
   * throttling, delays, and answers that never come.
   */
  public boolean needsTransport() {
    return switch (aim.scope()) {
      case SECRETS_MANAGER, EVERYTHING -> effect.needsTransport();
      case KMS ->
          effect instanceof FaultAction.Delay; // its refusals reach the caller as other errors
      case REPLICATION, ROTATION -> false;
    };
  }

  /** Strikes no more, and is listed no more; its count stays. */
  public void remove() {
    faults.remove(this);
  }

  /** As in {@code ThrottlingException on GetSecretValue: struck 2 of 3}. */
  @Override
  public String toString() {
    return effect
        + " on "
        + aim
        + ": struck "
        + struck()
        + (aim.limit() == 0 ? "" : " of " + aim.limit());
  }

  FaultMatcher aim() {
    return aim;
  }

  FaultAction effect() {
    return effect;
  }

  /** Whether nothing gets into a Region, so that nothing can be replicated there. */
  boolean isOutageOf(String region) {
    return aim.scope() == FaultMatcher.Scope.EVERYTHING
        && aim.caller() == null
        && aim.secret() == null
        && aim.selectsRegion(region)
        && effect instanceof FaultAction.NoAnswer none
        && !none.isAfterCommit();
  }

  boolean strikes(CallDescription occasion, Instant now) {
    return aim.selectsCall(occasion) && aim.selectsSecret(occasion.secrets()) && strikes(now);
  }

  /** Whether this call, one of those selected, is struck; counts it then. */
  synchronized boolean strikes(Instant now) {
    boolean exhausted = aim.limit() != 0 && struck == aim.limit();
    if (exhausted || !aim.selectsTime(now)) {
      return false;
    }
    selected++;
    if (selected % aim.nth() != 0
        || (aim.probability() < 1 && chance.nextDouble() >= aim.probability())) {
      return false;
    }
    struck++;
    return true;
  }
}

package dev.strongroom.fault;

import static dev.strongroom.api.ErrorCode.DEPENDENCY_TIMEOUT;
import static dev.strongroom.api.ErrorCode.THROTTLING;
import static dev.strongroom.fault.ConnectionFailure.Kind.ANSWER_LOST;
import static dev.strongroom.fault.ConnectionFailure.Kind.CUT;
import static dev.strongroom.fault.ConnectionFailure.Kind.TIMED_OUT;

import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.RotationStep;
import dev.strongroom.fault.FaultAction.Delay;
import dev.strongroom.fault.FaultAction.FailedReplication;
import dev.strongroom.fault.FaultAction.FailedStep;
import dev.strongroom.fault.FaultAction.NoAnswer;
import dev.strongroom.fault.FaultAction.Refusal;
import dev.strongroom.fault.FaultAction.ShortPage;
import dev.strongroom.fault.FaultAction.Staleness;
import dev.strongroom.fault.RotationFailure.How;
import dev.strongroom.fault.RotationFailure.When;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a fault is to strike: all that is said holds together. It is immutable, and declares nothing
 * until an effect is named.
 *
 * <p>Of the calls that the selectors mean, {@link #between} leaves out those of other times, {@link
 * #every} counts the rest, {@link #withProbability} draws for those that are left, and {@link
 * #first} ends it.
 *
 * @param <S> the selection's own type
 */
public abstract sealed class Selection<S extends Selection<S>> {

  final Faults faults;
  final FaultMatcher aim;

  Selection(Faults faults, FaultMatcher aim) {
    this.faults = faults;
    this.aim = aim;
  }

  abstract S to(FaultMatcher other);

  /** Secrets by name or ARN; {@code *} stands for any characters and {@code ?} for one. */
  public S secret(String nameOrArnPattern) {
    return to(aim.secret(Wildcard.of(nameOrArnPattern, "secret")));
  }

  /**
   * The Region that is called; of a replication, the Region that is replicated to; of a rotation
   * step, the secret's.
   */
  public S in(String region) {
    return to(aim.region(region));
  }

  /** {@link #in}, for Kotlin, where that is a keyword. */
  public S inRegion(String region) {
    return in(region);
  }

  /** The first so many, at least 1. */
  public S first(int times) {
    requirePositive(times, "first(...)");
    return to(aim.limit(times));
  }

  /** Each third, say: the 3rd, 6th, 9th. */
  public S every(int nth) {
    requirePositive(nth, "every(...)");
    return to(aim.nth(nth));
  }

  /** Those from one instant of the emulator's clock up to another, which is not included. */
  public S between(Instant from, Instant until) {
    if (!from.isBefore(until)) {
      throw new IllegalArgumentException(
          "A fault between %s and %s never strikes: name the earlier instant first"
              .formatted(from, until));
    }
    return to(aim.between(from, until));
  }

  /** A share of them between 0 and 1, the same ones in each run with the same seed. */
  public S withProbability(double share, long seed) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "A probability is greater than 0 and at most 1, but this one is " + share);
    }
    return to(aim.probability(share, seed));
  }

  private static void requirePositive(int number, String what) {
    if (number < 1) {
      throw new IllegalArgumentException(what + " takes at least 1, not " + number);
    }
  }

  private static void requireMillisecond(Duration duration, String what) {
    if (duration.toMillis() < 1) {
      throw new IllegalArgumentException(what + " takes at least a millisecond, not " + duration);
    }
  }

  /** Calls that arrive. */
  public static final class OfCalls extends Selection<OfCalls> {

    OfCalls(Faults faults, FaultMatcher aim) {
      super(faults, aim);
    }

    @Override
    OfCalls to(FaultMatcher other) {
      return new OfCalls(faults, other);
    }

    /**
     * The caller, by ARN; {@code *} and {@code ?} are wildcards. A role's ARN selects its sessions.
     */
    public OfCalls by(String principalArnPattern) {
      return to(aim.caller(Wildcard.of(principalArnPattern, "caller")));
    }

    /** Refuses the call before anything happened. */
    public Fault fail(ErrorCode code, String message) {
      return faults.declare(aim, new Refusal(code, message));
    }

    /** Refuses the call as AWS does when there are too many of them (QUO-3). */
    public Fault throttle() {
      return fail(THROTTLING, Buckets.RATE_EXCEEDED);
    }

    /**
     * Lets the call take so long in the emulator's time: its clock is advanced before the call is
     * served. Nobody waits.
     */
    public Fault delay(Duration duration) {
      requireMillisecond(duration, "delay(...)");
      return faults.declare(aim, new Delay(duration, false));
    }

    /** Lets the caller wait in real time, as time-outs need it that can't be told another one. */
    public Fault delayInRealTime(Duration duration) {
      requireMillisecond(duration, "delayInRealTime(...)");
      return faults.declare(aim, new Delay(duration, true));
    }

    /**
     * Does what a successful call asks for, and loses the answer. A call that is refused keeps its
     * answer.
     */
    public Fault loseAnswer() {
      return faults.declare(aim, new NoAnswer(ANSWER_LOST, "lost answer"));
    }

    /** Closes the connection before anything happened. */
    public Fault cutConnection() {
      return faults.declare(aim, new NoAnswer(CUT, "cut connection"));
    }

    /** Lets the caller wait in vain: nothing happens, and no answer ever comes. */
    public Fault timeOut() {
      return faults.declare(aim, new NoAnswer(TIMED_OUT, "time-out"));
    }

    /** Lets no call through: each connection is cut. */
    public Fault down() {
      return faults.declare(aim, new NoAnswer(CUT, "outage"));
    }

    /**
     * Hides each write from the first so many reads of its secret after it: eventual consistency.
     *
     * <p>Such a read (GetSecretValue, DescribeSecret, ListSecretVersionIds, BatchGetSecretValue,
     * ListSecrets) sees the secret as it was before the write, policy included, be it that it did
     * not exist. Writes made before this was declared are seen.
     */
    public Fault staleReads(int reads) {
      requirePositive(reads, "staleReads(...)");
      requireOneOf(Staleness.OPERATIONS, "is no read of a secret that could be stale");
      return faults.declare(aim, new Staleness(null, reads));
    }

    /** Hides each write for so long from all reads of its secret: see {@link #staleReads(int)}. */
    public Fault staleReads(Duration lag) {
      requireMillisecond(lag, "staleReads(...)");
      requireOneOf(Staleness.OPERATIONS, "is no read of a secret that could be stale");
      return faults.declare(aim, new Staleness(lag, 0));
    }

    /**
     * Lets list operations answer at most so many entries a page, with a NextToken while there are
     * more.
     */
    public Fault shortPages(int entries) {
      requirePositive(entries, "shortPages(...)");
      requireOneOf(ShortPage.OPERATIONS, "has no pages");
      return faults.declare(aim, new ShortPage(entries));
    }

    /**
     * Lets list operations answer a page without entries; its NextToken leads to the page that was
     * asked for.
     */
    public Fault emptyPages() {
      requireOneOf(ShortPage.OPERATIONS, "has no pages");
      return faults.declare(aim, new ShortPage(0));
    }

    private void requireOneOf(Set<String> operations, String otherwise) {
      var operation = aim.operation();
      if (operation != null && !operations.contains(operation)) {
        throw new IllegalArgumentException(
            "%s %s; this fault is for %s"
                .formatted(operation, otherwise, new TreeSet<>(operations)));
      }
    }
  }

  /**
   * Calls of KMS, and what Secrets Manager asks of KMS for its callers: there Secrets Manager
   * answers with its own failure, as for a key that can't be used (KMS-8). With a secret named, it
   * is the latter only.
   */
  public static final class OfKms extends Selection<OfKms> {

    OfKms(Faults faults, FaultMatcher aim) {
      super(faults, aim);
    }

    @Override
    OfKms to(FaultMatcher other) {
      return new OfKms(faults, other);
    }

    /**
     * One operation of KMS; Secrets Manager uses {@code GenerateDataKey}, {@code Decrypt} and
     * {@code Encrypt} (KMS-2).
     *
     * @throws IllegalArgumentException naming the nearest ones if there is no such operation
     */
    public OfKms on(String operation) {
      Names.require(operation, faults.kmsOperations, "KMS");
      return to(aim.operation(operation));
    }

    /** The caller, by ARN: see {@link OfCalls#by}. */
    public OfKms by(String principalArnPattern) {
      return to(aim.caller(Wildcard.of(principalArnPattern, "caller")));
    }

    /** Lets KMS refuse. */
    public Fault fail(ErrorCode code, String message) {
      return faults.declare(aim, new Refusal(code, message));
    }

    /** Lets KMS refuse as it does when there are too many calls. */
    public Fault throttle() {
      return fail(
          THROTTLING,
          "You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.");
    }

    /**
     * Lets KMS take so long in the emulator's time. Where Secrets Manager asks it, the call that it
     * serves is answered so much later: its clock is advanced when the call is done, with the
     * instants that it had. Nobody waits.
     */
    public Fault delay(Duration duration) {
      requireMillisecond(duration, "delay(...)");
      return faults.declare(aim, new Delay(duration, false));
    }

    /**
     * Lets the caller wait in real time: see {@link #delay}. Who gives up meanwhile doesn't undo
     * what the call has done.
     */
    public Fault delayInRealTime(Duration duration) {
      requireMillisecond(duration, "delayInRealTime(...)");
      return faults.declare(aim, new Delay(duration, true));
    }

    /** Lets KMS do nothing in time. */
    public Fault down() {
      return fail(DEPENDENCY_TIMEOUT, "The system timed out while trying to fulfill the request.");
    }
  }

  /**
   * Steps of rotations, each attempt at one counted; the test rotations of RotateImmediately=false
   * are rotations too.
   */
  public static final class OfRotations extends Selection<OfRotations> {

    OfRotations(Faults faults, FaultMatcher aim) {
      super(faults, aim);
    }

    @Override
    OfRotations to(FaultMatcher other) {
      return new OfRotations(faults, other);
    }

    /** One step. */
    public OfRotations at(RotationStep step) {
      return to(aim.operation(step.wireName()));
    }

    /** Lets the function throw before it has done anything. */
    public Fault before() {
      return before(How.THROW);
    }

    /**
     * Lets the function fail in this way before it has done anything.
     *
     * @throws IllegalArgumentException if that can't be
     */
    public Fault before(How how) {
      return faults.declare(aim, new FailedStep(new RotationFailure(When.BEFORE, how)));
    }

    /** Lets the function throw when it has done its work. */
    public Fault after() {
      return after(How.THROW);
    }

    /**
     * Lets the function fail in this way when it has done its work.
     *
     * @throws IllegalArgumentException if that can't be
     */
    public Fault after(How how) {
      return faults.declare(aim, new FailedStep(new RotationFailure(When.AFTER, how)));
    }

    /** Lets the step take so long in the emulator's time before the function does anything. */
    public Fault delay(Duration duration) {
      requireMillisecond(duration, "delay(...)");
      return faults.declare(aim, new Delay(duration, false));
    }
  }

  /** Replications from a primary secret to another Region. */
  public static final class OfReplications extends Selection<OfReplications> {

    OfReplications(Faults faults, FaultMatcher aim) {
      super(faults, aim);
    }

    @Override
    OfReplications to(FaultMatcher other) {
      return new OfReplications(faults, other);
    }

    /** Lets the replication fail; the replica's status tells the message. */
    public Fault fail(String message) {
      return faults.declare(aim, new FailedReplication(message));
    }
  }
}

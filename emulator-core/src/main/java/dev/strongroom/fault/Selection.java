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
import dev.strongroom.internal.fault.OperationNames;
import dev.strongroom.internal.fault.ServiceOperations;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Selects what a fault strikes; all selectors hold together. It is immutable, and declares nothing
 * until an action is named.
 *
 * <p>Of the calls that the selectors mean, {@link #between} leaves out those of other times, {@link
 * #every} counts the rest, {@link #withProbability} draws for those that are left, and {@link
 * #first} ends it.
 *
 * @param <S> the selection's own type
 */
public abstract sealed class Selection<S extends Selection<S>> {

  static final String RATE_EXCEEDED = "Rate exceeded"; // QUO-3

  final Faults faults;
  final FaultMatcher matcher;

  Selection(Faults faults, FaultMatcher matcher) {
    this.faults = faults;
    this.matcher = matcher;
  }

  abstract S to(FaultMatcher other);

  /** Secrets by name or ARN; {@code *} stands for any characters and {@code ?} for one. */
  public S secret(String nameOrArnPattern) {
    return to(matcher.resource(Wildcard.of(nameOrArnPattern, "secret")));
  }

  /**
   * The Region that is called; of a replication, the Region that is replicated to; of a rotation
   * step, the secret's.
   */
  public S in(String region) {
    return to(matcher.region(region));
  }

  /** {@link #in}, for Kotlin, where that is a keyword. */
  public S inRegion(String region) {
    return in(region);
  }

  /** Selects the first calls only, at least 1. */
  public S first(int times) {
    requirePositive(times, "first(...)");
    return to(matcher.limit(times));
  }

  /** Selects each nth call: of {@code every(3)}, the 3rd, 6th, 9th. */
  public S every(int nth) {
    requirePositive(nth, "every(...)");
    return to(matcher.nth(nth));
  }

  /**
   * Selects calls from one instant of the emulator's clock up to another, which is not included.
   */
  public S between(Instant from, Instant until) {
    if (!from.isBefore(until)) {
      throw new IllegalArgumentException(
          "A fault between %s and %s never strikes: name the earlier instant first"
              .formatted(from, until));
    }
    return to(matcher.between(from, until));
  }

  /** Selects a share of the calls between 0 and 1, the same ones in each run with the same seed. */
  public S withProbability(double share, long seed) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "A probability is greater than 0 and at most 1, but this one is " + share);
    }
    return to(matcher.probability(share, seed));
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

    OfCalls(Faults faults, FaultMatcher matcher) {
      super(faults, matcher);
    }

    @Override
    OfCalls to(FaultMatcher other) {
      return new OfCalls(faults, other);
    }

    /**
     * Selects one operation of the service.
     *
     * @throws IllegalArgumentException naming the nearest ones if there is no such operation
     */
    public OfCalls on(String operation) {
      if (matcher.scope() != FaultMatcher.Scope.SERVICE) {
        throw new IllegalArgumentException(
            "'%s' is an operation of one service: begin with service(...), not with region(...)"
                .formatted(operation));
      }
      var known = faults.operations(matcher.service());
      OperationNames.require(operation, known.operations(), known.displayName());
      return to(matcher.operation(operation));
    }

    /**
     * The caller, by ARN; {@code *} and {@code ?} are wildcards. A role's ARN selects its sessions.
     */
    public OfCalls by(String principalArnPattern) {
      return to(matcher.caller(Wildcard.of(principalArnPattern, "caller")));
    }

    /** Refuses the call before anything happened. */
    public Fault fail(ErrorCode code, String message) {
      return faults.declare(matcher, new Refusal(code, message));
    }

    /** Refuses the call as AWS does when there are too many of them (QUO-3). */
    public Fault throttle() {
      return fail(THROTTLING, RATE_EXCEEDED);
    }

    /**
     * Makes the call take this long in the emulator's time: its clock is advanced before the call
     * is served. No thread waits.
     */
    public Fault delay(Duration duration) {
      requireMillisecond(duration, "delay(...)");
      return faults.declare(matcher, new Delay(duration, false));
    }

    /** Makes the caller wait in real time, for time-outs that run on no other clock. */
    public Fault delayInRealTime(Duration duration) {
      requireMillisecond(duration, "delayInRealTime(...)");
      return faults.declare(matcher, new Delay(duration, true));
    }

    /**
     * Carries a successful call out, and loses the answer. A call that is refused keeps its answer.
     */
    public Fault loseAnswer() {
      return faults.declare(matcher, new NoAnswer(ANSWER_LOST, "lost answer"));
    }

    /** Closes the connection before anything happened. */
    public Fault cutConnection() {
      return faults.declare(matcher, new NoAnswer(CUT, "cut connection"));
    }

    /** Makes the call time out: nothing happens, and no answer ever comes. */
    public Fault timeOut() {
      return faults.declare(matcher, new NoAnswer(TIMED_OUT, "time-out"));
    }

    /** Cuts every connection. */
    public Fault down() {
      return faults.declare(matcher, new NoAnswer(CUT, "outage"));
    }

    /**
     * Hides each write from this many reads of its secret after it: eventual consistency.
     *
     * <p>Such a read (GetSecretValue, DescribeSecret, ListSecretVersionIds, BatchGetSecretValue,
     * ListSecrets) sees the secret as it was before the write, policy included, or that it did not
     * exist. Writes made before this was declared are seen.
     */
    public Fault staleReads(int reads) {
      requirePositive(reads, "staleReads(...)");
      requireOneOf(ServiceOperations::staleReadable, "is no read of a secret that could be stale");
      return faults.declare(matcher, new Staleness(null, reads));
    }

    /**
     * Hides each write for this long from all reads of its secret: see {@link #staleReads(int)}.
     */
    public Fault staleReads(Duration lag) {
      requireMillisecond(lag, "staleReads(...)");
      requireOneOf(ServiceOperations::staleReadable, "is no read of a secret that could be stale");
      return faults.declare(matcher, new Staleness(lag, 0));
    }

    /**
     * Limits the pages of list operations to this many entries, with a NextToken while there are
     * more.
     */
    public Fault shortPages(int entries) {
      requirePositive(entries, "shortPages(...)");
      requireOneOf(ServiceOperations::paged, "has no pages");
      return faults.declare(matcher, new ShortPage(entries));
    }

    /**
     * Makes list operations answer a page without entries; its NextToken leads to the page that was
     * asked for.
     */
    public Fault emptyPages() {
      requireOneOf(ServiceOperations::paged, "has no pages");
      return faults.declare(matcher, new ShortPage(0));
    }

    private void requireOneOf(
        Function<ServiceOperations, Set<String>> operations, String otherwise) {
      var operation = matcher.operation();
      if (operation == null) {
        return;
      }
      var possible = operations.apply(faults.operations(matcher.service()));
      if (!possible.contains(operation)) {
        throw new IllegalArgumentException(
            "%s %s; this fault is for %s".formatted(operation, otherwise, new TreeSet<>(possible)));
      }
    }
  }

  /**
   * Calls of KMS, and what Secrets Manager asks of KMS for its callers: there Secrets Manager
   * answers with its own failure, as for a key that can't be used (KMS-8). With a secret named, it
   * is the latter only.
   */
  public static final class OfKms extends Selection<OfKms> {

    OfKms(Faults faults, FaultMatcher matcher) {
      super(faults, matcher);
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
      OperationNames.require(operation, faults.operations(matcher.service()).operations(), "KMS");
      return to(matcher.operation(operation));
    }

    /** The caller, by ARN: see {@link OfCalls#by}. */
    public OfKms by(String principalArnPattern) {
      return to(matcher.caller(Wildcard.of(principalArnPattern, "caller")));
    }

    /** Makes KMS refuse. */
    public Fault fail(ErrorCode code, String message) {
      return faults.declare(matcher, new Refusal(code, message));
    }

    /** Makes KMS refuse as it does when there are too many calls. */
    public Fault throttle() {
      return fail(
          THROTTLING,
          "You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.");
    }

    /**
     * Makes KMS take this long in the emulator's time. Where Secrets Manager calls it, the call
     * that Secrets Manager serves is answered that much later: the clock is advanced when the call
     * is done, and the call keeps the instants that it had. No thread waits.
     */
    public Fault delay(Duration duration) {
      requireMillisecond(duration, "delay(...)");
      return faults.declare(matcher, new Delay(duration, false));
    }

    /**
     * Makes the caller wait in real time: see {@link #delay}. A caller that gives up meanwhile does
     * not undo what the call has done.
     */
    public Fault delayInRealTime(Duration duration) {
      requireMillisecond(duration, "delayInRealTime(...)");
      return faults.declare(matcher, new Delay(duration, true));
    }

    /** Makes KMS time out. */
    public Fault down() {
      return fail(DEPENDENCY_TIMEOUT, "The system timed out while trying to fulfill the request.");
    }
  }

  /**
   * Steps of rotations, each attempt at one counted; the test rotations of RotateImmediately=false
   * are rotations too.
   */
  public static final class OfRotations extends Selection<OfRotations> {

    OfRotations(Faults faults, FaultMatcher matcher) {
      super(faults, matcher);
    }

    @Override
    OfRotations to(FaultMatcher other) {
      return new OfRotations(faults, other);
    }

    /** One step. */
    public OfRotations at(RotationStep step) {
      return to(matcher.operation(step.wireName()));
    }

    /** Makes the function throw before it has done anything. */
    public Fault before() {
      return before(How.THROW);
    }

    /**
     * Makes the function fail in this way before it has done anything.
     *
     * @throws IllegalArgumentException if that can't be
     */
    public Fault before(How how) {
      return faults.declare(matcher, new FailedStep(new RotationFailure(When.BEFORE, how)));
    }

    /** Makes the function throw when it has done its work. */
    public Fault after() {
      return after(How.THROW);
    }

    /**
     * Makes the function fail in this way when it has done its work.
     *
     * @throws IllegalArgumentException if that can't be
     */
    public Fault after(How how) {
      return faults.declare(matcher, new FailedStep(new RotationFailure(When.AFTER, how)));
    }

    /** Makes the step take this long in the emulator's time before the function does anything. */
    public Fault delay(Duration duration) {
      requireMillisecond(duration, "delay(...)");
      return faults.declare(matcher, new Delay(duration, false));
    }
  }

  /** Replications from a primary secret to another Region. */
  public static final class OfReplications extends Selection<OfReplications> {

    OfReplications(Faults faults, FaultMatcher matcher) {
      super(faults, matcher);
    }

    @Override
    OfReplications to(FaultMatcher other) {
      return new OfReplications(faults, other);
    }

    /** Makes the replication fail; the replica's status shows the message. */
    public Fault fail(String message) {
      return faults.declare(matcher, new FailedReplication(message));
    }
  }
}

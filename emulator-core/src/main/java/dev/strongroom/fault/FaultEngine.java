package dev.strongroom.fault;

import static dev.strongroom.api.ErrorCode.THROTTLING;
import static dev.strongroom.fault.CallDescription.Service.SECRETS_MANAGER;

import dev.strongroom.api.RotationStep;
import dev.strongroom.api.ServiceError;
import dev.strongroom.fault.FaultAction.Delay;
import dev.strongroom.fault.FaultAction.FailedReplication;
import dev.strongroom.fault.FaultAction.FailedStep;
import dev.strongroom.fault.FaultAction.NoAnswer;
import dev.strongroom.fault.FaultAction.Refusal;
import dev.strongroom.fault.FaultAction.ShortPage;
import dev.strongroom.fault.FaultAction.Staleness;
import dev.strongroom.fault.FaultMatcher.Scope;
import dev.strongroom.time.VirtualClock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The service's side of faults and quotas: it asks here, at each named moment of a call, what
 * strikes. A test has {@link Faults}.
 *
 * @param <S> one secret's state, which stale reads bring back
 */
public final class FaultEngine<S> {

  /** A secret that was written, be it that there was none of that name before or is none after. */
  public record Written(String accountId, String region, String name) {}

  /** A write that some reads don't see. */
  private static final class Hidden<S> {
    final Optional<S> before;
    final Instant until;
    int reads;

    Hidden(Optional<S> before, Instant until, int reads) {
      this.before = before;
      this.until = until;
      this.reads = reads;
    }

    boolean isOver(Instant now) {
      return reads == 0 && !now.isBefore(until);
    }

    void wasRead() {
      reads = Math.max(0, reads - 1);
    }
  }

  private final VirtualClock clock;
  private final Quotas quotas;
  private final Buckets buckets;
  private final Faults faults;
  private volatile boolean emptiedPages;
  private final Map<Fault, Map<Written, ArrayDeque<Hidden<S>>>> hidden = new HashMap<>();

  /**
   * @param operations of Secrets Manager that can be called
   * @param kmsOperations of KMS that can be called
   */
  public FaultEngine(
      VirtualClock clock, Quotas quotas, Set<String> operations, Set<String> kmsOperations) {
    this.clock = clock;
    this.quotas = quotas;
    this.buckets = new Buckets(quotas);
    this.faults = new Faults(operations, kmsOperations, quotas.isOn());
  }

  public Faults faults() {
    return faults;
  }

  public Quotas quotas() {
    return quotas;
  }

  /** Whether nothing can strike, so that nobody need ask: one volatile read. */
  public boolean isIdle() {
    return faults.all().isEmpty() && buckets.isOff();
  }

  /**
   * Before the call: throttles it, lets it take its time, refuses it, or cuts it off.
   *
   * @throws ServiceError if it is refused
   * @throws ConnectionFailure if no answer reaches the caller
   */
  public void beforeTheCall(CallDescription call) {
    if (!buckets.isOff()
        && call.service() == SECRETS_MANAGER
        && !call.inner()
        && !buckets.admit(call.accountId(), call.region(), call.operation(), clock.instant())) {
      throw THROTTLING.error(Buckets.RATE_EXCEEDED);
    }
    for (var fault : faults.all()) {
      var effect = fault.effect();
      if (effect instanceof Refusal refusal && strikes(fault, call)) {
        throw refusal.error();
      }
      if (call.inner()) {
        continue; // it has no connection of its own that could be slow or break
      }
      if (effect instanceof Delay delay && strikes(fault, call)) {
        letPass(delay, fault);
      } else if (effect instanceof NoAnswer none && !none.isAfterCommit() && strikes(fault, call)) {
        throw failure(none, call, fault);
      }
    }
  }

  /**
   * After the commit: the answer may get lost.
   *
   * @throws ConnectionFailure if it does
   */
  public void afterTheCommit(CallDescription call) {
    if (call.inner()) {
      return;
    }
    for (var fault : faults.all()) {
      if (fault.effect() instanceof NoAnswer none && none.isAfterCommit() && strikes(fault, call)) {
        throw failure(none, call, fault);
      }
    }
  }

  /**
   * On the way to KMS, where Secrets Manager asks for the caller: what KMS answers instead.
   *
   * @param slow takes the delays that strike, for {@link #whenKmsWasSlow}: a write holds a lock
   *     here
   */
  public @Nullable ServiceError onTheWayToKms(CallDescription use, Consumer<Fault> slow) {
    for (var fault : faults.all()) {
      if (fault.aim().scope() != Scope.KMS) {
        continue; // a Region's faults struck the call already
      }
      if (fault.effect() instanceof Refusal refusal && strikes(fault, use)) {
        return refusal.error();
      }
      if (fault.effect() instanceof Delay && strikes(fault, use)) {
        slow.accept(fault);
      }
    }
    return null;
  }

  /**
   * When the call is done, answered or refused: lets the time pass that KMS took for it.
   *
   * @throws ConnectionFailure if the caller gives up meanwhile
   */
  public void whenKmsWasSlow(List<Fault> delays) {
    for (var fault : delays) {
      if (fault.effect() instanceof Delay delay) {
        letPass(delay, fault);
      }
    }
  }

  private void letPass(Delay delay, Fault fault) {
    if (delay.isReal()) {
      RealDelay.of(delay.duration(), fault);
    } else {
      clock.advance(delay.duration());
    }
  }

  /** During replication: why it fails; null if it doesn't. */
  public @Nullable String duringReplication(
      String secretName, String secretArn, String fromRegion, String toRegion) {
    for (var fault : faults.all()) {
      var aim = fault.aim();
      if (fault.effect() instanceof FailedReplication failure
          && aim.selectsRegion(toRegion)
          && aim.selectsSecret(List.of(secretName, secretArn))
          && fault.strikes(clock.instant())) {
        return failure.message();
      }
      if (fault.isOutageOf(toRegion) && fault.strikes(clock.instant())) {
        return "Region %s can't be reached from %s".formatted(toRegion, fromRegion);
      }
    }
    return null;
  }

  /** At a rotation step: lets it take its time, and tells how it fails; null if it doesn't. */
  public @Nullable RotationFailure atRotationStep(
      RotationStep step, String secretName, String secretArn, String region) {
    for (var fault : faults.all()) {
      var aim = fault.aim();
      if (aim.scope() == Scope.ROTATION
          && (aim.operation() == null || aim.operation().equals(step.wireName()))
          && aim.selectsRegion(region)
          && aim.selectsSecret(List.of(secretName, secretArn))
          && fault.strikes(clock.instant())) {
        if (fault.effect() instanceof FailedStep failed) {
          return failed.failure();
        }
        if (fault.effect() instanceof Delay delay) {
          clock.advance(delay.duration());
        }
      }
    }
    return null;
  }

  /**
   * How many entries a page has at most; null if nothing makes it shorter, 0 for an empty one.
   *
   * @param followsEmpty whether the page before was an empty one, so that this one is not
   */
  public @Nullable Integer pageOf(CallDescription list, boolean followsEmpty) {
    for (var fault : faults.all()) {
      if (fault.effect() instanceof ShortPage page
          && !(followsEmpty && page.entries() == 0)
          && strikes(fault, list)) {
        emptiedPages |= page.entries() == 0;
        return page.entries();
      }
    }
    return null;
  }

  /** Whether there are tokens about that follow an empty page, also when its fault is removed. */
  public boolean hasEmptiedPages() {
    return emptiedPages;
  }

  /** Notes what a write is about to hide from reads that are to be stale. */
  public synchronized void written(Written secret, String arn, @Nullable S before) {
    var now = clock.instant();
    hidden.keySet().retainAll(faults.all());
    for (var fault : faults.all()) {
      if (fault.effect() instanceof Staleness staleness
          && fault.aim().selectsRegion(secret.region())
          && fault.aim().selectsSecret(List.of(secret.name(), arn))) {
        var lag = staleness.lag();
        var write =
            new Hidden<>(
                Optional.ofNullable(before),
                lag == null ? Instant.MIN : now.plus(lag),
                staleness.reads());
        var writes =
            hidden
                .computeIfAbsent(fault, first -> new HashMap<>())
                .computeIfAbsent(secret, first -> new ArrayDeque<>());
        writes.removeIf(earlier -> earlier.isOver(now));
        var last = writes.peekLast();
        if (last == null || last.reads != write.reads || !last.until.equals(write.until)) {
          writes.add(write); // else both show at the same time, and what was before the first
        }
      }
    }
  }

  /**
   * The secrets that a read sees as they were before writes that are hidden from it; absent ones
   * did not exist.
   *
   * @param isRead which secrets it reads
   */
  public synchronized Map<Written, Optional<S>> past(
      CallDescription read, Predicate<Written> isRead) {
    var past = new LinkedHashMap<Written, Optional<S>>();
    for (var fault : faults.all()) {
      if (fault.effect() instanceof Staleness && Staleness.OPERATIONS.contains(read.operation())) {
        past(fault, read, isRead).forEach(past::putIfAbsent);
      }
    }
    return past;
  }

  private Map<Written, Optional<S>> past(
      Fault fault, CallDescription read, Predicate<Written> isRead) {
    var now = clock.instant();
    var past = new LinkedHashMap<Written, Optional<S>>();
    if (!fault.aim().selectsCall(read)) {
      return past;
    }
    var unseen = new LinkedHashMap<>(hidden.getOrDefault(fault, Map.of()));
    unseen.keySet().removeIf(isRead.negate());
    unseen.values().forEach(writes -> writes.removeIf(write -> write.isOver(now)));
    unseen.values().removeIf(ArrayDeque::isEmpty);
    if (!unseen.isEmpty() && fault.strikes(now)) {
      unseen.forEach((secret, writes) -> past.put(secret, writes.getFirst().before));
      unseen.values().forEach(writes -> writes.forEach(Hidden::wasRead));
    }
    return past;
  }

  /** Lets every read see every write again, since the state was exchanged as a whole. */
  public synchronized void forgetThePast() {
    hidden.clear();
  }

  private boolean strikes(Fault fault, CallDescription occasion) {
    return fault.strikes(occasion, clock.instant());
  }

  private static ConnectionFailure failure(NoAnswer effect, CallDescription call, Fault fault) {
    var what =
        switch (effect.kind()) {
          case CUT -> "The connection was cut before %s was served";
          case ANSWER_LOST -> "%s was carried out, but its answer was lost";
          case TIMED_OUT -> "No answer to %s came in time";
        };
    return new ConnectionFailure(
        effect.kind(), what.formatted(call.operation()) + " (a fault: " + fault + ")");
  }
}

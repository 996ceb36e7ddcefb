package dev.strongroom.fault;

import dev.strongroom.api.RotationStep;
import dev.strongroom.api.ServiceError;
import dev.strongroom.fault.FaultMatcher.Scope;
import dev.strongroom.internal.codec.Representation;
import dev.strongroom.internal.fault.CallDescription;
import dev.strongroom.internal.fault.FaultEngine;
import dev.strongroom.internal.fault.ServiceOperations;
import dev.strongroom.time.VirtualClock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The faults of one emulator at work: of several, the one declared first strikes first. */
final class DeclaredFaults<S> implements FaultEngine<S> {

  private record Kept(List<Fault.Kept> faults) {}

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
  private final Faults faults;
  private final Map<Fault, Map<Written, ArrayDeque<Hidden<S>>>> hidden = new HashMap<>();

  DeclaredFaults(VirtualClock clock, Supplier<List<ServiceOperations>> services, boolean quotas) {
    this.clock = clock;
    this.faults = new Faults(services, quotas);
  }

  @Override
  public Faults faults() {
    return faults;
  }

  @Override
  public @Nullable String whyNotDirect() {
    return faults.whyNotDirect();
  }

  @Override
  public Record kept() {
    return new Kept(faults.all().stream().map(Fault::kept).toList());
  }

  @Override
  public List<Representation<?, ?>> representations() {
    return List.of(Wildcard.REPRESENTATION);
  }

  @Override
  public void restore(Record kept) {
    ((Kept) kept).faults().forEach(faults::restore);
  }

  @Override
  public boolean isIdle() {
    return faults.all().isEmpty();
  }

  @Override
  public void beforeCall(CallDescription call) {
    for (var fault : faults.all()) {
      if (fault.action().actsBefore(call) && fault.strikes(call, clock.instant())) {
        fault.action().before(call, fault, clock);
      }
    }
  }

  @Override
  public void afterCommit(CallDescription call) {
    for (var fault : faults.all()) {
      if (fault.action().actsAfterCommit() && fault.strikes(call, clock.instant())) {
        fault.action().afterCommit(call, fault);
      }
    }
  }

  @Override
  public @Nullable ServiceError beforeForwarded(CallDescription call, Consumer<Fault> slow) {
    for (var fault : faults.all()) {
      boolean ofService = fault.matcher().scope() == Scope.SERVICE; // a Region's struck already
      if (ofService
          && fault.action().actsBeforeForwarded()
          && fault.strikes(call, clock.instant())) {
        var refusal = fault.action().beforeForwarded(fault, slow);
        if (refusal != null) {
          return refusal;
        }
      }
    }
    return null;
  }

  @Override
  public void passTime(List<Fault> delays) {
    delays.forEach(fault -> fault.action().passTime(fault, clock));
  }

  @Override
  public @Nullable String duringReplication(
      String secretName, String secretArn, String fromRegion, String toRegion) {
    for (var fault : faults.all()) {
      var matcher = fault.matcher();
      var failure = fault.action().replicationFailure();
      if (failure != null
          && matcher.selectsRegion(toRegion)
          && matcher.selectsResource(List.of(secretName, secretArn))
          && fault.strikes(clock.instant())) {
        return failure;
      }
      if (fault.isOutageOf(toRegion) && fault.strikes(clock.instant())) {
        return "Region %s can't be reached from %s".formatted(toRegion, fromRegion);
      }
    }
    return null;
  }

  @Override
  public @Nullable RotationFailure atRotationStep(
      RotationStep step, String secretName, String secretArn, String region) {
    for (var fault : faults.all()) {
      var matcher = fault.matcher();
      if (matcher.scope() == Scope.ROTATION
          && (matcher.operation() == null || matcher.operation().equals(step.wireName()))
          && matcher.selectsRegion(region)
          && matcher.selectsResource(List.of(secretName, secretArn))
          && fault.strikes(clock.instant())) {
        var failure = fault.action().atStep(clock);
        if (failure != null) {
          return failure;
        }
      }
    }
    return null;
  }

  @Override
  public @Nullable Integer pageOf(CallDescription list, boolean followsEmpty) {
    for (var fault : faults.all()) {
      var entries = fault.action().pageSize();
      if (entries != null
          && !(followsEmpty && entries == 0)
          && fault.strikes(list, clock.instant())) {
        return entries;
      }
    }
    return null;
  }

  @Override
  public synchronized void written(Written resource, List<String> names, @Nullable S before) {
    var now = clock.instant();
    hidden.keySet().retainAll(faults.all());
    for (var fault : faults.all()) {
      var staleness = fault.action().staleness();
      if (staleness != null
          && fault.matcher().selectsService(resource.service())
          && fault.matcher().selectsRegion(resource.region())
          && fault.matcher().selectsResource(names)) {
        var lag = staleness.lag();
        var write =
            new Hidden<>(
                Optional.ofNullable(before),
                lag == null ? Instant.MIN : now.plus(lag),
                staleness.reads());
        var writes =
            hidden
                .computeIfAbsent(fault, first -> new HashMap<>())
                .computeIfAbsent(resource, first -> new ArrayDeque<>());
        writes.removeIf(earlier -> earlier.isOver(now));
        var last = writes.peekLast();
        if (last == null || last.reads != write.reads || !last.until.equals(write.until)) {
          writes.add(write); // else both show at the same time, and what was before the first
        }
      }
    }
  }

  @Override
  public synchronized Map<Written, Optional<S>> past(
      CallDescription read, Predicate<Written> isRead) {
    var past = new LinkedHashMap<Written, Optional<S>>();
    for (var fault : faults.all()) {
      if (fault.action().staleness() != null) {
        past(fault, read, isRead).forEach(past::putIfAbsent);
      }
    }
    return past;
  }

  private Map<Written, Optional<S>> past(
      Fault fault, CallDescription read, Predicate<Written> isRead) {
    var now = clock.instant();
    var past = new LinkedHashMap<Written, Optional<S>>();
    if (!fault.matcher().selectsCall(read)) {
      return past;
    }
    var unseen = new LinkedHashMap<>(hidden.getOrDefault(fault, Map.of()));
    unseen.keySet().removeIf(isRead.negate());
    unseen.values().forEach(writes -> writes.removeIf(write -> write.isOver(now)));
    unseen.values().removeIf(ArrayDeque::isEmpty);
    if (!unseen.isEmpty() && fault.strikes(now)) {
      unseen.forEach((resource, writes) -> past.put(resource, writes.getFirst().before));
      unseen.values().forEach(writes -> writes.forEach(Hidden::wasRead));
    }
    return past;
  }

  @Override
  public synchronized void forgetThePast() {
    hidden.clear();
  }
}

package dev.strongroom.internal.engine;

import dev.strongroom.internal.service.secretsmanager.Secret;
import dev.strongroom.time.Schedule;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes the steps of rotations when they are due, on the thread that lets time pass, without a lock
 * while a function runs: a state machine whose state is part of each secret.
 *
 * <p>A secret's steps are taken by one thread at a time. A thread that is inside a step takes no
 * other: what becomes due then is done when the step is over.
 */
final class RotationScheduler implements Schedule {

  /** A secret of that name, whether or not there is one at present. */
  record Key(AccountRegion place, String name) {}

  private final Engine gate;
  private final Replicator replicator;
  private final RotationRunner steps;
  private final boolean asynchronous;
  private final Map<Key, Thread> claims = new ConcurrentHashMap<>();
  private final ThreadLocal<Boolean> busy = ThreadLocal.withInitial(() -> false);

  /**
   * @param asynchronous whether a rotation that has just begun waits until time passes
   */
  RotationScheduler(
      Engine gate, Replicator replicator, RotationRunner steps, boolean asynchronous) {
    this.gate = gate;
    this.replicator = replicator;
    this.steps = steps;
    this.asynchronous = asynchronous;
  }

  @Override
  public @Nullable Instant next() {
    if (busy.get()) {
      return null;
    }
    var world = gate.current();
    var expiry = world.nextExpiry();
    var step = candidate(world);
    var due = step == null ? null : step.due();
    return Stream.of(
            Optional.ofNullable(expiry),
            Optional.ofNullable(due),
            Optional.ofNullable(replicator.next(world)))
        .flatMap(Optional::stream)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  @Override
  public void runDue() {
    if (busy.get() || gate.isLocked()) {
      return;
    }
    gate.settle();
    busy.set(true);
    try {
      for (var key = claim(); key != null; key = claim()) {
        while (steps.take(key)) {
          gate.deliver();
        }
        claims.remove(key);
      }
    } finally {
      busy.remove();
      claims.values().remove(Thread.currentThread());
      gate.deliver();
    }
  }

  /** Keeps a rotation that this thread has just begun from being taken up by another. */
  void claim(Key key) {
    if (!asynchronous && !busy.get()) {
      claims.putIfAbsent(key, Thread.currentThread());
    }
  }

  /** Takes up the rotation that this thread has claimed, if any, and all else that is due. */
  void runClaimed() {
    if (claims.containsValue(Thread.currentThread())) {
      runDue();
    }
  }

  private @Nullable Key claim() {
    return gate.locked(
        () -> {
          var own =
              claims.entrySet().stream()
                  .filter(claim -> claim.getValue() == Thread.currentThread())
                  .findAny();
          if (own.isPresent()) {
            return own.get().getKey();
          }
          var secret = candidate(gate.current());
          if (secret == null || gate.clock().instant().isBefore(secret.due())) {
            return null;
          }
          var key = key(secret);
          claims.put(key, Thread.currentThread());
          return key;
        });
  }

  /** The secret that is due first, but for those that another thread is busy with. */
  private @Nullable Secret candidate(EmulatorState world) {
    return world.places().values().stream()
        .flatMap(secrets -> secrets.inOrderOfDue().filter(this::isFree).limit(1))
        .min(
            Comparator.comparing(Secret::due, Comparator.nullsLast(Comparator.naturalOrder()))
                .thenComparing(secret -> secret.arn().toString()))
        .orElse(null);
  }

  private boolean isFree(Secret secret) {
    var owner = claims.get(key(secret));
    return owner == null || owner == Thread.currentThread();
  }

  private static Key key(Secret secret) {
    return new Key(
        new AccountRegion(secret.arn().accountId(), secret.arn().region()), secret.name());
  }

  /** Sets a paused rotation going again. */
  void resume(Key key) {
    steps.unpause(key);
    runDue();
  }
}

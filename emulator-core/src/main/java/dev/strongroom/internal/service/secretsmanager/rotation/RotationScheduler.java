package dev.strongroom.internal.service.secretsmanager.rotation;

import static dev.strongroom.internal.service.secretsmanager.SecretsManager.SECRETS;

import dev.strongroom.internal.engine.AccountRegion;
import dev.strongroom.internal.engine.EmulatorState;
import dev.strongroom.internal.engine.Engine;
import dev.strongroom.internal.engine.RegionState.Due;
import dev.strongroom.internal.service.secretsmanager.Secret;
import dev.strongroom.internal.service.secretsmanager.SecretsManager;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Takes the steps of rotations when they are due, on the thread that makes time pass, without a
 * lock while a function runs: a state machine whose state is part of each secret.
 *
 * <p>A secret's steps are taken by one thread at a time. A thread that is inside a step takes no
 * other: what becomes due then is done when the step is over.
 */
final class RotationScheduler {

  /** A secret of that name, whether or not there is one at present. */
  record Key(AccountRegion region, String name) {}

  private final Engine engine;
  private final RotationRunner steps;
  private final boolean asynchronous;
  private final Map<Key, Thread> claims = new ConcurrentHashMap<>();
  private final ThreadLocal<Boolean> busy = ThreadLocal.withInitial(() -> false);

  /**
   * @param asynchronous whether a rotation that has just begun waits until time passes
   */
  RotationScheduler(Engine engine, RotationRunner steps, boolean asynchronous) {
    this.engine = engine;
    this.steps = steps;
    this.asynchronous = asynchronous;
  }

  /** Returns when the next step is due; null if none is that this thread may take. */
  @Nullable Instant nextStep(EmulatorState state) {
    var step = candidate(state);
    return step == null ? null : step.due();
  }

  boolean isInUserCode() {
    return busy.get();
  }

  /** Takes all steps that are due. */
  void runSteps() {
    busy.set(true);
    try {
      for (var key = claim(); key != null; key = claim()) {
        while (steps.take(key)) {
          engine.deliver();
        }
        claims.remove(key);
      }
    } finally {
      busy.remove();
      claims.values().remove(Thread.currentThread());
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
      engine.runDue();
    }
  }

  private @Nullable Key claim() {
    return engine.locked(
        () -> {
          var own =
              claims.entrySet().stream()
                  .filter(claim -> claim.getValue() == Thread.currentThread())
                  .findAny();
          if (own.isPresent()) {
            return own.get().getKey();
          }
          var secret = candidate(engine.current());
          if (secret == null || engine.clock().instant().isBefore(secret.due())) {
            return null;
          }
          var key = key(secret);
          claims.put(key, Thread.currentThread());
          return key;
        });
  }

  /** The secret that is due first, of those that no other thread is busy with. */
  private @Nullable Secret candidate(EmulatorState state) {
    Secret first = null;
    for (var region : state.dueIn(SECRETS, Due.STEP)) {
      var secrets = state.in(SECRETS, region);
      if (first != null && Objects.requireNonNull(secrets.due(Due.STEP)).isAfter(first.due())) {
        break;
      }
      var secret = secrets.inOrderOfDue().filter(this::isFree).findFirst().orElse(null);
      if (first == null || (secret != null && sooner().compare(secret, first) < 0)) {
        first = secret;
      }
    }
    return first;
  }

  private static Comparator<Secret> sooner() {
    return Comparator.comparing(Secret::due, Comparator.nullsLast(Comparator.naturalOrder()))
        .thenComparing(secret -> secret.arn().toString());
  }

  private boolean isFree(Secret secret) {
    var owner = claims.get(key(secret));
    return owner == null || owner == Thread.currentThread();
  }

  static Key key(Secret secret) {
    return new Key(SecretsManager.region(secret), secret.name());
  }

  /** Sets a paused rotation going again. */
  void resume(Key key) {
    steps.unpause(key);
    engine.runDue();
  }
}

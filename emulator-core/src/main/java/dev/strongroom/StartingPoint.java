package dev.strongroom;

import dev.strongroom.internal.Baseline;
import dev.strongroom.internal.engine.EmulatorState;
import dev.strongroom.internal.time.EmulatorClock;
import dev.strongroom.rotation.LambdaFunction;
import dev.strongroom.seed.FaultSeed;
import dev.strongroom.seed.Seed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one emulator is set back to. */
record StartingPoint(
    SecretsEmulator emulator,
    EmulatorState stored,
    EmulatorClock.Mark clock,
    Map<String, LambdaFunction> functions,
    Map<String, Duration> replicationLags,
    List<FaultSeed> faults)
    implements Baseline {

  @Override
  public void restore() {
    putInto(emulator);
  }

  private void putInto(SecretsEmulator target) {
    target.engine().clock().rewind(clock); // first: what is due later must not happen in between
    target.restore(new Snapshot(stored));
    target.functions().replace(functions);
    target.secretsManager().replicator().replaceLags(replicationLags);
    target.faults().removeAll();
    target.seededFaults().replace(faults);
  }

  /** Returns where the clock of a new emulator stands. */
  static EmulatorClock.Mark beginning(@Nullable Instant frozenAt) {
    return (frozenAt == null ? EmulatorClock.ticking() : EmulatorClock.frozenAt(frozenAt)).mark();
  }

  /** Returns the start of an emulator that holds nothing but what a seed puts in. */
  StartingPoint emptied(Seed seed) {
    var empty =
        new StartingPoint(
            emulator, EmulatorState.EMPTY, clock, functions, replicationLags, List.of());
    try (var copy = emulator.fork()) {
      empty.putInto(copy);
      copy.seed(withArnsOfNow(seed));
      return copy.startingPoint(emulator, clock);
    }
  }

  @Override
  public Baseline reseeded(Seed earlier, Seed later, boolean prune) {
    try (var copy = emulator.fork()) {
      putInto(copy);
      copy.reseed(withArnsOfNow(earlier), withArnsOfNow(later), prune);
      return copy.startingPoint(emulator, clock);
    }
  }

  private Seed withArnsOfNow(Seed seed) {
    return seed.withoutImmediateRotations()
        .changing(
            secret -> {
              var suffix = emulator.arnSuffix(secret, seed);
              return suffix == null ? secret : secret.arnSuffix(suffix);
            });
  }
}

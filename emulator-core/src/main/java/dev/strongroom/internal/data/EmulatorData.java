package dev.strongroom.internal.data;

import static java.lang.System.Logger.Level.WARNING;

import dev.strongroom.internal.engine.EmulatorState;
import dev.strongroom.internal.engine.Engine;
import dev.strongroom.internal.engine.Journal;
import dev.strongroom.internal.engine.StateSlot;
import dev.strongroom.internal.time.EmulatorClock;
import dev.strongroom.internal.time.Ids;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The data of one emulator on disk: read when it is built, written with each of its changes. What
 * nobody waits for, such as the audit, is written twice a second.
 */
public final class EmulatorData implements Journal, AutoCloseable {

  private static final System.Logger LOG = System.getLogger("dev.strongroom.data");
  private static final Duration BEHIND = Duration.ofMillis(500);

  private final EntryStore store;
  private final StateEntries states;
  private final EngineEntries engines = new EngineEntries();
  private final EmulatorState state;
  private final EngineEntries.@Nullable Clock clock;
  private final EngineEntries.@Nullable KeptIds ids;
  private @Nullable SortedMap<String, StoredEntry> entries; // until an engine has them
  private @Nullable Engine engine;

  private EmulatorData(EntryStore store, List<StateSlot<?>> slots) {
    this.store = store;
    this.states = new StateEntries(slots);
    var reading = states.new Reading(store.name());
    var read = new TreeMap<String, StoredEntry>();
    store.read(
        (key, entry) -> {
          if (reading.take(key, entry)) {
            engines.readAudit(read, store.name()); // which comes before the state
          } else {
            read.put(key, entry);
          }
        });
    engines.readAudit(read, store.name());
    this.entries = read;
    this.state = reading.end();
    this.clock = EngineEntries.clock(read, store.name());
    this.ids = EngineEntries.ids(read, store.name());
  }

  /**
   * Reads what is in a store; it is closed if that can't be done.
   *
   * @throws DamagedDataException if something in it can't be read
   */
  public static EmulatorData open(EntryStore store, List<StateSlot<?>> slots) {
    try {
      return new EmulatorData(store, slots);
    } catch (RuntimeException | Error failure) {
      store.close();
      throw failure;
    }
  }

  /** Writes a state into an empty store. */
  public static void write(EmulatorState state, EntryStore store, List<StateSlot<?>> slots) {
    var changes = new LinkedHashMap<String, @Nullable Entry>();
    new StateEntries(slots).differences(EmulatorState.EMPTY, state, changes);
    store.write(changes);
  }

  /** Returns the state in a store. */
  public static EmulatorState read(EntryStore store, List<StateSlot<?>> slots) {
    var reading = new StateEntries(slots).new Reading(store.name());
    store.read(reading::take);
    return reading.end();
  }

  /** Returns whether nothing was ever kept here. */
  public boolean isNew() {
    return ids == null;
  }

  public EmulatorState state() {
    return state;
  }

  /**
   * Returns the clock as it went on while the emulator was stopped: a ticking one ran, a frozen one
   * stood still.
   *
   * @param frozenAt where a new clock stands still; null if it ticks
   * @throws IllegalArgumentException if a clock is to be frozen that ticks
   */
  public EmulatorClock clock(@Nullable Instant frozenAt) {
    if (clock == null) {
      return frozenAt == null ? EmulatorClock.ticking() : EmulatorClock.frozenAt(frozenAt);
    }
    if (clock.pace().ticking() && frozenAt != null) {
      throw new IllegalArgumentException(
          "The clock of the data in %s ticks, so that it can't be frozen at %s: leave that out, or use another directory"
              .formatted(store.name(), frozenAt));
    }
    var resumed = EmulatorClock.ticking();
    resumed.rewind(clock.pace());
    if (resumed.instant().isBefore(clock.latest())) { // the system's time was set back
      resumed.advanceTo(clock.latest());
    }
    return resumed;
  }

  /**
   * Returns the IDs that go on from where they stood.
   *
   * @throws IllegalArgumentException if another random seed is given than the data were made with
   */
  public Ids ids(@Nullable Long randomSeed) {
    if (ids == null) {
      return randomSeed == null ? Ids.random() : Ids.seeded(randomSeed);
    }
    if (randomSeed != null && !randomSeed.equals(ids.seed())) {
      throw new IllegalArgumentException(
          "The data in %s were made with %s: leave the random seed %d out, or use another directory"
              .formatted(
                  store.name(),
                  ids.seed() == null ? "random IDs" : "the random seed " + ids.seed(),
                  randomSeed));
    }
    var seed = ids.seed() == null ? OptionalLong.empty() : OptionalLong.of(ids.seed());
    return Ids.resumed(seed, ids.positions(), ids.pageKey().bytes());
  }

  /** Gives an engine its faults and audit back, and keeps its changes from now on. */
  public void attach(Engine newEngine) {
    var read = entries;
    if (read != null) {
      engines.restore(newEngine, read, store.name());
      entries = null;
    }
    engine = newEngine;
    newEngine.keepIn(this);
  }

  /** Begins to write behind. */
  public void begin() {
    store.every(BEHIND, this::flush);
  }

  @Override
  public void commit(EmulatorState before, EmulatorState after) {
    var changes = new TreeMap<String, @Nullable Entry>();
    states.differences(before, after, changes);
    write(engines::withWrite, changes);
  }

  @Override
  public void clockMoved() {
    write(engines::clock, new TreeMap<>());
  }

  /** Writes what was written behind, and what reads and time have changed. */
  private void flush() {
    var running = engine;
    if (running == null) {
      return;
    }
    try {
      running.flush();
      engines.prepare(running);
      write(engines::behind, new TreeMap<>());
    } catch (UncheckedIOException | DamagedDataException failure) {
      LOG.log(WARNING, "The audit can''t be kept now: {0}", failure.getMessage());
    }
  }

  /**
   * Writes changes, and what goes with them as it is now: of two writes the later has later IDs.
   */
  private synchronized void write(
      BiConsumer<Engine, Map<String, @Nullable Entry>> beside,
      Map<String, @Nullable Entry> changes) {
    beside.accept(Objects.requireNonNull(engine, "attached"), changes);
    if (!changes.isEmpty()) {
      store.write(changes);
      engines.written(changes);
    }
  }

  @Override
  public void close() {
    flush();
    store.close();
  }

  /** Closes the store without another write. */
  public void abandon() {
    store.close();
  }
}

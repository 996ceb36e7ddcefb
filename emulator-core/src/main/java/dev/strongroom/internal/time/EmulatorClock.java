package dev.strongroom.internal.time;

import dev.strongroom.time.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The clock of an emulator, which runs the work that is due when it is advanced. */
public final class EmulatorClock implements VirtualClock {

  private static final Instant END = Instant.ofEpochMilli(253_402_300_799_999L); // the year 9999

  private final AtomicReference<Mark> pace;
  private final AtomicLong latestMillis;
  private volatile @Nullable Schedule schedule;

  /**
   * Where a clock stood.
   *
   * @param offsetMillis of a ticking clock, how far it had been advanced; else its instant
   */
  public record Mark(boolean ticking, long offsetMillis) {

    private Mark plus(long millis) {
      return new Mark(ticking, offsetMillis + millis);
    }
  }

  private EmulatorClock(Mark pace, long latestMillis) {
    this.pace = new AtomicReference<>(pace);
    this.latestMillis = new AtomicLong(latestMillis);
  }

  /** Returns a clock that shows the system's time until it is advanced, and ticks on from there. */
  public static EmulatorClock ticking() {
    return new EmulatorClock(new Mark(true, 0), Long.MIN_VALUE);
  }

  /** Returns a clock that stands still and moves only when it is advanced. */
  public static EmulatorClock frozenAt(Instant instant) {
    return new EmulatorClock(new Mark(false, instant.toEpochMilli()), Long.MIN_VALUE);
  }

  /** Returns an independent clock that goes on from what this one shows. */
  public EmulatorClock fork() {
    return new EmulatorClock(pace(), latestMillis.get());
  }

  @Override
  public Instant instant() {
    var mark = pace();
    long millis =
        mark.ticking() ? System.currentTimeMillis() + mark.offsetMillis() : mark.offsetMillis();
    long latest = latestMillis.get();
    return Instant.ofEpochMilli(
        millis <= latest ? latest : latestMillis.accumulateAndGet(millis, Math::max));
  }

  private Mark pace() {
    return Objects.requireNonNull(pace.get());
  }

  private void add(long millis) {
    pace.updateAndGet(mark -> mark.plus(millis));
  }

  /** Makes the clock stand still where it is. */
  public void freeze() {
    long now = instant().toEpochMilli();
    pace.updateAndGet(mark -> mark.ticking() ? new Mark(false, now) : mark);
    moved();
  }

  /** Makes the clock go on from where it stands. */
  public void tick() {
    pace.updateAndGet(
        mark ->
            mark.ticking()
                ? mark
                : new Mark(true, mark.offsetMillis() - System.currentTimeMillis()));
    moved();
  }

  /** Runs a schedule's work whenever the clock is advanced, in place of an earlier one's. */
  public void drives(Schedule next) {
    schedule = next;
  }

  @Override
  public void advance(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException(
          "The clock never goes back, but was asked to advance by " + by);
    }
    if (by.compareTo(Duration.between(instant(), END)) > 0) {
      throw new IllegalArgumentException(
          "The clock ends with the year 9999, but was asked to advance by " + by);
    }
    long remaining = by.toMillis();
    var work = schedule;
    if (work != null) {
      work.runDue();
      Instant undone = null; // what is still due after its time, nothing here can do
      for (var next = work.next(); next != null && !next.equals(undone); next = work.next()) {
        long gap = Math.max(0, Duration.between(instant(), next).toMillis());
        if (gap > remaining) {
          break;
        }
        add(gap);
        remaining -= gap;
        work.runDue();
        undone = next;
      }
    }
    add(remaining);
    moved();
  }

  @Override
  public void advanceTo(Instant instant) {
    var now = instant();
    if (instant.isBefore(now)) {
      throw new IllegalArgumentException(
          "The clock shows " + now + " and never goes back, not even to " + instant);
    }
    if (instant.isAfter(END)) {
      throw new IllegalArgumentException(
          "The clock ends with the year 9999, but was asked to advance to " + instant);
    }
    var work = schedule;
    if (work != null) {
      work.runDue();
      Instant undone = null;
      for (var next = work.next();
          next != null && !next.equals(undone) && !next.isAfter(instant);
          next = work.next()) {
        moveTo(next);
        work.runDue();
        undone = next;
      }
    }
    moveTo(instant);
    moved();
  }

  private void moved() {
    var work = schedule;
    if (work != null) {
      work.moved();
    }
  }

  /** Moves the clock on to an instant, unless it is there or beyond already. */
  private void moveTo(Instant instant) {
    long millis = instant.toEpochMilli();
    pace.updateAndGet(
        mark -> {
          long offset = mark.ticking() ? millis - System.currentTimeMillis() : millis;
          return new Mark(mark.ticking(), Math.max(mark.offsetMillis(), offset));
        });
  }

  /** Returns where the clock stands. */
  public Mark mark() {
    return pace();
  }

  /**
   * Sets the clock back to where it stood, a ticking one to the system's time plus what it had been
   * advanced by then. Only for an emulator that is restored to what it was at that time.
   */
  public void rewind(Mark mark) {
    pace.set(mark);
    latestMillis.set(Long.MIN_VALUE);
    moved();
  }

  /**
   * Runs the schedule's work when it falls due as time passes by itself, on a daemon thread, until
   * the result is closed.
   */
  public AutoCloseable runInBackground() {
    var background = new Background(this);
    background.start();
    return background;
  }

  @Nullable Schedule schedule() {
    return schedule;
  }

  @Override
  public boolean isTicking() {
    return pace().ticking();
  }

  @Override
  public String toString() {
    return (isTicking() ? "ticking at " : "frozen at ") + instant();
  }
}

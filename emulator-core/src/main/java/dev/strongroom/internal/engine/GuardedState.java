package dev.strongroom.internal.engine;

import static java.lang.System.Logger.Level.WARNING;

import java.io.UncheckedIOException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The state of one emulator, the lock that writers take, and the journal that keeps what they
 * change. Everybody but the writer whose turn it is sees the state as it was before that turn.
 */
final class GuardedState {

  private final ReentrantLock writing = new ReentrantLock();
  private final ConcurrentLinkedQueue<UnaryOperator<EmulatorState>> touches =
      new ConcurrentLinkedQueue<>();
  private volatile EmulatorState state; // what everybody sees
  private EmulatorState working; // what the writer whose turn it is has made of it
  private EmulatorState kept; // what the journal knows; only by a writer
  private volatile Journal journal = Journal.NONE;

  GuardedState(EmulatorState state) {
    this.state = state;
    this.working = state;
    this.kept = state;
  }

  Journal journal() {
    return journal;
  }

  void keepIn(Journal other) {
    journal = other;
  }

  /** Returns the state as it is; to the writer whose turn it is, as that one has made it so far. */
  EmulatorState current() {
    return isWriting() ? working : state;
  }

  /** Returns the state with the changes of reads that no writer has applied yet. */
  EmulatorState touched() {
    var seen = current();
    for (var touch : touches) {
      seen = touch.apply(seen);
    }
    return seen;
  }

  boolean isTouched() {
    return !touches.isEmpty();
  }

  boolean isWriting() {
    return writing.isHeldByCurrentThread();
  }

  /** Changes the state; by a writer. */
  void replace(EmulatorState next) {
    working = next;
  }

  /** Makes the change of a read: now if nobody writes, else when that writer's turn is over. */
  void touch(UnaryOperator<EmulatorState> touch) {
    touches.add(touch);
    if (writing.tryLock()) {
      unlock();
    }
  }

  /**
   * Applies the changes of reads; by a writer. They stay in the queue for those who don't see this
   * turn's changes yet: to apply one twice changes nothing.
   *
   * @return how many there are
   */
  int applyTouches() {
    int applied = 0;
    for (var touch : touches) {
      working = touch.apply(working);
      applied++;
    }
    return applied;
  }

  /**
   * Makes a change that the journal keeps before it takes effect, unless it is part of a larger
   * one.
   *
   * @throws UncheckedIOException if the journal can't keep it: then it does not happen
   */
  void change(UnaryOperator<EmulatorState> change) {
    var before = working;
    working = change.apply(before);
    try {
      keep();
    } catch (UncheckedIOException failure) {
      working = before;
      throw failure;
    }
  }

  /** Makes the change of a call; what can't be kept, the call's service refuses. */
  void change(EmulatorState next, AwsService service) {
    try {
      change(before -> next);
    } catch (UncheckedIOException failure) {
      throw service.internalError().error("The change can't be kept: " + failure.getMessage());
    }
  }

  /** Has the journal keep what was changed, unless this is part of a larger change. */
  @SuppressWarnings("ReferenceEquality") // a state that was not replaced has not changed
  void keep() {
    if (writing.getHoldCount() == 1 && working != kept) {
      journal.commit(kept, working);
      kept = working;
    }
  }

  /** Has the journal keep what was changed; what it can't keep now, it keeps with the next. */
  void keepSoon() {
    applyTouches();
    try {
      keep();
    } catch (UncheckedIOException failure) {
      System.getLogger("dev.strongroom.data") // a static one would load a logging system at start
          .log(WARNING, "What time has changed can't be kept: {0}", failure.getMessage());
    }
  }

  /** Runs something as one turn of a writer; what it changes takes effect at its end. */
  <T extends @Nullable Object> T inTurn(Supplier<T> work) {
    writing.lock();
    try {
      return work.get();
    } finally {
      unlock();
    }
  }

  private void unlock() {
    if (writing.getHoldCount() == 1) {
      int applied = applyTouches();
      state = working;
      for (; applied > 0; applied--) {
        touches.poll();
      }
    }
    writing.unlock();
  }
}

package dev.strongroom.fault;

import static dev.strongroom.api.ErrorCode.THROTTLING;

import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.ServiceError;
import dev.strongroom.internal.fault.CallDescription;
import dev.strongroom.time.VirtualClock;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a fault does where it strikes: each action acts at its own moments of a call, and does
 * nothing at the others.
 */
sealed interface FaultAction {

  /** Returns whether it only shows something with a client that retries and times out. */
  default boolean needsTransport() {
    return false;
  }

  /** Returns whether it acts before a call. */
  default boolean actsBefore(CallDescription call) {
    return false;
  }

  /**
   * Acts before a call.
   *
   * @throws ServiceError if the call is refused
   * @throws ConnectionFailure if no answer reaches the caller
   */
  default void before(CallDescription call, Fault fault, VirtualClock clock) {}

  /** Returns whether it acts before a call that another service makes for the caller. */
  default boolean actsBeforeForwarded() {
    return false;
  }

  /** Acts before such a call: returns what refuses it; null if nothing does. */
  default @Nullable ServiceError beforeForwarded(Fault fault, Consumer<Fault> slow) {
    return null;
  }

  /** Returns whether it acts when a call has taken effect. */
  default boolean actsAfterCommit() {
    return false;
  }

  /**
   * Acts when a call has taken effect.
   *
   * @throws ConnectionFailure if the answer gets lost
   */
  default void afterCommit(CallDescription call, Fault fault) {}

  /** Returns whether it takes time. */
  default boolean isSlow() {
    return false;
  }

  /** Returns whether nothing gets through. */
  default boolean isOutage() {
    return false;
  }

  /** Returns how many entries it leaves on a page; null if it leaves pages alone. */
  default @Nullable Integer pageSize() {
    return null;
  }

  /** Returns how it hides writes from reads; null if it does not. */
  default @Nullable Staleness staleness() {
    return null;
  }

  /** Returns why it makes a replication fail; null if it does not. */
  default @Nullable String replicationFailure() {
    return null;
  }

  /** Acts at a rotation step: returns how the step fails; null if it does not. */
  default @Nullable RotationFailure atStep(VirtualClock clock) {
    return null;
  }

  /** Makes the time pass that it takes. */
  default void passTime(Fault fault, VirtualClock clock) {}

  /** Before the call, or on the way to another service: the service refuses. */
  record Refusal(ErrorCode code, String message) implements FaultAction {

    @Override
    public boolean actsBefore(CallDescription call) {
      return true;
    }

    @Override
    public void before(CallDescription call, Fault fault, VirtualClock clock) {
      throw code.error(message);
    }

    @Override
    public boolean actsBeforeForwarded() {
      return true;
    }

    @Override
    public ServiceError beforeForwarded(Fault fault, Consumer<Fault> slow) {
      return code.error(message);
    }

    @Override
    public boolean needsTransport() {
      return code == THROTTLING;
    }

    @Override
    public String toString() {
      return code.wireName();
    }
  }

  /** Before the call: it takes its time, in the emulator's time or in real time. */
  record Delay(Duration duration, boolean isReal) implements FaultAction {

    @Override
    public boolean actsBefore(CallDescription call) {
      return !call.inner(); // an inner call has no connection of its own that could be slow
    }

    @Override
    public void before(CallDescription call, Fault fault, VirtualClock clock) {
      passTime(fault, clock);
    }

    @Override
    public boolean actsBeforeForwarded() {
      return true;
    }

    @Override
    public @Nullable ServiceError beforeForwarded(Fault fault, Consumer<Fault> slow) {
      slow.accept(fault);
      return null;
    }

    @Override
    public boolean isSlow() {
      return true;
    }

    @Override
    public @Nullable RotationFailure atStep(VirtualClock clock) {
      clock.advance(duration);
      return null;
    }

    @Override
    public void passTime(Fault fault, VirtualClock clock) {
      if (isReal) {
        RealDelay.of(duration, fault);
      } else {
        clock.advance(duration);
      }
    }

    @Override
    public boolean needsTransport() {
      return true;
    }

    @Override
    public String toString() {
      return (isReal ? "real delay of " : "delay of ") + duration;
    }
  }

  /** Before the call, or after the commit: no answer reaches the caller. */
  record NoAnswer(ConnectionFailure.Kind kind, String name) implements FaultAction {

    @Override
    public boolean actsBefore(CallDescription call) {
      return !call.inner() && !actsAfterCommit();
    }

    @Override
    public void before(CallDescription call, Fault fault, VirtualClock clock) {
      throw failure(call, fault);
    }

    @Override
    public boolean actsAfterCommit() {
      return kind == ConnectionFailure.Kind.ANSWER_LOST;
    }

    @Override
    public void afterCommit(CallDescription call, Fault fault) {
      throw failure(call, fault);
    }

    @Override
    public boolean isOutage() {
      return !actsAfterCommit();
    }

    private ConnectionFailure failure(CallDescription call, Fault fault) {
      var what =
          switch (kind) {
            case CUT -> "The connection was cut before %s was served";
            case ANSWER_LOST -> "%s was carried out, but its answer was lost";
            case TIMED_OUT -> "No answer to %s came in time";
          };
      return new ConnectionFailure(
          kind, what.formatted(call.operation()) + " (a fault: " + fault + ")");
    }

    @Override
    public boolean needsTransport() {
      return true;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * A read does not see writes yet, for some time or for some reads.
   *
   * @param lag null where reads are counted
   */
  record Staleness(@Nullable Duration lag, int reads) implements FaultAction {
    @Override
    public Staleness staleness() {
      return this;
    }

    @Override
    public String toString() {
      return lag == null ? "stale reads (" + reads + " a write)" : "stale reads for " + lag;
    }
  }

  /**
   * A list operation answers less than there is.
   *
   * @param entries on a page; none at all if 0
   */
  record ShortPage(int entries) implements FaultAction {
    @Override
    public Integer pageSize() {
      return entries;
    }

    @Override
    public String toString() {
      return entries == 0 ? "empty pages" : "pages of " + entries;
    }
  }

  /** A rotation step fails. */
  record FailedStep(RotationFailure failure) implements FaultAction {
    @Override
    public RotationFailure atStep(VirtualClock clock) {
      return failure;
    }

    @Override
    public String toString() {
      return failure.how() + " " + failure.when().name().toLowerCase(Locale.ROOT) + " its work";
    }
  }

  /** A replication fails, and the primary shows the message. */
  record FailedReplication(String message) implements FaultAction {
    @Override
    public String replicationFailure() {
      return message;
    }

    @Override
    public String toString() {
      return "failure";
    }
  }
}

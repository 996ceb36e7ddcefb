package dev.strongroom.fault;

import static dev.strongroom.api.ErrorCode.THROTTLING;

import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.ServiceError;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a fault does where it strikes. */
sealed interface FaultAction {

  /** Whether it only shows something with a client that retries and times out. */
  default boolean needsTransport() {
    return false;
  }

  /** Before the call, or on the way to KMS: the service refuses. */
  record Refusal(ErrorCode code, String message) implements FaultAction {
    ServiceError error() {
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

  /** Before the call: it takes its time, the emulator's or everybody's. */
  record Delay(Duration duration, boolean isReal) implements FaultAction {
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
    public boolean needsTransport() {
      return true;
    }

    boolean isAfterCommit() {
      return kind == ConnectionFailure.Kind.ANSWER_LOST;
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

    static final Set<String> OPERATIONS =
        Set.of(
            "GetSecretValue",
            "DescribeSecret",
            "ListSecretVersionIds",
            "BatchGetSecretValue",
            "ListSecrets");

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

    static final Set<String> OPERATIONS =
        Set.of("ListSecrets", "ListSecretVersionIds", "BatchGetSecretValue");

    @Override
    public String toString() {
      return entries == 0 ? "empty pages" : "pages of " + entries;
    }
  }

  /** A rotation step fails. */
  record FailedStep(RotationFailure failure) implements FaultAction {
    @Override
    public String toString() {
      return failure.how() + " " + failure.when().name().toLowerCase(Locale.ROOT) + " its work";
    }
  }

  /** A replication fails, and the primary tells so. */
  record FailedReplication(String message) implements FaultAction {
    @Override
    public String toString() {
      return "failure";
    }
  }
}

package dev.strongroom.assertj;

import static java.util.stream.Collectors.joining;

import dev.strongroom.IamEntity;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.ErrorCode;
import dev.strongroom.audit.AuditLog;
import dev.strongroom.audit.Counters;
import dev.strongroom.junit.internal.leak.Redaction;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.assertj.core.annotation.CheckReturnValue;
import org.assertj.core.api.Descriptable;
import org.assertj.core.description.Description;

/**
 * Assertions on how often an operation was called or a service event happened. Methods such as
 * {@link #by} and {@link #failed} select calls; those such as {@link #times} verify their number.
 *
 * <p>The audit keeps a limited number of records; calls that it has dropped are counted too.
 */
@SuppressWarnings("exports") // AssertJ is the application's
public final class CallsAssert implements Descriptable<CallsAssert> {

  private static final int PRINTED = 20;

  /** What is recorded but can't have a fault: service events, and calls of STS. */
  private static final Pattern NO_AIM_OF_FAULTS =
      Pattern.compile(
          "(Test)?Rotation(Started|Succeeded|Failed|Abandoned)"
              + "|(Start|Cancel|End)SecretVersionDelete"
              + "|AssumeRole|GetCallerIdentity");

  private final SecretsEmulatorAssert emulator;
  private final AuditLog all;
  private final AuditLog log;
  private final Counters counters;
  private final String operation;
  private final String conditions;
  private final Verdict verdict;

  private CallsAssert(
      SecretsEmulatorAssert emulator,
      AuditLog all,
      AuditLog log,
      Counters counters,
      String operation,
      String conditions,
      Verdict verdict) {
    this.emulator = emulator;
    this.all = all;
    this.log = log;
    this.counters = counters;
    this.operation = operation;
    this.conditions = conditions;
    this.verdict = verdict;
  }

  static CallsAssert of(
      SecretsEmulatorAssert emulator, SecretsEmulator aws, String operation, Verdict verdict) {
    var all = aws.audit();
    var counters = aws.counters().of(operation);
    if (counters.count() == 0) {
      requireKnown(aws, operation);
    }
    return new CallsAssert(emulator, all, all.of(operation), counters, operation, "", verdict);
  }

  /** Refuses a misspelt operation, which would never be called. */
  private static void requireKnown(SecretsEmulator aws, String operation) {
    if (NO_AIM_OF_FAULTS.matcher(operation).matches()) {
      return;
    }
    try {
      aws.faults().on(operation);
    } catch (IllegalArgumentException unknown) {
      try {
        aws.faults().kms().on(operation);
      } catch (IllegalArgumentException unknownToKms) {
        throw unknown;
      }
    }
  }

  @Override
  public CallsAssert describedAs(Description description) {
    verdict.describe(description);
    return this;
  }

  /** Selects the calls of a user, a role, or exactly that session of a role. */
  @CheckReturnValue
  public CallsAssert by(IamEntity principal) {
    return by(principal.arn());
  }

  /** Selects the calls of one principal; a session of a role is not the role. */
  @CheckReturnValue
  public CallsAssert by(String principalArn) {
    return narrowed(
        log -> log.by(principalArn), counts -> counts.by(principalArn), "by " + principalArn);
  }

  /** Selects the calls on one secret, by name in any account or by ARN, however it was called. */
  @CheckReturnValue
  public CallsAssert on(String secret) {
    return narrowed(log -> log.on(secret), counts -> counts.on(secret), "on '" + secret + "'");
  }

  /** Selects the calls that succeeded. */
  @CheckReturnValue
  public CallsAssert succeeded() {
    return narrowed(AuditLog::succeeded, Counters::succeeded, "that succeeded");
  }

  /** Selects the calls that were refused or failed. */
  @CheckReturnValue
  public CallsAssert failed() {
    return narrowed(AuditLog::failed, Counters::failed, "that failed");
  }

  /**
   * Selects the calls that failed with one error, such as {@code ThrottlingException}.
   *
   * @throws IllegalArgumentException if no service has an error of that name
   */
  @CheckReturnValue
  public CallsAssert failedWith(String code) {
    if (counters.failedWith(code).count() == 0
        && Arrays.stream(ErrorCode.values()).noneMatch(known -> known.wireName().equals(code))) {
      throw new IllegalArgumentException(
          "There is no error '%s': write its name as AWS does, such as ThrottlingException"
              .formatted(code));
    }
    return narrowed(
        log -> log.failedWith(code), counts -> counts.failedWith(code), "that failed with " + code);
  }

  private CallsAssert narrowed(
      UnaryOperator<AuditLog> records, UnaryOperator<Counters> counts, String condition) {
    return new CallsAssert(
        emulator,
        all,
        records.apply(log),
        counts.apply(counters),
        operation,
        conditions + " " + condition,
        verdict);
  }

  /** Verifies that exactly so many calls were made. */
  public SecretsEmulatorAssert times(long calls) {
    return require(count() == calls, calls == 0 ? "no" : "exactly " + calls, calls);
  }

  /** Verifies that exactly one call was made. */
  public SecretsEmulatorAssert once() {
    return times(1);
  }

  /** Verifies that no call was made. */
  public SecretsEmulatorAssert never() {
    return times(0);
  }

  /** Verifies that at least so many calls were made. */
  public SecretsEmulatorAssert atLeast(long calls) {
    return require(count() >= calls, "at least " + calls, calls);
  }

  /** Verifies that at most so many calls were made. */
  public SecretsEmulatorAssert atMost(long calls) {
    return require(count() <= calls, "at most " + calls, calls);
  }

  /** Prefers the log where it is complete: beyond 100,000 combinations counters are coarse. */
  private long count() {
    return all.dropped() == 0 ? log.size() : counters.count();
  }

  private SecretsEmulatorAssert require(boolean holds, String expected, long calls) {
    if (!holds) {
      verdict.fail(
          "Expected %s call%s of %s%s, but there %s %s%s"
              .formatted(
                  expected,
                  calls == 1 ? "" : "s",
                  operation,
                  conditions,
                  count() == 1 ? "was" : "were",
                  count() == 0 ? "none" : count(),
                  details()));
    }
    return emulator;
  }

  private String details() {
    var text = new StringBuilder(".");
    if (!log.isEmpty()) {
      text.append(lines("They are, oldest first", log));
    } else if (!all.of(operation).isEmpty()) {
      text.append(lines("All of " + operation, all.of(operation)));
    } else {
      text.append(" Recorded were: ").append(operations());
    }
    if (operation.endsWith("RotationSucceeded")) {
      var aws = emulator.actual();
      aws.rotations().stream()
          .flatMap(rotation -> Redaction.failures(rotation, aws).stream())
          .limit(PRINTED)
          .forEach(failure -> text.append("\nA rotation failed: ").append(failure));
    }
    if (all.dropped() > 0) {
      text.append("\nThe audit dropped its ").append(all.dropped()).append(" oldest records.");
    }
    return text.toString();
  }

  private static String lines(String title, AuditLog records) {
    int hidden = Math.max(0, records.size() - PRINTED);
    return records.records().stream()
        .skip(hidden)
        .map(record -> "\n  " + record)
        .collect(
            joining(
                "",
                "\n" + title + (hidden == 0 ? ":" : ", without the first " + hidden + ":"),
                ""));
  }

  /** Returns what was recorded and how often, as in {@code CreateSecret 2, GetSecretValue 1}. */
  private String operations() {
    var counts = new TreeMap<String, Integer>();
    all.forEach(record -> counts.merge(record.operation(), 1, Integer::sum));
    return counts.isEmpty()
        ? "no calls at all"
        : counts.entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(joining(", "));
  }
}

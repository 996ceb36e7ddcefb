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
 * Assertions on how often an operation was called, or an event of the service happened: first which
 * ones, then how many.
 *
 * <p>Calls that the audit dropped, for it keeps a limited number, are counted too.
 */
@SuppressWarnings("exports") // who asserts has AssertJ
public final class CallsAssert implements Descriptable<CallsAssert> {

  private static final int PRINTED = 20;

  /** What is recorded, but can't be struck by a fault: events of the service, and calls of STS. */
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

  /** A misspelt operation would never be called, and the test would show nothing. */
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

  /** Those of a user, a role, or exactly that session of a role. */
  @CheckReturnValue
  public CallsAssert by(IamEntity principal) {
    return by(principal.arn());
  }

  /** Those of one principal; a session of a role is another one than the role. */
  @CheckReturnValue
  public CallsAssert by(String principalArn) {
    return narrowed(
        log -> log.by(principalArn), counts -> counts.by(principalArn), "by " + principalArn);
  }

  /** Those on one secret, by name in any account, or by ARN; however the caller named it. */
  @CheckReturnValue
  public CallsAssert on(String secret) {
    return narrowed(log -> log.on(secret), counts -> counts.on(secret), "on '" + secret + "'");
  }

  @CheckReturnValue
  public CallsAssert succeeded() {
    return narrowed(AuditLog::succeeded, Counters::succeeded, "that succeeded");
  }

  /** Those that were refused or failed. */
  @CheckReturnValue
  public CallsAssert failed() {
    return narrowed(AuditLog::failed, Counters::failed, "that failed");
  }

  /**
   * Those that failed with one error, e.g. {@code ThrottlingException}.
   *
   * @throws IllegalArgumentException if no service has an error of that name
   */
  @CheckReturnValue
  public CallsAssert failedWith(String code) {
    if (counters.failedWith(code).count() == 0
        && Arrays.stream(ErrorCode.values()).noneMatch(known -> known.wireName().equals(code))) {
      throw new IllegalArgumentException(
          "There is no error '%s': give its name on the wire, such as ThrottlingException"
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

  /** There were exactly so many. */
  public SecretsEmulatorAssert times(long calls) {
    return require(count() == calls, calls == 0 ? "no" : "exactly " + calls, calls);
  }

  public SecretsEmulatorAssert once() {
    return times(1);
  }

  public SecretsEmulatorAssert never() {
    return times(0);
  }

  public SecretsEmulatorAssert atLeast(long calls) {
    return require(count() >= calls, "at least " + calls, calls);
  }

  public SecretsEmulatorAssert atMost(long calls) {
    return require(count() <= calls, "at most " + calls, calls);
  }

  /** The log itself where it is complete: beyond 100,000 combinations counters are coarse. */
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

  /** How often what was recorded, as in {@code CreateSecret 2, GetSecretValue 1}. */
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

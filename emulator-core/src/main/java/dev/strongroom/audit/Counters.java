package dev.strongroom.audit;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How many records there were from the beginning, dropped ones included: {@code
 * counters.of("GetSecretValue").on("prod/db").failed().count()}.
 *
 * <p>Up to 100,000 combinations of operation, secret, principal and outcome are distinguished;
 * secrets and principals of any further one are counted as {@link #OTHERS}. Operation and outcome
 * are exact always.
 */
public record Counters(Map<Key, Long> counts) {

  /** Stands for secrets and principals that are too many to be distinguished. */
  public static final String OTHERS = "(others)";

  public Counters {
    counts = Collections.unmodifiableMap(new HashMap<>(counts));
  }

  /**
   * What is counted together.
   *
   * @param secret the ARN, or what the caller sent where no such secret was; null if the operation
   *     names none
   * @param failure the error's name on the wire; null if it succeeded
   */
  public record Key(
      String operation, @Nullable String secret, String principalArn, @Nullable String failure) {

    private static final String SECRET = ":secret:";
    private static final int SUFFIX = 7; // -AbCdEf

    // Compared for each record of the audit: by hand, since what a JVM makes of a record for that
    // costs a new process as much as a hundred classes.

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key that
          && operation.equals(that.operation)
          && Objects.equals(secret, that.secret)
          && principalArn.equals(that.principalArn)
          && Objects.equals(failure, that.failure);
    }

    @Override
    public int hashCode() {
      int hash = 31 * operation.hashCode() + Objects.hashCode(secret);
      return 31 * (31 * hash + principalArn.hashCode()) + Objects.hashCode(failure);
    }

    /** These operation and outcome, whatever secret and principal. */
    public Key amongOthers() {
      return new Key(operation, secret == null ? null : OTHERS, OTHERS, failure);
    }

    /** Whether it is that secret, given by name, by ARN, or by ARN without its suffix. */
    boolean isOn(String nameOrArn) {
      if (secret == null) {
        return false;
      }
      int name = secret.indexOf(SECRET);
      int start = nameOrArn.startsWith("arn:") ? 0 : name + SECRET.length();
      return secret.equals(nameOrArn)
          || (name >= 0
              && secret.startsWith(nameOrArn, start)
              && start + nameOrArn.length() + SUFFIX == secret.length());
    }

    /** Whether it failed with that error, also where CloudTrail shortens its name (AUD-3). */
    boolean failedWith(String code) {
      return failure != null
          && (failure.equals(code) || AuditRecord.cloudTrailCode(failure).equals(code));
    }
  }

  /** Of one operation or service event. */
  public Counters of(String operation) {
    return where(key -> key.operation().equals(operation));
  }

  /** Of one principal. */
  public Counters by(String principalArn) {
    return where(key -> key.principalArn().equals(principalArn));
  }

  /** Of one secret, by name in any account, or by ARN. */
  public Counters on(String secret) {
    return where(key -> key.isOn(secret));
  }

  public Counters succeeded() {
    return where(key -> key.failure() == null);
  }

  public Counters failed() {
    return where(key -> key.failure() != null);
  }

  /** That failed with one error, e.g. {@code AccessDeniedException}. */
  public Counters failedWith(String code) {
    return where(key -> key.failedWith(code));
  }

  public long count() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public String toString() {
    return counts.entrySet().stream()
        .map(entry -> line(entry.getKey(), entry.getValue()))
        .sorted()
        .limit(100)
        .collect(Collectors.joining("\n", "Counters[" + count() + "]\n", ""));
  }

  private static String line(Key key, long count) {
    return "%s%s by %s%s: %d"
        .formatted(
            key.operation(),
            key.secret() == null ? "" : " on " + key.secret(),
            key.principalArn(),
            key.failure() == null ? "" : " failed with " + key.failure(),
            count);
  }

  private Counters where(Predicate<Key> condition) {
    return new Counters(
        counts.entrySet().stream()
            .filter(entry -> condition.test(entry.getKey()))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }
}

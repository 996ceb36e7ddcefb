package dev.strongroom.report;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.audit.AuditLog;

/**
 * What AWS charges for, as measured on an emulator or planned.
 *
 * @param secretHours of secrets that are no replicas; each begun hour counts
 * @param replicaHours of replicas
 * @param calls of Secrets Manager, refused ones included
 * @param keyHours of customer keys
 * @param keyRequests of KMS, without those on the key {@code aws/secretsmanager}
 * @param advancedParameterHours of Parameter Store's advanced parameters; standard ones are free
 * @param months the months that all this takes, at least 1: each has free KMS requests
 */
public record Usage(
    long secretHours,
    long replicaHours,
    long calls,
    long keyHours,
    long keyRequests,
    long advancedParameterHours,
    long months) {

  /** The hours of a month, as AWS computes prices. */
  public static final int HOURS_OF_A_MONTH = 720; // COST-1

  /** No usage, to begin a plan with. */
  public static final Usage NONE = new Usage(0, 0, 0, 0, 0, 0, 1);

  public Usage {
    if (secretHours < 0
        || replicaHours < 0
        || calls < 0
        || keyHours < 0
        || keyRequests < 0
        || advancedParameterHours < 0
        || months < 1) {
      throw new IllegalArgumentException(
          "A usage has no negative numbers and at least one month, but this one has secretHours="
              + secretHours
              + ", replicaHours="
              + replicaHours
              + ", calls="
              + calls
              + ", keyHours="
              + keyHours
              + ", keyRequests="
              + keyRequests
              + ", advancedParameterHours="
              + advancedParameterHours
              + ", months="
              + months);
    }
  }

  /**
   * Measures what an emulator's accounts have used up to now, on its clock.
   *
   * @throws IllegalStateException if the audit has dropped records, so that calls are missing
   */
  public static Usage of(SecretsEmulator aws) {
    return of(aws, aws.audit());
  }

  /**
   * Measures the same by a log of one's own, such as that of an emulator of which this one is a
   * fork. What is stored counts from its creation, whether the log shows that or not.
   *
   * @throws IllegalStateException if the log has dropped records, so that calls are missing
   */
  public static Usage of(SecretsEmulator aws, AuditLog log) {
    return Meter.measure(aws, log);
  }

  /** Returns this usage with several times its calls and KMS requests. */
  public Usage repeated(long times) {
    return new Usage(
        secretHours,
        replicaHours,
        Math.multiplyExact(calls, times),
        keyHours,
        Math.multiplyExact(keyRequests, times),
        advancedParameterHours,
        months);
  }

  /** Returns what was used since an earlier measurement of the same emulator. */
  public Usage since(Usage earlier) {
    return new Usage(
        Math.max(0, secretHours - earlier.secretHours),
        Math.max(0, replicaHours - earlier.replicaHours),
        Math.max(0, calls - earlier.calls),
        Math.max(0, keyHours - earlier.keyHours),
        Math.max(0, keyRequests - earlier.keyRequests),
        Math.max(0, advancedParameterHours - earlier.advancedParameterHours),
        Math.max(1, months - earlier.months));
  }

  /** Returns this usage with so many secrets stored for a whole month. */
  public Usage withSecrets(long secrets) {
    return new Usage(
        ofAMonth(secrets),
        replicaHours,
        calls,
        keyHours,
        keyRequests,
        advancedParameterHours,
        months);
  }

  /** Returns this usage with so many replicas stored for a whole month. */
  public Usage withReplicas(long replicas) {
    return new Usage(
        secretHours,
        ofAMonth(replicas),
        calls,
        keyHours,
        keyRequests,
        advancedParameterHours,
        months);
  }

  /** Returns this usage with another number of calls of Secrets Manager. */
  public Usage withCalls(long number) {
    return new Usage(
        secretHours, replicaHours, number, keyHours, keyRequests, advancedParameterHours, months);
  }

  /** Returns this usage with so many customer keys kept for a whole month. */
  public Usage withKeys(long keys) {
    return new Usage(
        secretHours,
        replicaHours,
        calls,
        ofAMonth(keys),
        keyRequests,
        advancedParameterHours,
        months);
  }

  /** Returns this usage with another number of KMS requests. */
  public Usage withKeyRequests(long number) {
    return new Usage(
        secretHours, replicaHours, calls, keyHours, number, advancedParameterHours, months);
  }

  /** Returns this usage with so many advanced parameters stored for a whole month. */
  public Usage withAdvancedParameters(long parameters) {
    return new Usage(
        secretHours, replicaHours, calls, keyHours, keyRequests, ofAMonth(parameters), months);
  }

  private static long ofAMonth(long things) {
    return Math.multiplyExact(things, (long) HOURS_OF_A_MONTH);
  }

  /** Returns what AWS would charge for it. */
  public Bill bill() {
    return Bill.of(this);
  }
}

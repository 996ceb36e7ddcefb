package dev.strongroom.fault;

import dev.strongroom.api.Caller;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a fault strikes: which calls, and how many of them. What is null selects all.
 *
 * @param limit how often it strikes at most; 0 if without end
 * @param nth which of the selected calls it strikes; 1 for each
 */
record FaultMatcher(
    Scope scope,
    @Nullable String operation,
    @Nullable Wildcard secret,
    @Nullable Wildcard caller,
    @Nullable String region,
    long limit,
    long nth,
    @Nullable Instant from,
    @Nullable Instant until,
    double probability,
    long seed) {

  /** Where faults strike. */
  enum Scope {
    SECRETS_MANAGER("any operation"),
    KMS("any operation of KMS"),
    EVERYTHING("everything"),
    REPLICATION("replication"),
    ROTATION("any rotation step");

    final String name;

    Scope(String name) {
      this.name = name;
    }
  }

  static FaultMatcher at(Scope scope, @Nullable String operation) {
    return new FaultMatcher(scope, operation, null, null, null, 0, 1, null, null, 1, 0);
  }

  FaultMatcher operation(String name) {
    return new FaultMatcher(
        scope, name, secret, caller, region, limit, nth, from, until, probability, seed);
  }

  FaultMatcher secret(Wildcard pattern) {
    return new FaultMatcher(
        scope, operation, pattern, caller, region, limit, nth, from, until, probability, seed);
  }

  FaultMatcher caller(Wildcard pattern) {
    return new FaultMatcher(
        scope, operation, secret, pattern, region, limit, nth, from, until, probability, seed);
  }

  FaultMatcher region(String name) {
    if (!Caller.isRegion(name)) {
      throw new IllegalArgumentException(
          "A Region looks like 'us-east-1', but this one is '" + name + "'");
    }
    return new FaultMatcher(
        scope, operation, secret, caller, name, limit, nth, from, until, probability, seed);
  }

  FaultMatcher limit(long times) {
    return new FaultMatcher(
        scope, operation, secret, caller, region, times, nth, from, until, probability, seed);
  }

  FaultMatcher nth(long number) {
    return new FaultMatcher(
        scope, operation, secret, caller, region, limit, number, from, until, probability, seed);
  }

  FaultMatcher between(Instant start, Instant end) {
    return new FaultMatcher(
        scope, operation, secret, caller, region, limit, nth, start, end, probability, seed);
  }

  FaultMatcher probability(double share, long randomSeed) {
    return new FaultMatcher(
        scope, operation, secret, caller, region, limit, nth, from, until, share, randomSeed);
  }

  /** Whether it is one of the selected calls, whatever secret it is about. */
  boolean selectsCall(CallDescription occasion) {
    boolean inScope =
        switch (scope) {
          case SECRETS_MANAGER -> occasion.service() == CallDescription.Service.SECRETS_MANAGER;
          case KMS -> occasion.service() == CallDescription.Service.KMS;
          case EVERYTHING -> true;
          case REPLICATION, ROTATION -> false; // those are no calls
        };
    return inScope
        && (operation == null || operation.equals(occasion.operation()))
        && selectsRegion(occasion.region())
        && (caller == null || caller.matchesAny(occasion.principals()));
  }

  boolean selectsSecret(Collection<String> nameAndArn) {
    return secret == null || secret.matchesAny(nameAndArn);
  }

  boolean selectsRegion(String name) {
    return region == null || region.equals(name);
  }

  boolean selectsTime(Instant now) {
    return (from == null || !now.isBefore(from)) && (until == null || now.isBefore(until));
  }

  /** As in "GetSecretValue of prod/* in eu-west-1, every 3rd call". */
  @Override
  public String toString() {
    var text = new StringBuilder();
    text.append(operation != null ? operation : scope.name);
    text.append(secret == null ? "" : " of " + secret.text());
    text.append(caller == null ? "" : " by " + caller.text());
    text.append(region == null ? "" : " in " + region);
    text.append(nth == 1 ? "" : ", every " + ordinal(nth) + " call");
    text.append(from == null ? "" : ", from " + from + " until " + until);
    text.append(probability == 1 ? "" : ", with probability " + probability);
    return text.toString();
  }

  private static String ordinal(long number) {
    var endings = List.of("th", "st", "nd", "rd");
    boolean teen = number % 100 / 10 == 1;
    return number + (teen || number % 10 > 3 ? "th" : endings.get((int) (number % 10)));
  }
}

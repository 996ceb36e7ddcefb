package dev.strongroom.fault;

import dev.strongroom.api.Caller;
import dev.strongroom.internal.fault.CallDescription;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which calls a fault strikes, and how many of them. What is null selects all.
 *
 * @param service the service that is called; null outside of {@link Scope#SERVICE}
 * @param limit how often it strikes at most; 0 if without end
 * @param nth which of the selected calls it strikes; 1 for each
 */
record FaultMatcher(
    Scope scope,
    @Nullable String service,
    @Nullable String operation,
    @Nullable Wildcard resource,
    @Nullable Wildcard caller,
    @Nullable String region,
    long limit,
    long nth,
    @Nullable Instant from,
    @Nullable Instant until,
    double probability,
    long seed,
    String name) {

  /** Where faults strike. */
  enum Scope {
    SERVICE,
    EVERYTHING,
    REPLICATION,
    ROTATION
  }

  /**
   * Returns a matcher for everything in a scope.
   *
   * @param name the scope in prose, such as {@code any rotation step}
   */
  static FaultMatcher at(Scope scope, @Nullable String service, String name) {
    return new FaultMatcher(scope, service, null, null, null, null, 0, 1, null, null, 1, 0, name);
  }

  FaultMatcher operation(String chosen) {
    return new FaultMatcher(
        scope,
        service,
        chosen,
        resource,
        caller,
        region,
        limit,
        nth,
        from,
        until,
        probability,
        seed,
        name);
  }

  FaultMatcher resource(Wildcard pattern) {
    return new FaultMatcher(
        scope,
        service,
        operation,
        pattern,
        caller,
        region,
        limit,
        nth,
        from,
        until,
        probability,
        seed,
        name);
  }

  FaultMatcher caller(Wildcard pattern) {
    return new FaultMatcher(
        scope,
        service,
        operation,
        resource,
        pattern,
        region,
        limit,
        nth,
        from,
        until,
        probability,
        seed,
        name);
  }

  FaultMatcher region(String chosen) {
    if (!Caller.isRegion(chosen)) {
      throw new IllegalArgumentException(
          "A Region looks like 'us-east-1', but this one is '" + chosen + "'");
    }
    return new FaultMatcher(
        scope,
        service,
        operation,
        resource,
        caller,
        chosen,
        limit,
        nth,
        from,
        until,
        probability,
        seed,
        name);
  }

  FaultMatcher limit(long times) {
    return new FaultMatcher(
        scope,
        service,
        operation,
        resource,
        caller,
        region,
        times,
        nth,
        from,
        until,
        probability,
        seed,
        name);
  }

  FaultMatcher nth(long number) {
    return new FaultMatcher(
        scope,
        service,
        operation,
        resource,
        caller,
        region,
        limit,
        number,
        from,
        until,
        probability,
        seed,
        name);
  }

  FaultMatcher between(Instant start, Instant end) {
    return new FaultMatcher(
        scope,
        service,
        operation,
        resource,
        caller,
        region,
        limit,
        nth,
        start,
        end,
        probability,
        seed,
        name);
  }

  FaultMatcher probability(double share, long randomSeed) {
    return new FaultMatcher(
        scope,
        service,
        operation,
        resource,
        caller,
        region,
        limit,
        nth,
        from,
        until,
        share,
        randomSeed,
        name);
  }

  /** Returns whether it selects this call, whatever resource it is about. */
  boolean selectsCall(CallDescription call) {
    boolean inScope = scope == Scope.EVERYTHING || selectsService(call.service());
    return inScope
        && (operation == null || operation.equals(call.operation()))
        && selectsRegion(call.region())
        && (caller == null || caller.matchesAny(call.principals()));
  }

  boolean selectsService(String called) {
    return called.equals(service) || scope == Scope.EVERYTHING;
  }

  boolean selectsResource(Collection<String> nameAndArn) {
    return resource == null || resource.matchesAny(nameAndArn);
  }

  boolean selectsRegion(String called) {
    return region == null || region.equals(called);
  }

  boolean selectsTime(Instant now) {
    return (from == null || !now.isBefore(from)) && (until == null || now.isBefore(until));
  }

  /** As in "GetSecretValue of prod/* in eu-west-1, every 3rd call". */
  @Override
  public String toString() {
    var text = new StringBuilder();
    text.append(operation != null ? operation : name);
    text.append(resource == null ? "" : " of " + resource.text());
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

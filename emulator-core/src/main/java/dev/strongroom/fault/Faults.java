package dev.strongroom.fault;

import static java.util.stream.Collectors.joining;

import dev.strongroom.fault.FaultMatcher.Scope;
import dev.strongroom.internal.fault.FaultEngine;
import dev.strongroom.internal.fault.ServiceOperations;
import dev.strongroom.time.VirtualClock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The failures of the service that a test scripts: {@code
 * aws.faults().on("GetSecretValue").first(2).throttle()}.
 *
 * <p>Of several faults the one that was declared first strikes first. One that leaves the call no
 * answer or refuses it ends it, so that later ones neither strike nor count. The calls with which a
 * seed is put in are never struck; the single reads of a batch are struck by refusals only.
 *
 * <p>Faults are no part of the state: a snapshot doesn't hold them, restoring one leaves them as
 * they are, and a fork starts without any. Safe for use by several threads.
 */
public final class Faults {

  private static final String SECRETS_MANAGER = "secretsmanager";
  private static final String KMS = "kms";

  static {
    FaultEngine.Factory.install(
        new FaultEngine.Factory() {
          @Override
          protected <S> FaultEngine<S> make(
              VirtualClock clock, Supplier<List<ServiceOperations>> services, boolean quotas) {
            return new DeclaredFaults<>(clock, services, quotas);
          }
        });
  }

  private final Supplier<List<ServiceOperations>> services; // most emulators have no faults
  private final boolean quotas;
  private volatile List<Fault> declared = List.of();

  Faults(Supplier<List<ServiceOperations>> services, boolean quotas) {
    this.services = services;
    this.quotas = quotas;
  }

  /**
   * Selects calls of one operation of Secrets Manager; those of KMS are {@code kms().on(...)}.
   *
   * @throws IllegalArgumentException naming the nearest ones if there is no such operation
   */
  public Selection.OfCalls on(String operation) {
    if (operations(KMS).operations().contains(operation)
        && !operations(SECRETS_MANAGER).operations().contains(operation)) {
      throw new IllegalArgumentException(
          "%s is an operation of KMS: write faults().kms().on(\"%s\")"
              .formatted(operation, operation));
    }
    return onAnyOperation().on(operation);
  }

  /** Selects calls of any operation of Secrets Manager. */
  public Selection.OfCalls onAnyOperation() {
    return new Selection.OfCalls(
        this, FaultMatcher.at(Scope.SERVICE, SECRETS_MANAGER, "any operation"));
  }

  /**
   * Selects calls of a service, by the name in its host: {@code service("sts")}.
   *
   * @throws IllegalArgumentException if the emulator has no such service
   */
  public Selection.OfCalls service(String endpointPrefix) {
    var name = "any operation of " + operations(endpointPrefix).displayName();
    return new Selection.OfCalls(this, FaultMatcher.at(Scope.SERVICE, endpointPrefix, name));
  }

  /** Selects everything in a Region: {@code region("us-east-1").down()}. */
  public Selection.OfCalls region(String name) {
    return new Selection.OfCalls(this, FaultMatcher.at(Scope.EVERYTHING, null, "everything"))
        .in(name);
  }

  /** Selects calls of KMS, by anybody or by Secrets Manager for its callers. */
  public Selection.OfKms kms() {
    return new Selection.OfKms(this, FaultMatcher.at(Scope.SERVICE, KMS, "any operation of KMS"));
  }

  /** Selects replications to other Regions. */
  public Selection.OfReplications replication() {
    return new Selection.OfReplications(
        this, FaultMatcher.at(Scope.REPLICATION, null, "replication"));
  }

  /**
   * Selects steps of rotations: {@code
   * rotation().at(TEST_SECRET).secret("prod/db").first(1).before()}.
   */
  public Selection.OfRotations rotation() {
    return new Selection.OfRotations(
        this, FaultMatcher.at(Scope.ROTATION, null, "any rotation step"));
  }

  /** Returns what can be selected of a service. */
  ServiceOperations operations(@Nullable String service) {
    var known = services.get();
    for (var operations : known) {
      if (operations.service().equals(service)) {
        return operations;
      }
    }
    throw new IllegalArgumentException(
        "There is no service '%s' in this emulator; there are %s"
            .formatted(service, known.stream().map(ServiceOperations::service).toList()));
  }

  /** Returns whether a matcher's service is KMS, whose refusals callers see as other errors. */
  static boolean isKms(@Nullable String service) {
    return KMS.equals(service);
  }

  /** Returns all declared faults, in the order of declaration. */
  public List<Fault> all() {
    return declared;
  }

  public synchronized void removeAll() {
    declared = List.of();
  }

  /** Returns the declared faults that have never struck. */
  public List<Fault> unused() {
    return declared.stream().filter(fault -> fault.struck() == 0).toList();
  }

  /**
   * Throws if a declared fault has never struck, because then it proves nothing.
   *
   * @throws AssertionError naming those that did not
   */
  public void requireAllStruck() {
    var unused = unused();
    if (!unused.isEmpty()) {
      throw new AssertionError(
          "These faults never struck, so that the test shows nothing about them: "
              + list(unused)
              + ". Correct what they select, or remove them.");
    }
  }

  /**
   * Returns why a client without retries and time-outs of its own is refused; null if it will do.
   */
  @Nullable String whyNotDirect() {
    var causes = declared.stream().filter(Fault::needsTransport).toList();
    if (causes.isEmpty() && !quotas) {
      return null;
    }
    return "%s: what comes of it is decided by the retries and time-outs of the application's own client, and a DIRECT client has none. Use a REAL one (or AUTO, which is real where it has to be), or say that a single failure of a DIRECT client is meant."
        .formatted(causes.isEmpty() ? "Quotas are on" : list(causes));
  }

  private static String list(List<Fault> faults) {
    return faults.stream().map(Fault::toString).collect(joining("; "));
  }

  @Override
  public String toString() {
    return declared.toString();
  }

  synchronized Fault declare(FaultMatcher matcher, FaultAction action) {
    var fault = new Fault(this, matcher, action);
    var next = new ArrayList<>(declared);
    next.add(fault);
    declared = List.copyOf(next);
    return fault;
  }

  void restore(Fault.Kept kept) {
    declare(kept.matcher(), kept.action()).resume(kept);
  }

  synchronized void remove(Fault fault) {
    declared = declared.stream().filter(other -> other != fault).toList();
  }
}

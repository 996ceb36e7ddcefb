package dev.strongroom.fault;

import static java.util.stream.Collectors.joining;

import dev.strongroom.fault.FaultMatcher.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

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

  final Set<String> kmsOperations;
  private final Set<String> operations;
  private final boolean quotas;
  private volatile List<Fault> declared = List.of();

  Faults(Set<String> operations, Set<String> kmsOperations, boolean quotas) {
    this.operations = Set.copyOf(operations);
    this.kmsOperations = Set.copyOf(kmsOperations);
    this.quotas = quotas;
  }

  /**
   * Calls of one operation of Secrets Manager; those of KMS are {@code kms().on(...)}.
   *
   * @throws IllegalArgumentException naming the nearest ones if there is no such operation
   */
  public Selection.OfCalls on(String operation) {
    if (kmsOperations.contains(operation) && !operations.contains(operation)) {
      throw new IllegalArgumentException(
          "%s is an operation of KMS: write faults().kms().on(\"%s\")"
              .formatted(operation, operation));
    }
    Names.require(operation, operations, "Secrets Manager");
    return new Selection.OfCalls(this, FaultMatcher.at(Scope.SECRETS_MANAGER, operation));
  }

  /** Calls of any operation of Secrets Manager. */
  public Selection.OfCalls onAnyOperation() {
    return new Selection.OfCalls(this, FaultMatcher.at(Scope.SECRETS_MANAGER, null));
  }

  /** Everything in a Region: {@code region("us-east-1").down()}. */
  public Selection.OfCalls region(String name) {
    return new Selection.OfCalls(this, FaultMatcher.at(Scope.EVERYTHING, null)).in(name);
  }

  /** KMS, called by anybody or by Secrets Manager for its callers. */
  public Selection.OfKms kms() {
    return new Selection.OfKms(this, FaultMatcher.at(Scope.KMS, null));
  }

  /** Replications to other Regions. */
  public Selection.OfReplications replication() {
    return new Selection.OfReplications(this, FaultMatcher.at(Scope.REPLICATION, null));
  }

  /** Steps of rotations: {@code rotation().at(TEST_SECRET).secret("prod/db").first(1).before()}. */
  public Selection.OfRotations rotation() {
    return new Selection.OfRotations(this, FaultMatcher.at(Scope.ROTATION, null));
  }

  /** All that are declared, in the order of declaration. */
  public List<Fault> all() {
    return declared;
  }

  public synchronized void removeAll() {
    declared = List.of();
  }

  /** Those that never struck. */
  public List<Fault> unused() {
    return declared.stream().filter(fault -> fault.struck() == 0).toList();
  }

  /**
   * Fails the test if a fault never struck: it proved nothing.
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
   * Whether some fault, or the quotas, only show something with a client that has retries and
   * time-outs of its own.
   */
  public boolean needTransport() {
    return quotas || declared.stream().anyMatch(Fault::needsTransport);
  }

  /**
   * Why a direct client is refused; to be asked for where {@link #needTransport()}.
   *
   * @throws IllegalStateException if nothing needs a transport
   */
  public String whyNotDirect() {
    if (!needTransport()) {
      throw new IllegalStateException("No fault needs a transport: a direct client will do");
    }
    var causes = new ArrayList<>(declared.stream().filter(Fault::needsTransport).toList());
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

  synchronized Fault declare(FaultMatcher aim, FaultAction effect) {
    var fault = new Fault(this, aim, effect);
    var next = new ArrayList<>(declared);
    next.add(fault);
    declared = List.copyOf(next);
    return fault;
  }

  synchronized void remove(Fault fault) {
    declared = declared.stream().filter(other -> other != fault).toList();
  }
}

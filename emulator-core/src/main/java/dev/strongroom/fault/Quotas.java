package dev.strongroom.fault;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * How many requests a second an account may make in a Region before it is throttled (QUO-1); some
 * operations share one rate.
 *
 * <p>An account may make a second's worth of requests at once; its allowance refills continuously
 * on the emulator's clock. AWS doesn't publish the size of its buckets: this is our choice.
 */
public final class Quotas {

  /** Operations that draw from one bucket. */
  record Group(int perSecond, List<String> operations) {}

  private static final List<Group> AWS = // QUO-1
      List.of(
          group(40_000, "DescribeSecret"),
          group(10_000, "GetSecretValue"),
          group(100, "ListSecrets"),
          group(100, "BatchGetSecretValue"),
          group(50, "CreateSecret"),
          group(50, "DeleteSecret"),
          group(50, "GetRandomPassword"),
          group(50, "RestoreSecret"),
          group(50, "ListSecretVersionIds"),
          group(
              50,
              "PutResourcePolicy",
              "GetResourcePolicy",
              "DeleteResourcePolicy",
              "ValidateResourcePolicy"),
          group(
              50,
              "PutSecretValue",
              "UpdateSecret",
              "UpdateSecretVersionStage",
              "ReplicateSecretToRegions",
              "RemoveRegionsFromReplication",
              "StopReplicationToReplica"),
          group(50, "RotateSecret", "CancelRotateSecret"),
          group(50, "TagResource", "UntagResource"));

  private static final Quotas OFF = new Quotas(List.of());

  private final Map<String, Group> byOperation = new HashMap<>();

  private Quotas(List<Group> groups) {
    groups.forEach(
        group -> group.operations().forEach(operation -> byOperation.put(operation, group)));
  }

  /** No request is ever one too many. */
  public static Quotas off() {
    return OFF;
  }

  /** The rates that AWS documents. */
  public static Quotas aws() {
    return new Quotas(AWS);
  }

  /**
   * The same quotas with another rate, at least 1 a second, for an operation and all that share its
   * rate.
   */
  public Quotas rate(String operation, int perSecond) {
    if (!isOn()) {
      throw new IllegalStateException("These quotas are off: begin with Quotas.aws()");
    }
    Names.require(operation, operations(), "Secrets Manager");
    if (perSecond < 1) {
      throw new IllegalArgumentException(
          "A rate is at least 1 request a second, but that of %s was to be %s"
              .formatted(operation, perSecond));
    }
    var groups = new ArrayList<>(Set.copyOf(byOperation.values()));
    var group = group(operation);
    groups.remove(group);
    groups.add(new Group(perSecond, group.operations()));
    return new Quotas(groups);
  }

  /** Whether any request can be one too many. */
  public boolean isOn() {
    return !byOperation.isEmpty();
  }

  /** Requests a second of each operation, e.g. {@code GetSecretValue=10000}. */
  @Override
  public String toString() {
    var text = new ArrayList<String>();
    operations().forEach(name -> text.add(name + "=" + group(name).perSecond()));
    return "Quotas" + text;
  }

  Set<String> operations() {
    return new TreeSet<>(byOperation.keySet());
  }

  Group group(String operation) {
    var group = byOperation.get(operation);
    if (group == null) {
      throw new IllegalStateException(operation + " has no rate: add it to the table of QUO-1");
    }
    return group;
  }

  private static Group group(int perSecond, String... operations) {
    return new Group(perSecond, List.of(operations));
  }
}

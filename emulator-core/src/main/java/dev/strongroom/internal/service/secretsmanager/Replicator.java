package dev.strongroom.internal.service.secretsmanager;

import static dev.strongroom.internal.service.secretsmanager.SecretsManager.SECRETS;

import dev.strongroom.api.Caller;
import dev.strongroom.internal.engine.AccountRegion;
import dev.strongroom.internal.engine.EmulatorState;
import dev.strongroom.internal.engine.RegionState.Due;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Carries changes of secrets to the other Regions of their account: at once within the same change
 * of the state, or when a Region's lag is over.
 */
public final class Replicator {

  private static final Duration LONGEST = Duration.ofDays(365);
  private static final int MOST = 100;

  private final SecretsManager service;
  private final Map<String, Duration> lags = new ConcurrentHashMap<>();

  Replicator(SecretsManager service) {
    this.service = service;
  }

  /** Sets how long replications to a Region take from now on (REP-4). */
  public void lag(String region, Duration lag) {
    if (!Caller.isRegion(region)) {
      throw new IllegalArgumentException(
          "A Region looks like 'us-east-1', but this one is '" + region + "'");
    }
    if (lag.isNegative() || lag.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "Replication to " + region + " takes from no time to 365 days, not " + lag);
    }
    if (lag.isZero()) {
      lags.remove(region);
    } else if (lags.size() < MOST || lags.containsKey(region)) {
      lags.put(region, lag);
    } else {
      throw new IllegalArgumentException(
          "Replication to " + MOST + " Regions takes time already: set one of them to no time");
    }
  }

  /** Returns how long replications take, by Region; those to other Regions take no time. */
  public SortedMap<String, Duration> lags() {
    return new TreeMap<>(lags);
  }

  /** Sets how long replications take from now on, by Region; to other Regions no time. */
  public void replaceLags(Map<String, Duration> others) {
    lags.keySet().retainAll(others.keySet());
    lags.putAll(others);
  }

  private Duration lag(String region) {
    return lags.getOrDefault(region, Duration.ZERO);
  }

  /**
   * Returns the state after a write to one secret, including its effects in other Regions.
   *
   * @param before the secret before the write; null if it did not exist
   * @param strikable whether faults may strike what the write begins
   */
  EmulatorState propagated(
      @Nullable Secret before,
      EmulatorState next,
      AccountRegion place,
      String name,
      Instant now,
      boolean strikable) {
    var after = next.in(SECRETS, place).named(name);
    boolean isReplicated = before != null && before.replication() != null;
    if (after == null || (after.replication() == null && !isReplicated)) {
      return next;
    }
    if (before != null && before.isReplica()) {
      return toPrimary(before, after, next);
    }
    var world = before == null ? next : withoutRemoved(before, after, next);
    var begun = Propagation.begun(before, after, this::lag, now);
    return settled(
        world.with(SECRETS, place, world.in(SECRETS, place).with(begun)), now, strikable);
  }

  /** Updates the primary after its replica got another key or became a secret of its own. */
  private static EmulatorState toPrimary(Secret before, Secret after, EmulatorState world) {
    var region = after.arn().region();
    var place = place(after.arn().in(Objects.requireNonNull(before.primaryRegion())));
    var primary = world.in(SECRETS, place).named(after.name());
    if (primary == null) {
      return world;
    }
    var updated =
        after.isReplica()
            ? primary.copying(region, copy -> copy.underKey(after.kmsKeyId()))
            : primary.copiedTo( // REP-12
                primary.copies().stream().filter(copy -> !copy.region().equals(region)).toList());
    return world.with(SECRETS, place, world.in(SECRETS, place).with(updated));
  }

  /** Removes the replicas in removed Regions, at once (REP-11). */
  private static EmulatorState withoutRemoved(Secret before, Secret after, EmulatorState world) {
    var next = world;
    for (var copy : before.copies()) {
      var place = place(after.arn().in(copy.region()));
      var replica = next.in(SECRETS, place).named(after.name());
      boolean isRemoved = after.copyIn(copy.region()) == null;
      if (isRemoved && replica != null && Propagation.isReplica(replica, after)) {
        next = next.with(SECRETS, place, next.in(SECRETS, place).without(replica));
      }
    }
    return next;
  }

  /** Returns the state with every due replication ended, each at its own instant. */
  EmulatorState settled(EmulatorState world, Instant now) {
    return settled(world, now, true);
  }

  private EmulatorState settled(EmulatorState world, Instant now, boolean strikable) {
    var next = world;
    for (var first = first(next); first != null; first = first(next)) {
      var due = Objects.requireNonNull(first.replicationDue());
      if (now.isBefore(due)) {
        break;
      }
      next = ended(next, first, due, strikable);
    }
    return next;
  }

  private static Comparator<Secret> sooner() {
    return Comparator.comparing(
            Secret::replicationDue, Comparator.nullsLast(Comparator.naturalOrder()))
        .thenComparing(secret -> secret.arn().toString());
  }

  /** Returns the secret whose replication ends first. */
  private static @Nullable Secret first(EmulatorState world) {
    Secret first = null;
    for (var region : world.dueIn(SECRETS, Due.VISIBLE)) {
      var secret = world.in(SECRETS, region).nextReplicating();
      if (first == null || (secret != null && sooner().compare(secret, first) < 0)) {
        first = secret;
      } else if (secret != null
          && !Objects.equals(secret.replicationDue(), first.replicationDue())) {
        break; // the first ones of all Regions come soonest first
      }
    }
    return first;
  }

  /** Returns the state after the replications of a secret that end at an instant. */
  private EmulatorState ended(EmulatorState world, Secret secret, Instant due, boolean strikable) {
    var next = world;
    var primary = secret;
    for (var copy : secret.copies()) {
      if (due.equals(copy.due())) {
        var here = place(primary.arn());
        var there = place(primary.arn().in(copy.region()));
        var opening = keys(here, next, due);
        var sealing = keys(there, next, due);
        var failure = strikable ? failure(primary, copy.region()) : null;
        var outcome =
            failure != null
                ? Propagation.failed(primary, copy, failure, next.in(SECRETS, there))
                : Propagation.ended(primary, copy, next.in(SECRETS, there), opening, sealing, due);
        primary = outcome.primary();
        next =
            sealing
                .state()
                .with(SECRETS, here, next.in(SECRETS, here).with(primary))
                .with(SECRETS, there, outcome.there());
      }
    }
    return next;
  }

  /** Returns KMS in a Region with the permissions of the account's administrator. */
  private SecretKeys keys(AccountRegion place, EmulatorState world, Instant now) {
    return service.keys(service.ownCall(place, world, now));
  }

  /** Returns why a fault makes a replication fail; null if none does. */
  private @Nullable String failure(Secret primary, String toRegion) {
    var arn = primary.arn();
    return service
        .engine()
        .faultEngine()
        .duringReplication(primary.name(), arn.toString(), arn.region(), toRegion);
  }

  private static AccountRegion place(SecretArn arn) {
    return new AccountRegion(arn.accountId(), arn.region());
  }
}

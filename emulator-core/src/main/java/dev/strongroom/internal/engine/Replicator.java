package dev.strongroom.internal.engine;

import dev.strongroom.api.Caller;
import dev.strongroom.internal.service.secretsmanager.Propagation;
import dev.strongroom.internal.service.secretsmanager.Secret;
import dev.strongroom.internal.service.secretsmanager.SecretArn;
import dev.strongroom.time.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Brings what happened to a secret to the other Regions of its account: what takes no time within
 * the same change of the world, what has a lag when that is over.
 */
final class Replicator {

  private static final Comparator<Secret> SOONER =
      Comparator.comparing(Secret::replicationDue, Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(secret -> secret.arn().toString());

  private final FaultInjector meters;
  private final Map<String, Duration> lags = new ConcurrentHashMap<>();

  Replicator(FaultInjector meters) {
    this.meters = meters;
  }

  /** How long replications to a Region take from now on (REP-4). */
  void lag(String region, Duration lag) {
    if (!Caller.isRegion(region)) {
      throw new IllegalArgumentException(
          "A Region looks like 'us-east-1', but this one is '" + region + "'");
    }
    if (lag.isNegative()) {
      throw new IllegalArgumentException(
          "Replication to " + region + " can't take a negative time: " + lag);
    }
    lags.put(region, lag);
  }

  void takeLagsOf(Replicator other) {
    lags.putAll(other.lags);
  }

  private Duration lag(String region) {
    return lags.getOrDefault(region, Duration.ZERO);
  }

  /**
   * The world after a write to one secret, with what the write means to other Regions.
   *
   * @param before the secret before the write; null if it wasn't there
   * @param strikable whether faults may strike what the write begins
   */
  EmulatorState propagated(
      @Nullable Secret before,
      EmulatorState next,
      AccountRegion place,
      String name,
      Instant now,
      Ids ids,
      boolean strikable) {
    var after = next.secrets(place).named(name);
    boolean isReplicated = before != null && before.replication() != null;
    if (after == null || (after.replication() == null && !isReplicated)) {
      return next;
    }
    if (before != null && before.isReplica()) {
      return toPrimary(before, after, next);
    }
    var world = before == null ? next : withoutRemoved(before, after, next);
    var begun = Propagation.begun(before, after, this::lag, now);
    return settled(world.with(place, world.secrets(place).with(begun)), now, ids, strikable);
  }

  /** The primary knows of its replica's key, and that it has become a secret of its own. */
  private static EmulatorState toPrimary(Secret before, Secret after, EmulatorState world) {
    var region = after.arn().region();
    var place = place(after.arn().in(Objects.requireNonNull(before.primaryRegion())));
    var primary = world.secrets(place).named(after.name());
    if (primary == null) {
      return world;
    }
    var told =
        after.isReplica()
            ? primary.copying(region, copy -> copy.underKey(after.kmsKeyId()))
            : primary.copiedTo( // REP-12
                primary.copies().stream().filter(copy -> !copy.region().equals(region)).toList());
    return world.with(place, world.secrets(place).with(told));
  }

  /** Without the replicas in Regions that were removed: they are gone at once (REP-11). */
  private static EmulatorState withoutRemoved(Secret before, Secret after, EmulatorState world) {
    var next = world;
    for (var copy : before.copies()) {
      var place = place(after.arn().in(copy.region()));
      var replica = next.secrets(place).named(after.name());
      boolean isRemoved = after.copyIn(copy.region()) == null;
      if (isRemoved && replica != null && Propagation.isReplica(replica, after)) {
        next = next.with(place, next.secrets(place).without(replica));
      }
    }
    return next;
  }

  /** When the next replication is over; null if none is under way. */
  @Nullable Instant next(EmulatorState world) {
    var first = first(world);
    return first == null ? null : first.replicationDue();
  }

  /** The world with every replication ended whose time has come, each at its own instant. */
  EmulatorState settled(EmulatorState world, Instant now, Ids ids) {
    return settled(world, now, ids, true);
  }

  private EmulatorState settled(EmulatorState world, Instant now, Ids ids, boolean strikable) {
    var next = world;
    for (var first = first(next); first != null; first = first(next)) {
      var due = Objects.requireNonNull(first.replicationDue());
      if (now.isBefore(due)) {
        break;
      }
      next = ended(next, first, due, ids, strikable);
    }
    return next;
  }

  /** The secret whose replication is over first. */
  private static @Nullable Secret first(EmulatorState world) {
    Secret first = null;
    for (var secrets : world.places().values()) { // before every read: no stream
      var secret = secrets.nextReplicating();
      if (secret != null && (first == null || SOONER.compare(secret, first) < 0)) {
        first = secret;
      }
    }
    return first;
  }

  /** The world after the replications of a secret that end at an instant. */
  private EmulatorState ended(
      EmulatorState world, Secret secret, Instant due, Ids ids, boolean strikable) {
    var next = world;
    var primary = secret;
    for (var copy : secret.copies()) {
      if (due.equals(copy.due())) {
        var here = place(primary.arn());
        var there = place(primary.arn().in(copy.region()));
        var opening = keys(here, next, due, ids);
        var sealing = keys(there, next, due, ids);
        var failure = strikable ? meters.duringReplication(primary, copy.region()) : null;
        var outcome =
            failure != null
                ? Propagation.failed(primary, copy, failure, next.secrets(there))
                : Propagation.ended(primary, copy, next.secrets(there), opening, sealing, due);
        primary = outcome.primary();
        next =
            sealing
                .world()
                .with(here, next.secrets(here).with(primary))
                .with(there, outcome.there());
      }
    }
    return next;
  }

  /** KMS as the service itself may use it in a Region: all that the account's administrator may. */
  private static CallerKms keys(AccountRegion place, EmulatorState world, Instant now, Ids ids) {
    var owner = Caller.administrator(place.accountId(), place.region());
    return new CallerKms(
        new Call(owner, "", world, now, false, ids, false),
        world.iam().identity(owner, now),
        world);
  }

  private static AccountRegion place(SecretArn arn) {
    return new AccountRegion(arn.accountId(), arn.region());
  }
}

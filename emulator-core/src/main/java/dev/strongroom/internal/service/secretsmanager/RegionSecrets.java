package dev.strongroom.internal.service.secretsmanager;

import dev.strongroom.api.GetSecretValue;
import dev.strongroom.internal.collection.SortedTree;
import dev.strongroom.internal.engine.RegionState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All secrets of one account in one Region.
 *
 * @param byCreation names in the order of creation, by sequence number
 * @param byChange names by LastChangedDate
 * @param byAccess names by LastAccessedDate; secrets that were never read come first (PG-5)
 * @param expiring names of secrets marked for deletion, soonest first
 * @param due names of secrets whose rotation has something to do, soonest first
 * @param replicating names of secrets with a replication under way, soonest to end first
 */
public record RegionSecrets(
    SortedTree<String, Secret> byName,
    SortedTree<Long, String> byCreation,
    SortedTree<Moment, String> byChange,
    SortedTree<Moment, String> byAccess,
    SortedTree<Moment, String> expiring,
    SortedTree<Moment, String> due,
    SortedTree<Moment, String> replicating,
    long nextSequence)
    implements RegionState {

  public static final RegionSecrets NONE =
      new RegionSecrets(
          SortedTree.empty(),
          SortedTree.empty(),
          SortedTree.empty(),
          SortedTree.empty(),
          SortedTree.empty(),
          SortedTree.empty(),
          SortedTree.empty(),
          0);

  /** An instant of a secret's; the sequence number tells secrets of the same instant apart. */
  record Moment(Instant at, long sequence) implements Comparable<Moment> {
    @Override
    public int compareTo(Moment other) {
      int order = at.compareTo(other.at);
      return order != 0 ? order : Long.compare(sequence, other.sequence);
    }
  }

  /**
   * What a Region-wide writing operation answers.
   *
   * @param answer the result, told when the replicas are done that take no time
   */
  public record RegionChange<R>(RegionSecrets next, Function<RegionSecrets, R> answer) {
    public RegionChange(RegionSecrets next, R result) {
      this(next, after -> result);
    }
  }

  /** How many there are, expired ones included that no write has dropped yet. */
  public int size() {
    return byName.size();
  }

  /**
   * The secret of that name or ARN; null if there is none, or none any more (ID-2 to ID-11,
   * DEL-10).
   */
  public @Nullable Secret find(SecretId id, Instant now) {
    var secret = byName.get(id.name());
    return secret == null || !id.matches(secret.arn()) || secret.isGone(now) ? null : secret;
  }

  /** The same secrets with one of them changed. */
  public RegionSecrets with(Secret secret) {
    var before = byName.get(secret.name());
    return new RegionSecrets(
        byName.with(secret.name(), secret),
        before == null ? byCreation.with(secret.sequence(), secret.name()) : byCreation,
        moved(byChange, before, secret, Secret::changed),
        moved(byAccess, before, secret, RegionSecrets::accessedOrNever),
        moved(expiring, before, secret, Secret::goneAt),
        moved(due, before, secret, Secret::due),
        moved(replicating, before, secret, Secret::replicationDue),
        Math.max(nextSequence, secret.sequence() + 1));
  }

  /** The same secrets without one of them. */
  public RegionSecrets without(Secret secret) {
    return new RegionSecrets(
        byName.without(secret.name()),
        byCreation.without(secret.sequence()),
        moved(byChange, secret, null, Secret::changed),
        moved(byAccess, secret, null, RegionSecrets::accessedOrNever),
        moved(expiring, secret, null, Secret::goneAt),
        moved(due, secret, null, Secret::due),
        moved(replicating, secret, null, Secret::replicationDue),
        nextSequence);
  }

  /** The index after a secret has changed, or has come (before is null) or gone (after is null). */
  private static SortedTree<Moment, String> moved(
      SortedTree<Moment, String> index,
      @Nullable Secret before,
      @Nullable Secret after,
      Function<Secret, @Nullable Instant> instant) {
    var earlier = before == null ? null : moment(before, instant);
    var later = after == null ? null : moment(after, instant);
    if (Objects.equals(earlier, later)) {
      return index;
    }
    var next = earlier == null ? index : index.without(earlier);
    return after == null || later == null ? next : next.with(later, after.name());
  }

  private static @Nullable Moment moment(
      Secret secret, Function<Secret, @Nullable Instant> instant) {
    var at = instant.apply(secret);
    return at == null ? null : new Moment(at, secret.sequence());
  }

  static Instant accessedOrNever(Secret secret) {
    return Objects.requireNonNullElse(secret.accessed(), Instant.EPOCH);
  }

  @Override
  public @Nullable Instant due(Due kind) {
    var index =
        switch (kind) {
          case VISIBLE -> replicating;
          case HIDDEN -> expiring;
          case STEP -> due;
        };
    return index.isEmpty() ? null : index.iterator().next().getKey().at();
  }

  /** The secret whose replication is over first; null if none is under way. */
  public @Nullable Secret nextReplicating() {
    return replicating.isEmpty() ? null : byName.get(replicating.iterator().next().getValue());
  }

  /** The secrets whose rotation has something to do some day, soonest first. */
  public Stream<Secret> inOrderOfDue() {
    return due.values().map(name -> Objects.requireNonNull(byName.get(name)));
  }

  /** The secrets that are gone but still held, in the order in which they went. */
  public List<Secret> expired(Instant now) {
    var expired = new ArrayList<Secret>(0);
    for (var entry : expiring) {
      if (now.isBefore(entry.getKey().at())) {
        break;
      }
      expired.add(Objects.requireNonNull(byName.get(entry.getValue())));
    }
    return expired;
  }

  /** All of them by name, also those that are gone but still held. */
  public Stream<Secret> all() {
    return byName.values();
  }

  /** The secret of that name, also one that is gone but still held. */
  public @Nullable Secret named(String name) {
    return byName.get(name);
  }

  /** The secrets that are still there: expired ones are dropped, so that their names are free. */
  public RegionSecrets purged(Instant now) {
    var next = this;
    for (var secret : expired(now)) {
      next = next.without(secret);
    }
    return next;
  }

  /**
   * The same secrets, one of them read: LastAccessedDate is a day, so most reads change nothing
   * (TS-3, TS-4).
   */
  public RegionSecrets accessed(GetSecretValue.Result read, Instant now) {
    var secret = byName.get(read.name());
    return secret == null || !isNewAccess(read, now)
        ? this
        : with(secret.accessedOn(day(now), read.versionId()));
  }

  /** Whether a read on this day changes a LastAccessedDate of the secret that was read. */
  public boolean isNewAccess(GetSecretValue.Result read, Instant now) {
    var secret = byName.get(read.name());
    if (secret == null || !secret.arn().toString().equals(read.arn())) {
      return false;
    }
    var day = day(now);
    var version = secret.versions().find(read.versionId());
    return !day.equals(secret.accessed()) || (version != null && !day.equals(version.accessed()));
  }

  private static Instant day(Instant now) {
    return now.truncatedTo(ChronoUnit.DAYS);
  }
}

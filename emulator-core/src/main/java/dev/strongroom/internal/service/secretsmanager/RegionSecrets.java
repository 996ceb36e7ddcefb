package dev.strongroom.internal.service.secretsmanager;

import dev.strongroom.api.GetSecretValue;
import dev.strongroom.internal.collection.SortedTree;
import dev.strongroom.internal.engine.RegionState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
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
    SortedTree<String, StoredSecret> byName,
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

  /** A secret that is put into the indexes. */
  private record Indexed(String name, SecretOutline outline) {}

  /** Returns the Region that has these secrets. */
  static RegionSecrets of(SortedTree<String, StoredSecret> byName, long nextSequence) {
    var inOrder = new ArrayList<Indexed>(byName.size()); // so that most indexes are sorted soon
    for (var entry : byName) {
      inOrder.add(new Indexed(entry.getKey(), entry.getValue().outline()));
    }
    inOrder.sort(Comparator.comparingLong(secret -> secret.outline().sequence()));
    return new RegionSecrets(
        byName,
        SortedTree.ofSorted(inOrder, secret -> secret.outline().sequence(), Indexed::name),
        index(inOrder, SecretOutline::changed),
        index(inOrder, SecretOutline::accessedOrNever),
        index(inOrder, SecretOutline::goneAt),
        index(inOrder, SecretOutline::due),
        index(inOrder, SecretOutline::replicationDue),
        nextSequence);
  }

  private static SortedTree<Moment, String> index(
      List<Indexed> inOrder, Function<SecretOutline, @Nullable Instant> instant) {
    var indexed = new ArrayList<Map.Entry<Moment, String>>();
    for (var secret : inOrder) {
      var at = instant.apply(secret.outline());
      if (at != null) {
        indexed.add(Map.entry(new Moment(at, secret.outline().sequence()), secret.name()));
      }
    }
    indexed.sort(Map.Entry.comparingByKey());
    return SortedTree.ofSorted(indexed, Map.Entry::getKey, Map.Entry::getValue);
  }

  /** An instant in a secret's life; the sequence number orders secrets of the same instant. */
  record Moment(Instant at, long sequence) implements Comparable<Moment> {
    @Override
    public int compareTo(Moment other) {
      int order = at.compareTo(other.at);
      return order != 0 ? order : Long.compare(sequence, other.sequence);
    }
  }

  /**
   * The outcome of an operation that writes to a Region.
   *
   * @param answer makes the result, once the replications that take no time are done
   */
  public record RegionChange<R>(RegionSecrets next, Function<RegionSecrets, R> answer) {
    public RegionChange(RegionSecrets next, R result) {
      this(next, after -> result);
    }
  }

  /** Returns the number of secrets, including expired ones that are not purged yet. */
  public int size() {
    return byName.size();
  }

  /**
   * Returns the secret of that name or ARN; null if none exists at this instant (ID-2 to ID-11,
   * DEL-10).
   */
  public @Nullable Secret find(SecretId id, Instant now) {
    var secret = named(id.name());
    return secret == null || !id.matches(secret.arn()) || secret.isGone(now) ? null : secret;
  }

  /** Returns these secrets with one added or changed. */
  @SuppressWarnings("ReferenceEquality") // an equal secret may be written again
  public RegionSecrets with(Secret secret) {
    var known = byName.get(secret.name());
    var before = known == null ? null : known.secret();
    return new RegionSecrets(
        byName.with(
            secret.name(),
            known != null && before == secret
                ? known
                : new StoredSecret(secret)), // not written again
        before == null ? byCreation.with(secret.sequence(), secret.name()) : byCreation,
        moved(byChange, before, secret, Secret::changed),
        moved(byAccess, before, secret, RegionSecrets::accessedOrNever),
        moved(expiring, before, secret, Secret::goneAt),
        moved(due, before, secret, Secret::due),
        moved(replicating, before, secret, Secret::replicationDue),
        Math.max(nextSequence, secret.sequence() + 1));
  }

  /** Returns these secrets without one of them. */
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

  /** Moves a secret within an index; before is null for a new secret, after for a removed one. */
  private static SortedTree<Moment, String> moved(
      SortedTree<Moment, String> index,
      @Nullable Secret before,
      @Nullable Secret after,
      Function<Secret, @Nullable Instant> instant) {
    var earlier = before == null ? null : moment(before, instant);
    var later = after == null ? null : moment(after, instant);
    if (later == null ? earlier == null : earlier != null && earlier.compareTo(later) == 0) {
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

  /** Returns the secret whose replication ends first; null if none is under way. */
  public @Nullable Secret nextReplicating() {
    return replicating.isEmpty() ? null : named(replicating.iterator().next().getValue());
  }

  /** Returns the secrets with rotation work to come, soonest first. */
  public Stream<Secret> inOrderOfDue() {
    return due.values().map(name -> Objects.requireNonNull(named(name)));
  }

  /** Returns the expired secrets that are not purged yet, in the order in which they expired. */
  public List<Secret> expired(Instant now) {
    if (expiring.isEmpty()) { // as at nearly every write
      return List.of();
    }
    var expired = new ArrayList<Secret>();
    for (var entry : expiring) {
      if (now.isBefore(entry.getKey().at())) {
        break;
      }
      expired.add(Objects.requireNonNull(named(entry.getValue())));
    }
    return expired;
  }

  /** Returns all secrets by name, including expired ones that are not purged yet. */
  public Stream<Secret> all() {
    return byName.values().map(StoredSecret::secret);
  }

  /** Returns the secret of that name, also an expired one that is not purged yet. */
  public @Nullable Secret named(String name) {
    var stored = byName.get(name);
    return stored == null ? null : stored.secret();
  }

  /** Returns these secrets without the expired ones, whose names are free again. */
  public RegionSecrets purged(Instant now) {
    var next = this;
    for (var secret : expired(now)) {
      next = next.without(secret);
    }
    return next;
  }

  /**
   * Returns these secrets after a read. LastAccessedDate is a day, so most reads change nothing
   * (TS-3, TS-4).
   */
  public RegionSecrets accessed(GetSecretValue.Result read, Instant now) {
    var secret = named(read.name());
    return secret == null || !isNewAccess(secret, read, now)
        ? this
        : with(secret.accessedOn(day(now), read.versionId()));
  }

  /** Returns whether a read on this day changes a LastAccessedDate of a secret. */
  static boolean isNewAccess(Secret secret, GetSecretValue.Result read, Instant now) {
    if (!read.arn().endsWith(secret.arn().suffix())) {
      return false; // an earlier secret of that name was read
    }
    var day = day(now);
    var version = secret.versions().find(read.versionId());
    return !day.equals(secret.accessed()) || (version != null && !day.equals(version.accessed()));
  }

  private static Instant day(Instant now) {
    return now.truncatedTo(ChronoUnit.DAYS);
  }
}

package dev.strongroom.secret;

import dev.strongroom.api.GetSecretValue;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All secrets of one account in one Region.
 *
 * @param byCreation names in the order of creation, by sequence number
 * @param expiring names of secrets marked for deletion, soonest first
 */
public record RegionSecrets(
    SortedTree<String, Secret> byName,
    SortedTree<Long, String> byCreation,
    SortedTree<Expiry, String> expiring,
    long nextSequence) {

  public static final RegionSecrets NONE =
      new RegionSecrets(SortedTree.empty(), SortedTree.empty(), SortedTree.empty(), 0);

  /** When a secret is gone; the sequence number tells secrets of the same instant apart. */
  record Expiry(Instant at, long sequence) implements Comparable<Expiry> {
    @Override
    public int compareTo(Expiry other) {
      int order = at.compareTo(other.at);
      return order != 0 ? order : Long.compare(sequence, other.sequence);
    }
  }

  /** What a Region-wide writing operation answers. */
  public record RegionChange<R>(RegionSecrets next, R result) {}

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
    var deletionBefore = before == null ? null : before.deletion();
    var nextExpiring = expiring;
    if (!Objects.equals(deletionBefore, secret.deletion())) {
      if (deletionBefore != null) {
        nextExpiring = nextExpiring.without(new Expiry(deletionBefore.goneAt(), secret.sequence()));
      }
      if (secret.deletion() != null) {
        nextExpiring =
            nextExpiring.with(
                new Expiry(secret.deletion().goneAt(), secret.sequence()), secret.name());
      }
    }
    return new RegionSecrets(
        byName.with(secret.name(), secret),
        before == null ? byCreation.with(secret.sequence(), secret.name()) : byCreation,
        nextExpiring,
        Math.max(nextSequence, secret.sequence() + 1));
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

  /** The same secrets but for one of them. */
  public RegionSecrets without(Secret secret) {
    var goneAt = secret.goneAt();
    return new RegionSecrets(
        byName.without(secret.name()),
        byCreation.without(secret.sequence()),
        goneAt == null ? expiring : expiring.without(new Expiry(goneAt, secret.sequence())),
        nextSequence);
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

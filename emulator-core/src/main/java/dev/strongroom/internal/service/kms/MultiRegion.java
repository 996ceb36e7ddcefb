package dev.strongroom.internal.service.kms;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The set of related keys that a multi-Region key belongs to; each of them holds the same.
 *
 * @param primary the Region of the primary key
 * @param replicas by Region, when each replica key is gone; {@link Instant#MAX} for one that isn't
 *     pending deletion
 */
record MultiRegion(String primary, SortedMap<String, Instant> replicas) {

  /** The set of a new primary key. */
  static MultiRegion primaryIn(String region) {
    return new MultiRegion(region, Collections.emptySortedMap());
  }

  /** The set with another replica, or with one that goes at another time. */
  MultiRegion with(String region, Instant goneAt) {
    var next = new TreeMap<>(replicas);
    next.put(region, goneAt);
    return new MultiRegion(primary, Collections.unmodifiableSortedMap(next));
  }

  /** The set after the primary key and one of the replicas have exchanged their roles. */
  MultiRegion withPrimary(String region) {
    var next = new TreeMap<>(replicas);
    next.remove(region);
    next.put(primary, Instant.MAX);
    return new MultiRegion(region, Collections.unmodifiableSortedMap(next));
  }

  /** The set without the replicas that are gone. */
  MultiRegion at(Instant now) {
    if (replicas.values().stream().allMatch(now::isBefore)) {
      return this;
    }
    var next = new TreeMap<>(replicas);
    next.values().removeIf(goneAt -> !now.isBefore(goneAt));
    return new MultiRegion(primary, Collections.unmodifiableSortedMap(next));
  }

  /** When the last replica is gone; the earliest instant if there is none. */
  Instant lastGoneAt() {
    return replicas.values().stream().max(Instant::compareTo).orElse(Instant.MIN);
  }
}

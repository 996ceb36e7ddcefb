package dev.strongroom.internal.service.secretsmanager;

import dev.strongroom.internal.collection.SortedTree;
import java.util.Objects;

/**
 * The IDs of the latest versions of a secret that were removed (VER-5), by ID and by age. A secret
 * that gets a version every second would otherwise grow for ever.
 */
record PrunedVersions(SortedTree<String, Long> byId, SortedTree<Long, String> byAge) {

  static final PrunedVersions NONE = new PrunedVersions(SortedTree.empty(), SortedTree.empty());

  private static final int KEPT = 1_000;

  boolean contains(String id) {
    return byId.get(id) != null;
  }

  PrunedVersions with(Version version) {
    var next =
        new PrunedVersions(
            byId.with(version.id(), version.sequence()),
            byAge.with(version.sequence(), version.id()));
    return next.byAge.size() > KEPT ? next.without(Objects.requireNonNull(byAge.first())) : next;
  }

  /** Returns these IDs without one that is used again. */
  PrunedVersions without(String id) {
    var sequence = byId.get(id);
    return sequence == null ? this : new PrunedVersions(byId.without(id), byAge.without(sequence));
  }
}

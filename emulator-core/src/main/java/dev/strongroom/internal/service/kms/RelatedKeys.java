package dev.strongroom.internal.service.kms;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Keeps related multi-Region keys alike. What they share (material, rotation, and who belongs to
 * the set) is the primary key's; description, policy, tags, grants and state are each key's own.
 */
final class RelatedKeys {

  private RelatedKeys() {}

  /** Adds to a change of one key what changes with it in other Regions. */
  static <R> Change<R> spread(Change<R> change, KmsContext context) {
    return change.next().size() > 1
        ? change
        : new Change<>(spread(change.next().get(0), context), change.result());
  }

  /** Returns the changed key first, then its relatives that change with it. */
  static List<Key> spread(Key changed, KmsContext context) {
    if (changed.multiRegion() == null) {
      return List.of(changed);
    }
    var primary = changed.isReplica() ? primaryOf(changed, context) : changed;
    var set = Objects.requireNonNull(primary.multiRegion());
    var spread = new ArrayList<Key>();
    spread.add(changed.isReplica() ? shared(primary, changed) : changed);
    if (changed.isReplica()) {
      spread.add(primary);
    }
    for (var region : set.replicas().keySet()) {
      var replica = region.equals(changed.arn().region()) ? null : find(changed, region, context);
      if (replica != null && !shared(primary, replica).equals(replica)) {
        spread.add(shared(primary, replica));
      }
    }
    return spread;
  }

  /** The key's relative in another Region; null if there is none. */
  static @Nullable Key find(Key key, String region, KmsContext context) {
    return context.keys().apply(key.arn().in(region));
  }

  /** The primary key, which knows when its replica is gone. */
  private static Key primaryOf(Key replica, KmsContext context) {
    var region = Objects.requireNonNull(replica.multiRegion()).primary();
    var primary = Objects.requireNonNull(find(replica, region, context), "a primary key goes last");
    var date = replica.state().deletionDate();
    var set =
        Objects.requireNonNull(primary.multiRegion())
            .with(replica.arn().region(), date == null ? Instant.MAX : date);
    return primary.with(draft -> draft.multiRegion = set);
  }

  /** The replica with all that it shares with its primary. */
  static Key shared(Key primary, Key replica) {
    var pending = primary.pending();
    var shared =
        primary.isExternal()
            ? replica.withMaterials(
                primary.materials().stream().map(material -> held(material, replica)).toList(),
                pending == null ? null : held(pending, replica))
            : replica.with(draft -> draft.materials = primary.materials());
    return shared.with(
        draft -> {
          draft.rotation = primary.rotation();
          draft.multiRegion = primary.multiRegion();
        });
  }

  /** Imported material as the replica has it: the caller must import it into each key. */
  private static Material held(Material primarys, Key replica) {
    var own = replica.material(primarys.id());
    if (own == null && replica.pending() != null && replica.pending().id().equals(primarys.id())) {
      own = replica.pending();
    }
    return own == null ? primarys.withoutSecret() : own.rotatedAs(primarys);
  }
}

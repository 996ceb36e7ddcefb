package dev.strongroom.internal.service.kms;

import dev.strongroom.internal.collection.SortedTree;
import dev.strongroom.internal.engine.DueEvent;
import dev.strongroom.internal.engine.RegionState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * All KMS keys of one account in one Region.
 *
 * @param keys by ID
 * @param aliases by name, each with its prefix {@code alias/}
 * @param deletions IDs of keys that are pending deletion, soonest first
 */
public record RegionKeys(
    SortedTree<String, Key> keys,
    SortedTree<String, Alias> aliases,
    SortedTree<Deletion, String> deletions)
    implements RegionState {

  /** Returns when a key is gone; whatever else time does to one is seen when it is looked up. */
  @Override
  public @Nullable Instant due(Due kind) {
    var first = kind == Due.HIDDEN ? deletions.first() : null;
    var key = first == null ? null : keys.get(first);
    return key == null ? null : key.goneAt();
  }

  public static final RegionKeys NONE =
      new RegionKeys(SortedTree.empty(), SortedTree.empty(), SortedTree.empty());

  /** A key's name. */
  public record Alias(String name, String keyId, Instant created, Instant updated) {}

  /** When a key is gone. */
  record Deletion(Instant date, String keyId) implements Comparable<Deletion> {

    static @Nullable Deletion of(@Nullable Key key) {
      if (key == null) {
        return null;
      }
      var date = key.goneAt();
      return date == null ? null : new Deletion(date, key.arn().keyId());
    }

    @Override
    public int compareTo(Deletion other) {
      int order = date.compareTo(other.date);
      return order != 0 ? order : keyId.compareTo(other.keyId);
    }
  }

  /** What a Region-wide writing operation answers. */
  public record RegionChange<R>(RegionKeys next, R result) {}

  /** The key of that id or alias as it is now; null if there is none, or none any more. */
  public @Nullable Key find(KeyId id, Instant now) {
    return id.isAlias() ? byAlias(id.name(), now) : byId(id.name(), now);
  }

  /** Every key that is there now, in the order of the IDs. */
  Stream<Key> all(Instant now) {
    return present(keys, now);
  }

  /** The keys whose IDs lie behind an ID; all keys for null. */
  Stream<Key> after(@Nullable String keyId, Instant now) {
    return present(keys.after(keyId, true), now);
  }

  private static Stream<Key> present(Iterable<Map.Entry<String, Key>> keys, Instant now) {
    return StreamSupport.stream(keys.spliterator(), false)
        .map(Map.Entry::getValue)
        .map(key -> key.at(now))
        .filter(key -> !key.isGone(now));
  }

  /** The aliases of present keys whose names lie behind a name; all of them for null. */
  Stream<Alias> aliasesAfter(@Nullable String name, Instant now) {
    return StreamSupport.stream(aliases.after(name, true).spliterator(), false)
        .map(Map.Entry::getValue)
        .filter(alias -> byId(alias.keyId(), now) != null);
  }

  @Nullable Alias alias(String name, Instant now) {
    return byAlias(name, now) == null ? null : aliases.get(name);
  }

  @Nullable Key byAlias(String name, Instant now) {
    var alias = aliases.get(name);
    return alias == null ? null : byId(alias.keyId(), now);
  }

  /** The key of that id as it is now; null if there is none, or none any more. */
  public @Nullable Key byId(String id, Instant now) {
    var key = keys.get(id);
    return key == null || key.isGone(now) ? null : key.at(now);
  }

  /** The key of that ID, also one that is gone but still held; null if there is none. */
  public @Nullable Key named(String id) {
    return keys.get(id);
  }

  /** The same keys with one added or changed. */
  public RegionKeys with(Key key) {
    var id = key.arn().keyId();
    var before = Deletion.of(keys.get(id));
    var after = Deletion.of(key);
    var next = before == null ? deletions : deletions.without(before);
    return new RegionKeys(keys.with(id, key), aliases, after == null ? next : next.with(after, id));
  }

  RegionKeys with(Alias alias) {
    return new RegionKeys(keys, aliases.with(alias.name(), alias), deletions);
  }

  RegionKeys without(Alias alias) {
    return new RegionKeys(keys, aliases.without(alias.name()), deletions);
  }

  /** Returns what time will do to the keys. */
  Stream<DueEvent> dueEvents(Instant now) {
    return all(now).flatMap(Key::dueEvents);
  }

  /** Returns the ARNs of the keys that are gone, but still held. */
  List<String> gone(Instant now) {
    var gone = new ArrayList<String>();
    for (var deletion : deletions) {
      if (now.isBefore(deletion.getKey().date())) {
        break;
      }
      var key = keys.get(deletion.getValue());
      if (key != null) {
        gone.add(key.arn().toString());
      }
    }
    return gone;
  }

  /** The keys that are still there, and the aliases that still name one. */
  public RegionKeys purged(Instant now) {
    var keysLeft = keys;
    var deletionsLeft = deletions;
    for (var deletion : deletions) {
      if (now.isBefore(deletion.getKey().date())) {
        break;
      }
      keysLeft = keysLeft.without(deletion.getValue());
      deletionsLeft = deletionsLeft.without(deletion.getKey());
    }
    if (deletionsLeft.size() == deletions.size()) {
      return this;
    }
    var aliasesLeft = aliases;
    for (var alias : aliases) {
      if (keysLeft.get(alias.getValue().keyId()) == null) {
        aliasesLeft = aliasesLeft.without(alias.getKey());
      }
    }
    return new RegionKeys(keysLeft, aliasesLeft, deletionsLeft);
  }
}

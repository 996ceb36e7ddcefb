package dev.strongroom.internal.service.kms;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All KMS keys of one account in one Region.
 *
 * @param keys by id
 * @param aliases by name, each with its prefix {@code alias/}
 */
public record RegionKeys(SortedMap<String, Key> keys, SortedMap<String, Alias> aliases) {

  public static final RegionKeys NONE =
      new RegionKeys(Collections.emptySortedMap(), Collections.emptySortedMap());

  /** A key's name. */
  public record Alias(String name, String keyId, Instant created, Instant updated) {}

  /** What a Region-wide writing operation answers. */
  public record RegionChange<R>(RegionKeys next, R result) {}

  /** The key of that id or alias as it is now; null if there is none, or none any more. */
  public @Nullable Key find(KeyId id, Instant now) {
    return id.isAlias() ? byAlias(id.name(), now) : byId(id.name(), now);
  }

  /** Every key that is there now. */
  Stream<Key> all(Instant now) {
    return keys.values().stream().map(key -> key.at(now)).filter(key -> !key.isGone(now));
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

  /** The same keys with one added or changed. */
  public RegionKeys with(Key key) {
    var next = new TreeMap<>(keys);
    next.put(key.arn().keyId(), key);
    return new RegionKeys(Collections.unmodifiableSortedMap(next), aliases);
  }

  RegionKeys with(Alias alias) {
    var next = new TreeMap<>(aliases);
    next.put(alias.name(), alias);
    return new RegionKeys(keys, Collections.unmodifiableSortedMap(next));
  }

  RegionKeys without(Alias alias) {
    var next = new TreeMap<>(aliases);
    next.remove(alias.name());
    return new RegionKeys(keys, Collections.unmodifiableSortedMap(next));
  }

  /** The keys that are still there, and the aliases that still name one. */
  public RegionKeys purged(Instant now) {
    if (keys.values().stream().noneMatch(key -> key.isGone(now))) {
      return this;
    }
    var nextKeys = new TreeMap<>(keys);
    nextKeys.values().removeIf(key -> key.isGone(now));
    var nextAliases = new TreeMap<>(aliases);
    nextAliases.values().removeIf(alias -> !nextKeys.containsKey(alias.keyId()));
    return new RegionKeys(
        Collections.unmodifiableSortedMap(nextKeys),
        Collections.unmodifiableSortedMap(nextAliases));
  }
}

package dev.strongroom.local.internal.agent;

import dev.strongroom.time.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** Values for some time, on the emulator's clock; a full cache drops what was written first. */
final class ValueCache<K, V> {

  /** What was asked: a secret's name and its ARN are two (AG-8). */
  record Key(String secretId, @Nullable String versionId, @Nullable String versionStage) {}

  /** A value, and whether it may be answered without asking. */
  record Entry<V>(V value, boolean isFresh) {}

  private record Written<V>(V value, Instant at) {}

  private final VirtualClock clock;
  private final Duration ttl;
  private final int size;
  private final LinkedHashMap<K, Written<V>> entries = new LinkedHashMap<>();

  ValueCache(VirtualClock clock, Duration ttl, int size) {
    this.clock = clock;
    this.ttl = ttl;
    this.size = size;
  }

  synchronized @Nullable Entry<V> get(K key) {
    var written = entries.get(key);
    if (written == null) {
      return null;
    }
    var age = Duration.between(written.at, clock.instant());
    return new Entry<>(written.value, !ttl.isZero() && age.compareTo(ttl) <= 0); // AG-8
  }

  synchronized void put(K key, V value) {
    entries.remove(key); // AG-8: a read does not make an entry younger, a write does
    entries.put(key, new Written<>(value, clock.instant()));
    if (entries.size() > size) {
      var oldest = entries.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }
}

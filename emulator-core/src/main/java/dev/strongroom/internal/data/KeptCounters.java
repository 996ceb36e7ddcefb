package dev.strongroom.internal.data;

import dev.strongroom.audit.Counters;
import dev.strongroom.internal.codec.RecordCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The counters of the audit on disk, which are read when they are first needed. */
final class KeptCounters {

  record Count(Counters.Key key, long sum) {}

  /** Counters in the order in which they were first written. */
  record Counts(List<Count> counts) {}

  private final SortedMap<String, StoredEntry> entries;
  private final String file;
  private @Nullable List<Count> read;

  /**
   * @param entries those of counters
   * @param file names the store
   */
  KeptCounters(SortedMap<String, StoredEntry> entries, String file) {
    this.entries = new TreeMap<>(entries);
    this.file = file;
  }

  /**
   * Returns the counters in the order in which they were first written.
   *
   * @throws DamagedDataException naming the entry if one can't be read
   */
  synchronized List<Count> counts() {
    var known = read;
    if (known == null) {
      var codec = new RecordCodec(List.of(KeptDecision.REPRESENTATION, KeptDecision.ERRORS));
      var all = new ArrayList<Count>();
      entries.forEach(
          (key, entry) ->
              all.addAll(EngineEntries.read(codec, Counts.class, key, entry, file).counts()));
      read = all;
      entries.clear();
      known = all;
    }
    return known;
  }

  Map<Counters.Key, Long> sums() {
    var sums = new HashMap<Counters.Key, Long>();
    counts().forEach(count -> sums.put(count.key(), count.sum()));
    return sums;
  }
}

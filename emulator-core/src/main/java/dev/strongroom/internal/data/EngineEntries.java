package dev.strongroom.internal.data;

import dev.strongroom.api.kms.Blob;
import dev.strongroom.audit.Counters;
import dev.strongroom.internal.codec.RecordCodec;
import dev.strongroom.internal.codec.UnreadableEntryException;
import dev.strongroom.internal.engine.AuditTrail;
import dev.strongroom.internal.engine.Engine;
import dev.strongroom.internal.engine.KeptAuditRecord;
import dev.strongroom.internal.time.EmulatorClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** What an engine knows beside the state, as entries on disk: clock, IDs, faults and audit. */
final class EngineEntries {

  static final int VERSION = 1;

  private static final String CLOCK = "engine/clock";
  private static final String IDS = "engine/ids";
  private static final String FAULTS = "engine/faults";
  private static final String AUDIT = "audit/";
  private static final String COUNT = "count/";

  /** How many records one entry holds at most. */
  private static final int BLOCK = 500;

  /** How many counters one entry holds at most. */
  private static final int COUNTS = 100;

  /**
   * @param latest the latest instant that was noted; a ticking clock shows no earlier one again
   */
  record Clock(EmulatorClock.Mark pace, Instant latest) {}

  record KeptIds(@Nullable Long seed, List<Long> positions, Blob pageKey) {}

  private record Faults(Record faults) {}

  /** Records of the audit, in the order of their sequence numbers. */
  private record Block(long end, List<KeptAuditRecord> records) {}

  private static final RecordCodec PLAIN = new RecordCodec(List.of());

  private final RecordCodec codec =
      new RecordCodec(List.of(KeptDecision.REPRESENTATION, KeptDecision.ERRORS));
  private @Nullable RecordCodec ofFaults;
  private final Map<String, byte[]> latest = new HashMap<>(); // what the store has of single ones
  private final Map<Counters.Key, Long> sums = new HashMap<>();
  private final Map<Counters.Key, Integer> numbers = new HashMap<>();
  private final List<Counters.Key> counters = new ArrayList<>(); // by their numbers
  private @Nullable KeptCounters unnumbered; // until they are needed
  private final TreeMap<Long, Long> blocks = new TreeMap<>(); // ends by their beginnings
  private long audited;
  private @Nullable CompletableFuture<List<KeptAuditRecord>> audit; // until an engine has it

  /** Returns the clock that was kept; null if nothing was. */
  static @Nullable Clock clock(SortedMap<String, StoredEntry> entries, String file) {
    var entry = entries.get(CLOCK);
    return entry == null ? null : read(PLAIN, Clock.class, CLOCK, entry, file);
  }

  /** Returns the IDs that were kept; null if nothing was. */
  static @Nullable KeptIds ids(SortedMap<String, StoredEntry> entries, String file) {
    var entry = entries.get(IDS);
    return entry == null ? null : read(PLAIN, KeptIds.class, IDS, entry, file);
  }

  static <R extends Record> R read(
      RecordCodec codec, Class<R> type, String key, StoredEntry entry, String file) {
    try {
      return codec.read(VERSION, type, entry.content());
    } catch (UnreadableEntryException unreadable) {
      throw StateEntries.damaged(file, key, unreadable);
    }
  }

  private RecordCodec ofFaults(Engine engine) {
    var known = ofFaults;
    if (known == null) {
      known = new RecordCodec(engine.faultEngine().representations());
      ofFaults = known;
    }
    return known;
  }

  /**
   * Begins to read the audit, on a thread of its own, while the state is read.
   *
   * @param entries all that the engine has; those of a state come later
   */
  void readAudit(SortedMap<String, StoredEntry> entries, String file) {
    if (audit == null) {
      var all = new TreeMap<>(entries);
      audit =
          CompletableFuture.supplyAsync(
              () -> records(all, file),
              work -> {
                var thread = new Thread(work, "strongroom-audit");
                thread.setDaemon(true);
                thread.start();
              });
    }
  }

  private synchronized List<KeptAuditRecord> records(
      SortedMap<String, StoredEntry> entries, String file) {
    var records = new ArrayList<KeptAuditRecord>();
    entries
        .subMap(AUDIT, "audit0")
        .forEach(
            (key, entry) -> {
              var block = read(codec, Block.class, key, entry, file);
              records.addAll(block.records());
              blocks.put(Long.parseLong(key.substring(AUDIT.length())), block.end());
              audited = block.end();
            });
    return records;
  }

  /**
   * Returns the records that were kept, when they are all read.
   *
   * @throws dev.strongroom.internal.data.DamagedDataException if they can't be read
   */
  private List<KeptAuditRecord> audit() {
    try {
      return Objects.requireNonNull(audit, "begun").join();
    } catch (CompletionException failure) {
      if (failure.getCause() instanceof DamagedDataException damaged) {
        throw damaged;
      }
      throw failure;
    }
  }

  /** Gives an engine back its faults and its audit. */
  void restore(Engine engine, SortedMap<String, StoredEntry> entries, String file) {
    var kept = audit(); // before the lock is taken, which its reader takes
    audit = null;
    restore(engine, kept, entries, file);
  }

  private synchronized void restore(
      Engine engine,
      List<KeptAuditRecord> records,
      SortedMap<String, StoredEntry> entries,
      String file) {
    for (var key : List.of(CLOCK, IDS, FAULTS)) {
      var entry = entries.get(key);
      if (entry != null) {
        latest.put(key, entry.content());
      }
    }
    var faults = entries.get(FAULTS);
    if (faults != null) {
      var kept = read(ofFaults(engine), Faults.class, FAULTS, faults, file);
      engine.faultEngine().restore(kept.faults());
    }
    var kept = new KeptCounters(entries.subMap(COUNT, "count0"), file);
    unnumbered = kept;
    engine.trail().restore(audited, records, kept::sums);
  }

  /** Reads the counters if a write is going to need them, while nobody waits for it. */
  void prepare(Engine engine) {
    KeptCounters kept;
    synchronized (this) {
      kept = engine.trail().end() == audited ? null : unnumbered;
    }
    if (kept != null) {
      var unused = kept.counts();
    }
  }

  /** Gives the counters their numbers, in the order in which they were first written. */
  private void number() {
    if (unnumbered != null) {
      for (var count : unnumbered.counts()) {
        var unused = number(count.key());
        sums.put(count.key(), count.sum());
      }
      unnumbered = null;
    }
  }

  /** Adds clock and IDs where they have changed so that a write depends on it. */
  synchronized void withWrite(Engine engine, Map<String, @Nullable Entry> changes) {
    var ids = engine.ids();
    var seed = ids.givenSeed();
    if (seed.isPresent() || !latest.containsKey(IDS)) {
      put(
          IDS,
          new KeptIds(
              seed.isPresent() ? seed.getAsLong() : null,
              seed.isPresent() ? ids.positions() : List.of(),
              Blob.of(ids.pageKey())),
          changes);
    }
    if (!latest.containsKey(CLOCK)) {
      clock(engine, changes);
    }
  }

  synchronized void clock(Engine engine, Map<String, @Nullable Entry> changes) {
    var clock = engine.clock();
    put(CLOCK, new Clock(clock.mark(), clock.instant()), changes);
  }

  private void put(String key, Record record, Map<String, @Nullable Entry> changes) {
    put(key, codec.write(VERSION, record), changes);
  }

  private void put(String key, byte[] content, Map<String, @Nullable Entry> changes) {
    if (!Arrays.equals(latest.get(key), content)) {
      changes.put(key, new Entry(content));
    }
  }

  /** Adds what is written behind: IDs, faults, audit and counters, and the clock with them. */
  synchronized void behind(Engine engine, Map<String, @Nullable Entry> changes) {
    withWrite(engine, changes);
    if (latest.containsKey(FAULTS) || !engine.faultEngine().isIdle()) {
      put(
          FAULTS,
          ofFaults(engine).write(VERSION, new Faults(engine.faultEngine().kept())),
          changes);
    }
    audit(engine.trail(), changes);
    if (!changes.isEmpty()) {
      clock(engine, changes);
    }
  }

  private void audit(AuditTrail trail, Map<String, @Nullable Entry> changes) {
    long end = trail.end();
    if (end == audited) {
      return;
    }
    long reached = Math.max(audited, end - trail.capacity());
    var part = new ArrayList<KeptAuditRecord>();
    for (var record : trail.between(reached, end)) {
      part.add(record);
      reached = record.sequence() + 1;
      if (part.size() == BLOCK) {
        block(part, reached, changes);
        part.clear();
      }
    }
    block(part, reached, changes);
    for (var block : blocks.entrySet()) {
      if (block.getValue() > reached - trail.capacity()) {
        break;
      }
      changes.put(AUDIT + "%019d".formatted(block.getKey()), null);
    }
    number();
    counts(trail.counters().counts(), changes);
  }

  private int number(Counters.Key counter) {
    return numbers.computeIfAbsent(
        counter,
        added -> {
          counters.add(added);
          return counters.size() - 1;
        });
  }

  private void counts(Map<Counters.Key, Long> counts, Map<String, @Nullable Entry> changes) {
    var changed = new TreeSet<Integer>();
    counts.forEach(
        (counter, sum) -> {
          if (!sum.equals(sums.get(counter))) {
            changed.add(number(counter) / COUNTS);
          }
        });
    for (int block : changed) {
      int start = block * COUNTS;
      var kept =
          counters.subList(start, Math.min(start + COUNTS, counters.size())).stream()
              .map(counter -> new KeptCounters.Count(counter, counts.getOrDefault(counter, 0L)))
              .toList();
      changes.put(
          COUNT + "%06d".formatted(block),
          new Entry(codec.write(VERSION, new KeptCounters.Counts(kept))));
    }
  }

  private void block(
      List<KeptAuditRecord> records, long end, Map<String, @Nullable Entry> changes) {
    if (!records.isEmpty()) {
      changes.put(
          AUDIT + "%019d".formatted(records.get(0).sequence()),
          new Entry(codec.write(VERSION, new Block(end, List.copyOf(records)))));
    }
  }

  /** Notes that changes are written. */
  synchronized void written(Map<String, @Nullable Entry> changes) {
    changes.forEach(
        (key, entry) -> {
          if (key.startsWith("engine/") && entry != null) {
            latest.put(key, entry.content());
          } else if (key.startsWith(AUDIT)) {
            long start = Long.parseLong(key.substring(AUDIT.length()));
            if (entry == null) {
              blocks.remove(start);
            } else {
              long end = codec.read(VERSION, Block.class, entry.content()).end();
              blocks.put(start, end);
              audited = Math.max(audited, end);
            }
          } else if (key.startsWith(COUNT) && entry != null) {
            for (var count :
                codec.read(VERSION, KeptCounters.Counts.class, entry.content()).counts()) {
              sums.put(count.key(), count.sum());
            }
          }
        });
  }
}

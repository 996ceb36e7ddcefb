package dev.strongroom.internal.engine;

import dev.strongroom.audit.AuditLog;
import dev.strongroom.audit.AuditRecord;
import dev.strongroom.audit.Counters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Keeps the latest audit records and counts all of them; writing to it never blocks. */
final class AuditRingBuffer {

  private static final Comparator<KeptAuditRecord> BY_TIME =
      Comparator.comparing((KeptAuditRecord slot) -> slot.record().time())
          .thenComparing(slot -> !slot.due()) // what was due then came before what was called then
          .thenComparing(KeptAuditRecord::sequence);

  /** Beyond as many combinations, secrets and principals that are new count as others. */
  private static final int DISTINCT = 100_000;

  private final AtomicLong next = new AtomicLong();
  private final AtomicReferenceArray<KeptAuditRecord> slots;
  private final ConcurrentHashMap<Counters.Key, LongAdder> counts = new ConcurrentHashMap<>();

  AuditRingBuffer(int capacity) {
    slots = new AtomicReferenceArray<>(capacity);
  }

  int capacity() {
    return slots.length();
  }

  void add(AuditRecord record, boolean due) {
    long sequence = next.getAndIncrement();
    var slot = new KeptAuditRecord(sequence, due, record);
    slots.accumulateAndGet((int) (sequence % slots.length()), slot, AuditRingBuffer::later);
    count(record.key());
  }

  /** A thread that was overtaken by a whole round must not put its record over a later one. */
  private static KeptAuditRecord later(@Nullable KeptAuditRecord present, KeptAuditRecord next) {
    return present != null && present.sequence() > next.sequence() ? present : next;
  }

  AuditLog log() {
    long end = next.get();
    long start = Math.max(0, end - slots.length());
    var kept = between(start, end);
    kept.sort(BY_TIME);
    return new AuditLog(kept.stream().map(KeptAuditRecord::record).toList(), start);
  }

  /** Returns how many records there were so far. */
  long end() {
    return next.get();
  }

  /** Returns the records from one on that are still there, up to another, exclusive. */
  List<KeptAuditRecord> between(long start, long end) {
    var kept = new ArrayList<KeptAuditRecord>();
    for (long sequence = Math.max(start, end - slots.length()); sequence < end; sequence++) {
      var slot = slots.get((int) (sequence % slots.length()));
      if (slot != null && slot.sequence() == sequence) {
        kept.add(slot);
      }
    }
    return kept;
  }

  /** Goes on from what was recorded and counted before; only while nothing else is recorded. */
  void restore(long end, List<KeptAuditRecord> records, Map<Counters.Key, Long> sums) {
    next.set(end);
    for (var record : records) {
      if (record.sequence() >= end - slots.length()) {
        slots.set((int) (record.sequence() % slots.length()), record);
      }
    }
    sums.forEach((key, sum) -> counts.computeIfAbsent(key, first -> new LongAdder()).add(sum));
  }

  Counters counters() {
    var sums = new HashMap<Counters.Key, Long>();
    counts.forEach((key, count) -> sums.put(key, count.sum()));
    return new Counters(sums);
  }

  private void count(Counters.Key key) {
    var adder = counts.get(key);
    if (adder == null) {
      var bounded = counts.mappingCount() < DISTINCT ? key : key.amongOthers();
      adder = counts.computeIfAbsent(bounded, first -> new LongAdder());
    }
    adder.increment();
  }
}

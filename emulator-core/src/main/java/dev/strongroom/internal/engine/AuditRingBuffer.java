package dev.strongroom.internal.engine;

import dev.strongroom.audit.AuditLog;
import dev.strongroom.audit.AuditRecord;
import dev.strongroom.audit.Counters;
import dev.strongroom.internal.iam.Policy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the latest audit records, so many and so many bytes of them, and counts all of them. A
 * thread that writes waits for another that writes only, for less than a microsecond.
 */
final class AuditRingBuffer {

  /** What each record may take on average; larger ones make room sooner. */
  private static final long BYTES_OF_A_RECORD = 8 << 10;

  private static final long LEAST_BYTES = 1 << 20;

  /** Beyond as many bytes of keys, secrets and principals that are new count as others. */
  private static final long BYTES_OF_COUNTERS = 64 << 20;

  private static final int BYTES_OF_A_COUNTER = 256;

  private static final int LATEST = 4;

  /** Beyond as many combinations, secrets and principals that are new count as others. */
  private static final int DISTINCT = 100_000;

  /**
   * @param due whether it happened at an instant that had passed unnoticed
   * @param policies what the record keeps of policies, so that nobody walks through an old record
   */
  private record Slot(
      long sequence, boolean due, AuditRecord record, long weight, KeptPolicies policies) {}

  /** Policies that some records keep, and how many do. */
  private static final class KeptPolicies {
    private final List<Policy> policies;
    private int records;

    KeptPolicies(List<Policy> policies) {
      this.policies = policies;
    }

    @SuppressWarnings("ReferenceEquality") // equal policies are kept each for itself
    boolean are(List<Policy> others) {
      boolean same = policies.size() == others.size();
      for (int i = 0; i < policies.size() && same; i++) {
        same = policies.get(i) == others.get(i);
      }
      return same;
    }
  }

  private final int capacity;
  private final long budget;
  private final ArrayDeque<Slot> slots = new ArrayDeque<>(); // this and what follows: synchronized
  private final IdentityHashMap<Policy, Integer> policies = new IdentityHashMap<>();
  private final @Nullable KeptPolicies[] latest = new @Nullable KeptPolicies[LATEST];
  private int turn;
  private long next;
  private long bytes;

  private final ConcurrentHashMap<Counters.Key, LongAdder> counts = new ConcurrentHashMap<>();
  private @Nullable Supplier<Map<Counters.Key, Long>> earlierCounts; // synchronized on counts
  private final AtomicLong bytesOfCounters = new AtomicLong();

  AuditRingBuffer(int capacity) {
    this.capacity = capacity;
    this.budget = Math.max(LEAST_BYTES, capacity * BYTES_OF_A_RECORD);
  }

  int capacity() {
    return capacity;
  }

  /** Returns how many bytes the records and the policies that they keep may take. */
  long budget() {
    return budget;
  }

  /** Returns about how many bytes the records and the policies that they keep take. */
  synchronized long bytes() {
    return bytes;
  }

  /** Returns about how many bytes the counters take. */
  long bytesOfCounters() {
    return bytesOfCounters.get();
  }

  void add(AuditRecord record, boolean due) {
    keep(record, due);
    count(record.key());
  }

  private void keep(AuditRecord record, boolean due) {
    long weight = AuditWeight.of(record);
    var held = AuditWeight.policies(record);
    synchronized (this) {
      slots.add(new Slot(next, due, record, weight, hold(held)));
      next++;
      bytes += weight;
      while (slots.size() > capacity || (bytes > budget && slots.size() > 1)) {
        drop(slots.remove());
      }
    }
  }

  /** Returns how many records there were so far. */
  synchronized long end() {
    return next;
  }

  /** Returns the records from one on that are still there, up to another, exclusive. */
  synchronized List<KeptAuditRecord> between(long start, long end) {
    var kept = new ArrayDeque<KeptAuditRecord>();
    for (var latest = slots.descendingIterator(); latest.hasNext(); ) {
      var slot = latest.next();
      if (slot.sequence() < start) {
        break;
      }
      if (slot.sequence() < end) {
        kept.addFirst(new KeptAuditRecord(slot.sequence(), slot.due(), slot.record()));
      }
    }
    return List.copyOf(kept);
  }

  /**
   * Goes on from what was recorded and counted before; only while nothing else is recorded.
   *
   * @param sums is asked when the counters are first needed
   */
  synchronized void restore(
      long end, List<KeptAuditRecord> records, Supplier<Map<Counters.Key, Long>> sums) {
    for (var record : records) {
      next = record.sequence();
      keep(record.record(), record.due());
    }
    next = end;
    earlierCounts = sums;
  }

  /** Adds what was counted before to what has been counted since. */
  private void readCounts() {
    synchronized (counts) {
      var earlier = earlierCounts;
      if (earlier != null) {
        earlier.get().forEach((key, sum) -> adder(key, true).add(sum));
        earlierCounts = null;
      }
    }
  }

  private void drop(Slot slot) {
    bytes -= slot.weight();
    var kept = slot.policies();
    kept.records--;
    if (kept.records == 0) {
      kept.policies.forEach(this::release);
    }
  }

  /** Records of one caller keep the same policies, so that the latest ones are mostly those. */
  private KeptPolicies hold(List<Policy> held) {
    for (var known : latest) {
      if (known != null && known.records > 0 && known.are(held)) {
        known.records++;
        return known;
      }
    }
    var kept = new KeptPolicies(held);
    kept.records = 1;
    held.forEach(this::hold);
    latest[turn] = kept;
    turn = (turn + 1) % LATEST;
    return kept;
  }

  /** Counts a policy's bytes with the first record that keeps it. */
  private void hold(Policy policy) {
    if (policies.merge(policy, 1, Integer::sum) == 1) {
      bytes += policy.weight();
    }
  }

  private void release(Policy policy) {
    if (policies.merge(policy, -1, (held, less) -> held == 1 ? null : held + less) == null) {
      bytes -= policy.weight();
    }
  }

  AuditLog log() {
    ArrayList<Slot> kept;
    long dropped;
    synchronized (this) {
      kept = new ArrayList<>(slots);
      dropped = next - kept.size();
    }
    kept.sort(
        Comparator.comparing((Slot slot) -> slot.record().time())
            .thenComparing(
                slot -> !slot.due()) // what was due then came before what was called then
            .thenComparing(Slot::sequence));
    return new AuditLog(kept.stream().map(Slot::record).toList(), dropped);
  }

  Counters counters() {
    readCounts();
    var sums = new HashMap<Counters.Key, Long>();
    counts.forEach((key, count) -> sums.put(key, count.sum()));
    return new Counters(sums);
  }

  private void count(Counters.Key key) {
    adder(key, false).increment();
  }

  private LongAdder adder(Counters.Key key, boolean wasCounted) {
    var adder = counts.get(key);
    if (adder == null) {
      boolean isRoom =
          wasCounted
              || (counts.mappingCount() < DISTINCT && bytesOfCounters.get() < BYTES_OF_COUNTERS);
      adder =
          counts.computeIfAbsent(
              isRoom ? key : key.amongOthers(),
              first -> {
                bytesOfCounters.addAndGet(BYTES_OF_A_COUNTER + AuditWeight.of(first));
                return new LongAdder();
              });
    }
    return adder;
  }
}

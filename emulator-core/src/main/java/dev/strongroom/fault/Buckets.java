package dev.strongroom.fault;

import dev.strongroom.fault.Quotas.Group;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What each account may still request in each Region, by the emulator's clock. */
final class Buckets {

  static final String RATE_EXCEEDED = "Rate exceeded"; // QUO-3

  private static final long REQUEST = 1000; // in thousandths, so that each millisecond refills

  private record Key(String accountId, String region, Group group) {}

  private record Bucket(long content, Instant at) {}

  private final Quotas quotas;
  private final ConcurrentHashMap<Key, Bucket> buckets = new ConcurrentHashMap<>();

  Buckets(Quotas quotas) {
    this.quotas = quotas;
  }

  boolean isOff() {
    return !quotas.isOn();
  }

  /** Whether the caller's account may make this request now; it is taken off the allowance then. */
  boolean admit(String accountId, String region, String operation, Instant now) {
    var group = quotas.group(operation);
    var admitted = new boolean[1];
    buckets.compute(
        new Key(accountId, region, group),
        (key, before) -> {
          var bucket = refilled(before, group, now);
          admitted[0] = bucket.content() >= REQUEST;
          return admitted[0] ? new Bucket(bucket.content() - REQUEST, bucket.at()) : bucket;
        });
    return admitted[0];
  }

  private static Bucket refilled(@Nullable Bucket before, Group group, Instant now) {
    long capacity = group.perSecond() * REQUEST;
    if (before == null) {
      return new Bucket(capacity, now);
    }
    long millis = Math.max(0, now.toEpochMilli() - before.at().toEpochMilli());
    long refill = millis >= 1000 ? capacity : millis * group.perSecond(); // at most a bucketful
    var at = millis == 0 ? before.at() : now; // another thread may bring an earlier instant
    return new Bucket(Math.min(capacity, before.content() + refill), at);
  }
}

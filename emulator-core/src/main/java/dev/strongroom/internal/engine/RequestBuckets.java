package dev.strongroom.internal.engine;

import dev.strongroom.fault.Quotas;
import dev.strongroom.internal.fault.OperationNames;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The requests that each account may still make in each Region, on the emulator's clock. */
final class RequestBuckets {

  private static final long REQUEST = 1000; // in thousandths, so that each millisecond refills

  private record Key(String accountId, String region, QuotaGroup group) {}

  private record Bucket(long content, Instant at) {}

  private final boolean on;
  private final Map<Class<?>, QuotaGroup> groups = new HashMap<>();
  private final ConcurrentHashMap<Key, Bucket> buckets = new ConcurrentHashMap<>();

  /**
   * @throws IllegalArgumentException if the quotas name an operation that has no rate
   */
  RequestBuckets(Quotas quotas, List<AwsService> services) {
    on = quotas.isOn();
    if (!on) {
      return;
    }
    var byName = new HashMap<String, QuotaGroup>();
    services.stream()
        .flatMap(service -> service.operations().stream())
        .filter(operation -> operation.quota() != null)
        .forEach(operation -> byName.put(operation.name(), operation.quota()));
    var rates = new HashMap<String, Integer>();
    quotas
        .rates()
        .forEach(
            (operation, rate) -> {
              OperationNames.require(operation, byName.keySet(), "The table of quotas");
              rates.put(Objects.requireNonNull(byName.get(operation)).name(), rate);
            });
    for (var service : services) {
      for (var operation : service.operations()) {
        var group = operation.quota();
        if (group != null) {
          int rate = rates.getOrDefault(group.name(), group.perSecond());
          groups.put(operation.type(), new QuotaGroup(group.name(), rate));
        }
      }
    }
  }

  boolean isOff() {
    return !on;
  }

  /** Returns whether the account may make this request now, and takes it off the allowance. */
  boolean admit(Class<?> request, String accountId, String region, Instant now) {
    var group = groups.get(request);
    if (group == null) {
      return true;
    }
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

  private static Bucket refilled(@Nullable Bucket before, QuotaGroup group, Instant now) {
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

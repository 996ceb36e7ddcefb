package dev.strongroom.internal.service.kms;

import dev.strongroom.api.kms.GetKeyLastUsage;
import dev.strongroom.api.kms.GetKeyLastUsage.KeyLastUsageData;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/**
 * The last cryptographic operation with each key that there is, and GetKeyLastUsage. Uses are noted
 * beside the state, because a use must not wait for writers, and are dropped with their keys.
 */
public final class KeyUses {

  /** A reference for each key, because a map would make the users of one key wait. */
  private final Map<String, AtomicReference<KeyLastUsageData>> byArn = new ConcurrentHashMap<>();

  private volatile Instant since = Instant.MAX;

  /** Sets from when on uses are noted, unless that is known already. */
  void begin(Instant now) {
    since = since.equals(Instant.MAX) ? now : since;
  }

  /** Returns the same uses, to go on from here. */
  KeyUses copy() {
    var copy = new KeyUses();
    byArn.forEach((arn, use) -> copy.byArn.put(arn, new AtomicReference<>(use.get())));
    copy.since = since;
    return copy;
  }

  /**
   * Notes a use; of two at the same time the one noted last counts.
   *
   * @return whether none was known before
   */
  boolean note(String keyArn, KeyLastUsageData use) {
    var known = byArn.get(keyArn);
    var latest = known == null ? byArn.putIfAbsent(keyArn, new AtomicReference<>(use)) : known;
    if (latest != null) {
      latest.accumulateAndGet(use, KeyUses::later);
    }
    return latest == null;
  }

  /** Drops the use of a key that is gone. */
  void forget(String keyArn) {
    byArn.remove(keyArn);
  }

  /** Drops the uses of all keys but some. */
  void retain(Predicate<String> isThere) {
    byArn.keySet().removeIf(isThere.negate());
  }

  /** Returns of how many keys a use is known. */
  int size() {
    return byArn.size();
  }

  private static KeyLastUsageData later(KeyLastUsageData before, KeyLastUsageData next) {
    return time(next).isBefore(time(before)) ? before : next;
  }

  private static Instant time(KeyLastUsageData use) {
    return use.timestamp() == null ? Instant.MIN : use.timestamp();
  }

  /** Each of several related keys has uses of its own. */
  static GetKeyLastUsage.Result getKeyLastUsage(
      Key key, GetKeyLastUsage request, KmsContext context) {
    var uses = context.uses();
    var created = key.facts().created();
    var latest = uses.byArn.get(key.arn().toString());
    return new GetKeyLastUsage.Result(
        key.arn().toString(),
        latest == null ? KeyLastUsageData.NONE : Objects.requireNonNull(latest.get()),
        uses.since.equals(Instant.MAX) || uses.since.isBefore(created) ? created : uses.since,
        created);
  }
}

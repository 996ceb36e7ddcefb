package dev.strongroom.internal.service.secretsmanager.rotation;

import dev.strongroom.rotation.RotationTimeline;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** The latest steps and events of each secret's rotations, by the secret's ARN. */
public final class RotationTimelines {

  private static final int KEPT = 200;

  private final ConcurrentHashMap<String, Deque<RotationTimeline.Entry>> entries =
      new ConcurrentHashMap<>();

  public void add(String secretArn, RotationTimeline.Entry entry) {
    var kept = entries.computeIfAbsent(secretArn, absent -> new ArrayDeque<>());
    synchronized (kept) {
      kept.add(entry);
      if (kept.size() > KEPT) {
        kept.remove();
      }
    }
  }

  public RotationTimeline of(String secretArn) {
    var kept = entries.get(secretArn);
    if (kept == null) {
      return new RotationTimeline(secretArn, List.of());
    }
    synchronized (kept) {
      return new RotationTimeline(secretArn, List.copyOf(kept));
    }
  }

  /** Drops what is known of a secret that is gone. */
  void forget(String secretArn) {
    entries.remove(secretArn);
  }

  /** Drops what is known of secrets that are not there any more. */
  void retain(Predicate<String> isThere) {
    entries.keySet().removeIf(isThere.negate());
  }

  /** Returns the ARNs of all secrets that have entries. */
  public List<String> secrets() {
    return entries.keySet().stream().sorted().toList();
  }
}

package dev.strongroom.internal.engine;

import dev.strongroom.rotation.RotationTimeline;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/** The latest steps and events of each secret's rotations, by the secret's ARN. */
final class RotationTimelines {

  private static final int KEPT = 200;

  private final ConcurrentHashMap<String, Deque<RotationTimeline.Entry>> entries =
      new ConcurrentHashMap<>();

  void add(String secretArn, RotationTimeline.Entry entry) {
    var kept = entries.computeIfAbsent(secretArn, absent -> new ArrayDeque<>());
    synchronized (kept) {
      kept.add(entry);
      if (kept.size() > KEPT) {
        kept.remove();
      }
    }
  }

  RotationTimeline of(String secretArn) {
    var kept = entries.get(secretArn);
    if (kept == null) {
      return new RotationTimeline(secretArn, List.of());
    }
    synchronized (kept) {
      return new RotationTimeline(secretArn, List.copyOf(kept));
    }
  }

  /** The ARNs of all secrets of which there is something to tell. */
  List<String> secrets() {
    return entries.keySet().stream().sorted().toList();
  }
}

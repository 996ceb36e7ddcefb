package dev.strongroom.internal.service.secretsmanager.rotation;

import dev.strongroom.internal.service.secretsmanager.Pending;
import dev.strongroom.rotation.RotationTimeline;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The latest steps and events of each secret's rotations, by the secret's ARN. */
public final class RotationTimelines {

  private static final int KEPT = 200;

  /** An entry as it is kept, which costs a step little: version IDs by label are the secret's. */
  public record Happening(
      Instant time,
      int attempt,
      String what,
      String outcome,
      Map<String, String> labelsBefore,
      Map<String, String> labelsAfter,
      Map<String, Boolean> logins,
      @Nullable Throwable failure) {

    private RotationTimeline.Entry entry() {
      return new RotationTimeline.Entry(
          time,
          attempt,
          what,
          outcome,
          Pending.idsToLabels(labelsBefore),
          Pending.idsToLabels(labelsAfter),
          logins,
          failure);
    }
  }

  private final ConcurrentHashMap<String, Deque<Happening>> entries = new ConcurrentHashMap<>();

  public void add(String secretArn, Happening entry) {
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
      return new RotationTimeline(secretArn, kept.stream().map(Happening::entry).toList());
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

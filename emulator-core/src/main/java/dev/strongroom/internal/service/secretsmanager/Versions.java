package dev.strongroom.internal.service.secretsmanager;

import static dev.strongroom.api.ErrorCode.LIMIT_EXCEEDED;
import static java.util.stream.Collectors.toSet;

import dev.strongroom.internal.collection.SortedTree;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The versions of a secret and their staging labels: the rules LBL-1 to LBL-12 and VER-1 to VER-6.
 * A label maps to one version ID, so no label can be attached to two versions.
 *
 * @param labels version IDs by label, in the order of attachment
 * @param pruned which versions were removed
 */
record Versions(
    SortedTree<String, Version> byId,
    SortedTree<Long, String> byAge,
    Map<String, String> labels,
    PrunedVersions pruned,
    long nextSequence) {

  static final String CURRENT = "AWSCURRENT";
  static final String PENDING = "AWSPENDING";
  static final String PREVIOUS = "AWSPREVIOUS";

  static final Versions NONE =
      new Versions(SortedTree.empty(), SortedTree.empty(), Map.of(), PrunedVersions.NONE, 0);

  private static final int LABEL_QUOTA = 20; // LBL-11
  private static final int VERSION_QUOTA = 100; // VER-3
  private static final Duration YOUNG = Duration.ofHours(24); // VER-3

  Versions {
    // most secrets have one label, for which a hash table would be the largest part of the secret
    labels = labels.size() == 1 ? Map.copyOf(labels) : labels;
  }

  /** Returns these labels with other versions. */
  Versions having(SortedTree<String, Version> versions, SortedTree<Long, String> ages) {
    return new Versions(versions, ages, labels, pruned, nextSequence);
  }

  @Nullable Version find(String id) {
    return byId.get(id);
  }

  @Nullable Version labelled(String label) {
    var id = labels.get(label);
    return id == null ? null : byId.get(id);
  }

  /** Returns the labels of a version in the order of attachment; none if deprecated (VER-1). */
  List<String> labelsOf(String id) {
    var found = new ArrayList<String>(2);
    labels.forEach(
        (label, holder) -> {
          if (holder.equals(id)) {
            found.add(label);
          }
        });
    return found;
  }

  /** Returns the labels by version ID, oldest label first. */
  Map<String, List<String>> idsToLabels() {
    return idsToLabels(labels);
  }

  static Map<String, List<String>> idsToLabels(Map<String, String> labels) {
    var found = new LinkedHashMap<String, List<String>>();
    labels.forEach(
        (label, id) -> found.computeIfAbsent(id, absent -> new ArrayList<>(2)).add(label));
    found.replaceAll((id, stages) -> List.copyOf(stages));
    return Collections.unmodifiableMap(found);
  }

  /**
   * Adds a version, or a value to a version without one (IDEM-8), and moves labels to it. The
   * version that loses AWSCURRENT loses AWSPENDING (LBL-7) and keeps custom labels (LBL-8).
   */
  Versions put(String id, Sealed value, Collection<String> stages, Context context) {
    var known = byId.get(id);
    long sequence = known == null ? nextSequence : known.sequence();
    var created = known == null ? context.now() : known.created();
    var next =
        new Versions(
            byId.with(id, new Version(id, sequence, created, value, null)),
            byAge.with(sequence, id),
            labels,
            pruned.without(id),
            known == null ? nextSequence + 1 : nextSequence);
    var losing = labels.get(CURRENT);
    for (var stage : stages) {
      next = next.attach(stage, id);
    }
    if (byId.isEmpty()) {
      next = next.attach(CURRENT, id); // LBL-2
    }
    if (losing != null && !losing.equals(next.labels.get(CURRENT))) {
      next = next.attach(PREVIOUS, losing); // LBL-3, in whatever order the labels came (PSV-6)
      if (losing.equals(next.labels.get(PENDING))) {
        next = next.detach(PENDING); // LBL-7
      }
    }
    return next.withinLabelQuota().pruned(context);
  }

  /** Adds a version without a value, labelled AWSPENDING, for a rotation to fill (ROT-14). */
  Versions placeholder(String id, Context context) {
    return new Versions(
            byId.with(id, new Version(id, nextSequence, context.now(), null, null)),
            byAge.with(nextSequence, id),
            labels,
            pruned.without(id),
            nextSequence + 1)
        .moved(PENDING, id);
  }

  /** Sets the value of a version; labels stay. */
  Versions filled(String id, Sealed value) {
    var version = Objects.requireNonNull(byId.get(id), id);
    return new Versions(byId.with(id, version.with(value)), byAge, labels, pruned, nextSequence);
  }

  /** Removes a version without a trace, and its labels. */
  Versions dropped(String id) {
    var version = byId.get(id);
    if (version == null) {
      return this;
    }
    var remaining = new LinkedHashMap<>(labels);
    remaining.values().removeIf(id::equals);
    return new Versions(
            byId.without(id), byAge.without(version.sequence()), labels, pruned, nextSequence)
        .withLabels(remaining);
  }

  /** Adds a key to the versions that AWS re-encrypts (US-5, KMS-3). */
  Versions rewrapped(BiFunction<String, Sealed, Sealed> rewrap) {
    var next = byId;
    var ids = Stream.of(CURRENT, PENDING, PREVIOUS).map(labels::get).filter(Objects::nonNull);
    for (var id : ids.collect(toSet())) {
      var version = byId.get(id);
      if (version != null && version.value() != null) {
        next = next.with(id, version.with(rewrap.apply(id, version.value())));
      }
    }
    return new Versions(next, byAge, labels, pruned, nextSequence);
  }

  /**
   * Returns copies of the versions and labels for a replica, with each value encrypted again. A
   * value that has not changed since the last copy is kept, and so are the dates of reads.
   */
  Versions copied(
      Versions source, Versions copies, BiFunction<String, Sealed, Sealed> sealedAgain) {
    var next = SortedTree.<String, Version>empty();
    for (var entry : byAge) {
      var id = entry.getValue();
      var version = Objects.requireNonNull(byId.get(id));
      var before = source.find(id);
      var copy = copies.find(id);
      var value = version.value();
      if (copy != null && before != null && Objects.equals(value, before.value())) {
        value = copy.value();
      } else if (value != null) {
        value = sealedAgain.apply(id, value);
      }
      var accessed = copy == null ? null : copy.accessed();
      next = next.with(id, new Version(id, version.sequence(), version.created(), value, accessed));
    }
    return new Versions(next, byAge, labels, pruned, nextSequence);
  }

  /** Moves a label to a version, or attaches a new one. */
  Versions moved(String label, String id) {
    return attach(label, id).withinLabelQuota();
  }

  /** Removes a label from the version that has it. */
  Versions detach(String label) {
    var remaining = new LinkedHashMap<>(labels);
    remaining.remove(label);
    return withLabels(remaining);
  }

  /** Returns the versions older than a sequence number, or all for null, newest first. */
  Iterator<Version> newestFirst(@Nullable Long before) {
    return StreamSupport.stream(byAge.after(before, false).spliterator(), false)
        .map(entry -> Objects.requireNonNull(byId.get(entry.getValue())))
        .iterator();
  }

  Versions accessedOn(String id, Instant day) {
    var version = byId.get(id);
    return version == null || day.equals(version.accessed())
        ? this
        : new Versions(byId.with(id, version.accessedOn(day)), byAge, labels, pruned, nextSequence);
  }

  private Versions attach(String label, String id) {
    var holder = labels.get(label);
    if (id.equals(holder)) {
      return this;
    }
    var moved = new LinkedHashMap<>(labels);
    moved.remove(label); // LBL-1
    moved.put(label, id);
    if (label.equals(CURRENT) && holder != null) {
      moved.remove(PREVIOUS); // LBL-3
      moved.put(PREVIOUS, holder);
    }
    return withLabels(moved);
  }

  private Versions withLabels(Map<String, String> next) {
    return new Versions(byId, byAge, Collections.unmodifiableMap(next), pruned, nextSequence);
  }

  private Versions withinLabelQuota() {
    if (labels.size() > LABEL_QUOTA) { // LBL-11
      throw LIMIT_EXCEEDED.error(
          "You can't have more than " + LABEL_QUOTA + " staging labels on a secret.");
    }
    return this;
  }

  private Versions pruned(Context context) { // VER-3, VER-6
    var next = this;
    int excess = byId.size() - VERSION_QUOTA;
    var youngest = context.now().minus(YOUNG);
    if (excess > 0
        && isOld(byAge.first(), youngest)) { // the oldest one decides whether to look further
      for (var entry : byAge) {
        var version = Objects.requireNonNull(byId.get(entry.getValue()));
        if (excess == 0 || version.created().isAfter(youngest)) {
          break;
        }
        if (!labels.containsValue(version.id())) {
          next = next.without(version);
          excess--;
        }
      }
    }
    if (excess > 0 && context.lifecycle().versionQuota()) { // VER-4
      throw LIMIT_EXCEEDED.error(
          "You can't have more than " + VERSION_QUOTA + " versions of a secret.");
    }
    return next;
  }

  private boolean isOld(@Nullable String id, Instant youngest) {
    var version = id == null ? null : byId.get(id);
    return version != null && !version.created().isAfter(youngest);
  }

  private Versions without(Version version) {
    return new Versions(
        byId.without(version.id()),
        byAge.without(version.sequence()),
        labels,
        pruned.with(version),
        nextSequence);
  }
}

package dev.strongroom.internal.collection;

import dev.strongroom.internal.collection.SortedTree.Difference;
import dev.strongroom.internal.collection.SortedTree.Node;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** A walk through two trees at once, which skips the subtrees that are the same in both. */
final class TreeComparison<K extends Comparable<K>, V> {

  /** A subtree that is still to be walked through, or its root alone. */
  private record Part<K extends Comparable<K>, V>(Node<K, V> node, boolean alone) {}

  private final ArrayDeque<Part<K, V>> before = new ArrayDeque<>();
  private final ArrayDeque<Part<K, V>> after = new ArrayDeque<>();
  private final Difference<K, V> difference;

  TreeComparison(
      @Nullable Node<K, V> before, @Nullable Node<K, V> after, Difference<K, V> difference) {
    push(before, this.before);
    push(after, this.after);
    this.difference = difference;
  }

  private static <K extends Comparable<K>, V> void push(
      @Nullable Node<K, V> node, ArrayDeque<Part<K, V>> parts) {
    if (node != null) {
      parts.push(new Part<>(node, false));
    }
  }

  private static <K extends Comparable<K>, V> void split(ArrayDeque<Part<K, V>> parts) {
    var node = parts.pop().node();
    push(node.right(), parts);
    parts.push(new Part<>(node, true));
    push(node.left(), parts);
  }

  @SuppressWarnings("ReferenceEquality") // what is shared is the same object
  void run() {
    while (!before.isEmpty() || !after.isEmpty()) {
      var old = before.peek();
      var now = after.peek();
      if (old == null || now == null) {
        drain();
      } else if (old.node == now.node && old.alone == now.alone) {
        before.pop();
        after.pop();
      } else if (old.alone && now.alone) {
        compare(old.node, now.node);
      } else if (now.alone || (!old.alone && old.node.size() >= now.node.size())) {
        split(before);
      } else {
        split(after);
      }
    }
  }

  @SuppressWarnings("ReferenceEquality") // equal values need not be written again
  private void compare(Node<K, V> old, Node<K, V> now) {
    int order = old.key.compareTo(now.key);
    if (order <= 0) {
      before.pop();
    }
    if (order >= 0) {
      after.pop();
    }
    if (order != 0) {
      difference.at(
          order < 0 ? old.key : now.key,
          order < 0 ? old.value : null,
          order < 0 ? null : now.value);
    } else if (old.value != now.value) {
      difference.at(old.key, old.value, now.value);
    }
  }

  /** Takes a step through the one tree that is not at its end. */
  private void drain() {
    var parts = before.isEmpty() ? after : before;
    if (!parts.element().alone) {
      split(parts);
    } else {
      var node = parts.pop().node;
      difference.at(
          node.key, parts == before ? node.value : null, parts == after ? node.value : null);
    }
  }
}

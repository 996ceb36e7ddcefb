package dev.strongroom.internal.collection;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * An immutable sorted map whose changed copies share all but one path with the original: a
 * height-balanced (AVL) tree. Lookups, changes and the start of an iteration cost O(log n), a
 * further element of an iteration O(1) on average.
 */
public final class SortedTree<K extends Comparable<K>, V> implements Iterable<Map.Entry<K, V>> {

  private record Node<K, V>(
      K key,
      V value,
      @Nullable Node<K, V> left,
      @Nullable Node<K, V> right,
      int height,
      int size) {}

  private static final SortedTree<String, Object> EMPTY = new SortedTree<>(null);

  private final @Nullable Node<K, V> root;

  private SortedTree(@Nullable Node<K, V> root) {
    this.root = root;
  }

  @SuppressWarnings("unchecked") // it holds nothing of any type
  public static <K extends Comparable<K>, V> SortedTree<K, V> empty() {
    return (SortedTree<K, V>) (SortedTree<?, ?>) EMPTY;
  }

  /** Returns a tree of elements that are in the order of their keys; costs O(n). */
  public static <T, K extends Comparable<K>, V> SortedTree<K, V> ofSorted(
      List<T> elements, Function<T, K> key, Function<T, V> value) {
    return new SortedTree<>(new Building<>(elements, key, value).part(0, elements.size()));
  }

  private static final class Building<T, K extends Comparable<K>, V> {

    private final List<T> elements;
    private final Function<T, K> key;
    private final Function<T, V> value;
    private @Nullable K last;

    Building(List<T> elements, Function<T, K> key, Function<T, V> value) {
      this.elements = elements;
      this.key = key;
      this.value = value;
    }

    @Nullable Node<K, V> part(int from, int to) {
      if (from == to) {
        return null;
      }
      int at = (from + to) >>> 1;
      var left = part(from, at);
      var element = elements.get(at);
      var next = key.apply(element);
      if (last != null && last.compareTo(next) >= 0) {
        throw new IllegalArgumentException("The keys of a tree ascend, but " + next + " does not");
      }
      last = next;
      return node(next, value.apply(element), left, part(at + 1, to));
    }
  }

  /** Takes a key whose value is another one than before; null if there was or is none. */
  public interface Difference<K, V> {
    void at(K key, @Nullable V before, @Nullable V after);
  }

  /**
   * Reports in the order of keys how this tree differs from an earlier one. What both share costs
   * nothing: the costs are O(d log n) for d differences between a tree and its changed copy.
   */
  public void differences(SortedTree<K, V> earlier, Difference<K, V> difference) {
    new Comparison<>(earlier.root, root, difference).run();
  }

  public int size() {
    return size(root);
  }

  public boolean isEmpty() {
    return root == null;
  }

  public @Nullable V get(K key) {
    var node = root;
    while (node != null) {
      int order = key.compareTo(node.key);
      if (order == 0) {
        return node.value;
      }
      node = order < 0 ? node.left : node.right;
    }
    return null;
  }

  /** The value of the least key; null if there is none. */
  public @Nullable V first() {
    var node = root;
    while (node != null && node.left != null) {
      node = node.left;
    }
    return node == null ? null : node.value;
  }

  public SortedTree<K, V> with(K key, V value) {
    return new SortedTree<>(put(root, key, value));
  }

  public SortedTree<K, V> without(K key) {
    return get(key) == null ? this : new SortedTree<>(remove(root, key));
  }

  /** Returns the values in the order of their keys. */
  public Stream<V> values() {
    return StreamSupport.stream(spliterator(), false).map(Map.Entry::getValue);
  }

  @Override
  public Iterator<Map.Entry<K, V>> iterator() {
    return new Walk<>(root, true, null, false, null);
  }

  /**
   * Returns the entries in either direction that lie strictly behind a key; from the end where the
   * key is null.
   */
  public Iterable<Map.Entry<K, V>> after(@Nullable K key, boolean ascending) {
    return () -> new Walk<>(root, ascending, key, false, null);
  }

  /** Returns the entries of the keys from one, inclusive, to another, exclusive. */
  public Iterable<Map.Entry<K, V>> between(K from, K to, boolean ascending) {
    return () ->
        ascending
            ? new Walk<>(root, true, from, true, to)
            : new Walk<>(root, false, to, false, from);
  }

  /** Returns how many keys are less than a key. */
  public int rank(K key) {
    int less = 0;
    var node = root;
    while (node != null) {
      if (node.key.compareTo(key) < 0) {
        less += size(node.left) + 1;
        node = node.right;
      } else {
        node = node.left;
      }
    }
    return less;
  }

  private static <K, V> Node<K, V> node(
      K key, V value, @Nullable Node<K, V> left, @Nullable Node<K, V> right) {
    return new Node<>(
        key,
        value,
        left,
        right,
        1 + Math.max(height(left), height(right)),
        1 + size(left) + size(right));
  }

  private static int height(@Nullable Node<?, ?> node) {
    return node == null ? 0 : node.height;
  }

  private static int size(@Nullable Node<?, ?> node) {
    return node == null ? 0 : node.size;
  }

  private static <K extends Comparable<K>, V> Node<K, V> put(
      @Nullable Node<K, V> node, K key, V value) {
    if (node == null) {
      return node(key, value, null, null);
    }
    int order = key.compareTo(node.key);
    if (order == 0) {
      return node(key, value, node.left, node.right);
    }
    return order < 0
        ? balanced(node.key, node.value, put(node.left, key, value), node.right)
        : balanced(node.key, node.value, node.left, put(node.right, key, value));
  }

  private static <K extends Comparable<K>, V> @Nullable Node<K, V> remove(
      @Nullable Node<K, V> node, K key) {
    if (node == null) {
      return null;
    }
    int order = key.compareTo(node.key);
    if (order < 0) {
      return balanced(node.key, node.value, remove(node.left, key), node.right);
    }
    if (order > 0) {
      return balanced(node.key, node.value, node.left, remove(node.right, key));
    }
    if (node.left == null || node.right == null) {
      return node.left == null ? node.right : node.left;
    }
    var next = node.right;
    while (next.left != null) {
      next = next.left;
    }
    return balanced(next.key, next.value, node.left, remove(node.right, next.key));
  }

  private static <K, V> Node<K, V> balanced(
      K key, V value, @Nullable Node<K, V> left, @Nullable Node<K, V> right) {
    int lean = height(left) - height(right);
    if (lean > 1 && left != null) {
      var inner = left.right;
      if (inner != null && height(left.left) < inner.height) {
        return node(
            inner.key,
            inner.value,
            node(left.key, left.value, left.left, inner.left),
            node(key, value, inner.right, right));
      }
      return node(left.key, left.value, left.left, node(key, value, inner, right));
    }
    if (lean < -1 && right != null) {
      var inner = right.left;
      if (inner != null && height(right.right) < inner.height) {
        return node(
            inner.key,
            inner.value,
            node(key, value, left, inner.left),
            node(right.key, right.value, inner.right, right.right));
      }
      return node(right.key, right.value, node(key, value, left, inner), right.right);
    }
    return node(key, value, left, right);
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // shared roots need no comparison
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof SortedTree<?, ?> that) || size() != that.size()) {
      return false;
    }
    if (root == that.root) {
      return true;
    }
    var theirs = that.iterator();
    for (var entry : this) {
      if (!entry.equals(theirs.next())) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    int hash = 0;
    for (var entry : this) {
      hash = 31 * hash + Objects.hashCode(entry);
    }
    return hash;
  }

  @Override
  public String toString() {
    return "SortedTree[" + size() + " entries]";
  }

  /** A walk through two trees at once, which skips the subtrees that are the same in both. */
  private static final class Comparison<K extends Comparable<K>, V> {

    /** A subtree that is still to be walked through, or its root alone. */
    private record Part<K, V>(Node<K, V> node, boolean alone) {}

    private final ArrayDeque<Part<K, V>> before = new ArrayDeque<>();
    private final ArrayDeque<Part<K, V>> after = new ArrayDeque<>();
    private final Difference<K, V> difference;

    Comparison(
        @Nullable Node<K, V> before, @Nullable Node<K, V> after, Difference<K, V> difference) {
      push(before, this.before);
      push(after, this.after);
      this.difference = difference;
    }

    private static <K, V> void push(@Nullable Node<K, V> node, ArrayDeque<Part<K, V>> parts) {
      if (node != null) {
        parts.push(new Part<>(node, false));
      }
    }

    private static <K, V> void split(ArrayDeque<Part<K, V>> parts) {
      var node = parts.pop().node();
      push(node.right, parts);
      parts.push(new Part<>(node, true));
      push(node.left, parts);
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
        } else if (now.alone || (!old.alone && old.node.height >= now.node.height)) {
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

  private static final class Walk<K extends Comparable<K>, V> implements Iterator<Map.Entry<K, V>> {

    private final ArrayDeque<Node<K, V>> path = new ArrayDeque<>();
    private final boolean ascending;
    private final @Nullable K end;

    /**
     * @param inclusive whether the key at the start is part of the walk
     * @param end where an ascending walk stops, exclusive, or a descending one, inclusive
     */
    Walk(
        @Nullable Node<K, V> root,
        boolean ascending,
        @Nullable K start,
        boolean inclusive,
        @Nullable K end) {
      this.ascending = ascending;
      this.end = end;
      var node = root;
      while (node != null) {
        int order = start == null ? 0 : node.key.compareTo(start);
        boolean ahead =
            start == null || (order == 0 ? inclusive : ascending ? order > 0 : order < 0);
        if (ahead) {
          path.push(node);
        }
        node = ahead == ascending ? node.left : node.right;
      }
    }

    @Override
    public boolean hasNext() {
      if (path.isEmpty() || end == null) {
        return !path.isEmpty();
      }
      int order = path.element().key.compareTo(end);
      return ascending ? order < 0 : order >= 0;
    }

    @Override
    public Map.Entry<K, V> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      var here = path.pop();
      var node = ascending ? here.right : here.left;
      while (node != null) {
        path.push(node);
        node = ascending ? node.left : node.right;
      }
      return Map.entry(here.key, here.value);
    }
  }
}

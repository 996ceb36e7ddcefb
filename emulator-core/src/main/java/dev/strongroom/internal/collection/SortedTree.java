package dev.strongroom.internal.collection;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
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

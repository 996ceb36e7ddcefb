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
 * An immutable sorted map whose changed copies share all but one path with the original: a tree
 * that is balanced by weight, and is its own root. Lookups, changes and the start of an iteration
 * cost O(log n), a further element of an iteration O(1) on average.
 *
 * <p>There are several trees to each secret, most of them with one entry, so that what an entry
 * takes counts: 24 bytes at the end of a path, 32 within.
 */
public abstract sealed class SortedTree<K extends Comparable<K>, V>
    implements Iterable<Map.Entry<K, V>> {

  /** No subtree has more than so many times the weight of its sibling. */
  private static final int LEAN = 3;

  /** The heavier child of a subtree that is turned may have so many times its sibling's weight. */
  private static final int INNER_LEAN = 2;

  private static final SortedTree<String, Object> EMPTY = new Empty<>();

  private SortedTree() {}

  private static final class Empty<K extends Comparable<K>, V> extends SortedTree<K, V> {}

  static sealed class Node<K extends Comparable<K>, V> extends SortedTree<K, V> {

    final K key;
    final V value;

    Node(K key, V value) {
      this.key = key;
      this.value = value;
    }

    @Nullable Node<K, V> left() {
      return null;
    }

    @Nullable Node<K, V> right() {
      return null;
    }

    @Override
    public int size() {
      return 1;
    }
  }

  private static final class Branch<K extends Comparable<K>, V> extends Node<K, V> {

    private final @Nullable Node<K, V> left;
    private final @Nullable Node<K, V> right;
    private final int size;

    Branch(K key, V value, @Nullable Node<K, V> left, @Nullable Node<K, V> right) {
      super(key, value);
      this.left = left;
      this.right = right;
      this.size = weight(left) + weight(right) - 1;
    }

    @Override
    @Nullable Node<K, V> left() {
      return left;
    }

    @Override
    @Nullable Node<K, V> right() {
      return right;
    }

    @Override
    public int size() {
      return size;
    }
  }

  @Nullable Node<K, V> root() {
    return this instanceof Node<K, V> node ? node : null;
  }

  private static <K extends Comparable<K>, V> SortedTree<K, V> tree(@Nullable Node<K, V> root) {
    return root == null ? empty() : root;
  }

  @SuppressWarnings("unchecked") // it holds nothing of any type
  public static <K extends Comparable<K>, V> SortedTree<K, V> empty() {
    return (SortedTree<K, V>) (SortedTree<?, ?>) EMPTY;
  }

  /** Returns a tree of elements that are in the order of their keys; costs O(n). */
  public static <T, K extends Comparable<K>, V> SortedTree<K, V> ofSorted(
      List<T> elements, Function<T, K> key, Function<T, V> value) {
    return tree(new Building<>(elements, key, value).part(0, elements.size()));
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
    new TreeComparison<>(earlier.root(), root(), difference).run();
  }

  public int size() {
    return 0;
  }

  public boolean isEmpty() {
    return root() == null;
  }

  public @Nullable V get(K key) {
    var node = root();
    while (node != null) {
      int order = key.compareTo(node.key);
      if (order == 0) {
        return node.value;
      }
      node = order < 0 ? node.left() : node.right();
    }
    return null;
  }

  /** The value of the least key; null if there is none. */
  public @Nullable V first() {
    var node = root();
    while (node != null && node.left() != null) {
      node = node.left();
    }
    return node == null ? null : node.value;
  }

  public SortedTree<K, V> with(K key, V value) {
    return put(root(), key, value);
  }

  public SortedTree<K, V> without(K key) {
    return get(key) == null ? this : tree(remove(root(), key));
  }

  /** Returns the values in the order of their keys. */
  public Stream<V> values() {
    return StreamSupport.stream(spliterator(), false).map(Map.Entry::getValue);
  }

  @Override
  public Iterator<Map.Entry<K, V>> iterator() {
    return new Walk<>(root(), true, null, false, null);
  }

  /**
   * Returns the entries in either direction that lie strictly behind a key; from the end where the
   * key is null.
   */
  public Iterable<Map.Entry<K, V>> after(@Nullable K key, boolean ascending) {
    return () -> new Walk<>(root(), ascending, key, false, null);
  }

  /** Returns the entries of the keys from one, inclusive, to another, exclusive. */
  public Iterable<Map.Entry<K, V>> between(K from, K to, boolean ascending) {
    return () ->
        ascending
            ? new Walk<>(root(), true, from, true, to)
            : new Walk<>(root(), false, to, false, from);
  }

  /** Returns how many keys are less than a key. */
  public int rank(K key) {
    int less = 0;
    var node = root();
    while (node != null) {
      if (node.key.compareTo(key) < 0) {
        less += size(node.left()) + 1;
        node = node.right();
      } else {
        node = node.left();
      }
    }
    return less;
  }

  private static <K extends Comparable<K>, V> Node<K, V> node(
      K key, V value, @Nullable Node<K, V> left, @Nullable Node<K, V> right) {
    return left == null && right == null
        ? new Node<>(key, value)
        : new Branch<>(key, value, left, right);
  }

  private static int size(@Nullable Node<?, ?> node) {
    return node == null ? 0 : node.size();
  }

  /** Returns one more than the size, so that even no subtree has a weight. */
  private static int weight(@Nullable Node<?, ?> node) {
    return size(node) + 1;
  }

  private static <K extends Comparable<K>, V> Node<K, V> put(
      @Nullable Node<K, V> node, K key, V value) {
    if (node == null) {
      return node(key, value, null, null);
    }
    int order = key.compareTo(node.key);
    if (order == 0) {
      return node(key, value, node.left(), node.right());
    }
    return order < 0
        ? balanced(node.key, node.value, put(node.left(), key, value), node.right())
        : balanced(node.key, node.value, node.left(), put(node.right(), key, value));
  }

  private static <K extends Comparable<K>, V> @Nullable Node<K, V> remove(
      @Nullable Node<K, V> node, K key) {
    if (node == null) {
      return null;
    }
    int order = key.compareTo(node.key);
    if (order < 0) {
      return balanced(node.key, node.value, remove(node.left(), key), node.right());
    }
    if (order > 0) {
      return balanced(node.key, node.value, node.left(), remove(node.right(), key));
    }
    if (node.left() == null || node.right() == null) {
      return node.left() == null ? node.right() : node.left();
    }
    var next = node.right();
    while (next.left() != null) {
      next = next.left();
    }
    return balanced(next.key, next.value, node.left(), remove(node.right(), next.key));
  }

  /** Returns a tree of two that were balanced before one of them lost or got an entry. */
  private static <K extends Comparable<K>, V> Node<K, V> balanced(
      K key, V value, @Nullable Node<K, V> left, @Nullable Node<K, V> right) {
    if (left != null && weight(left) > LEAN * weight(right)) {
      var inner = left.right();
      if (inner != null && weight(inner) >= INNER_LEAN * weight(left.left())) {
        return node(
            inner.key,
            inner.value,
            node(left.key, left.value, left.left(), inner.left()),
            node(key, value, inner.right(), right));
      }
      return node(left.key, left.value, left.left(), node(key, value, inner, right));
    }
    if (right != null && weight(right) > LEAN * weight(left)) {
      var inner = right.left();
      if (inner != null && weight(inner) >= INNER_LEAN * weight(right.right())) {
        return node(
            inner.key,
            inner.value,
            node(key, value, left, inner.left()),
            node(right.key, right.value, inner.right(), right.right()));
      }
      return node(right.key, right.value, node(key, value, left, inner), right.right());
    }
    return node(key, value, left, right);
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // shared roots need no comparison
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof SortedTree<?, ?> that) || size() != that.size()) {
      return false;
    }
    if (this == that) {
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
        node = ahead == ascending ? node.left() : node.right();
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
      var node = ascending ? here.right() : here.left();
      while (node != null) {
        path.push(node);
        node = ascending ? node.left() : node.right();
      }
      return Map.entry(here.key, here.value);
    }
  }
}

package dev.strongroom.internal.service.secretsmanager;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map without an order, whose changed copies share nearly all with the original: a
 * trie over the keys' hashes, 32 ways at each of its few levels. Lookups and changes cost next to
 * the same with a hundred entries and with a hundred thousand.
 */
final class HashTrie<K, V> {

  private static final int BITS = 5;

  private sealed interface Node<K, V> {}

  /** An entry, and others whose keys have the very same hash. */
  private record Leaf<K, V>(int hash, K key, V value, @Nullable Leaf<K, V> next)
      implements Node<K, V> {

    @Nullable Leaf<K, V> find(K wanted) {
      var leaf = this;
      while (leaf != null && !leaf.key.equals(wanted)) {
        leaf = leaf.next;
      }
      return leaf;
    }

    @Nullable Leaf<K, V> without(K unwanted) {
      if (key.equals(unwanted)) {
        return next;
      }
      return new Leaf<>(hash, key, value, next == null ? null : next.without(unwanted));
    }
  }

  /** Up to 32 nodes; the bitmap tells for which of the 32 values of five bits there is one. */
  private static final class Branch<K, V> implements Node<K, V> {
    private final int bitmap;
    private final Node<K, V>[] nodes;

    Branch(int bitmap, Node<K, V>[] nodes) {
      this.bitmap = bitmap;
      this.nodes = nodes;
    }

    boolean has(int bit) {
      return (bitmap & bit) != 0;
    }

    int index(int bit) {
      return Integer.bitCount(bitmap & (bit - 1));
    }

    Branch<K, V> with(int bit, Node<K, V> node) {
      int index = index(bit);
      if (has(bit)) {
        var changed = nodes.clone();
        changed[index] = node;
        return new Branch<>(bitmap, changed);
      }
      var longer = Arrays.copyOf(nodes, nodes.length + 1);
      System.arraycopy(nodes, index, longer, index + 1, nodes.length - index);
      longer[index] = node;
      return new Branch<>(bitmap | bit, longer);
    }

    /** The rest; an entry that is left alone needs no branch. */
    @Nullable Node<K, V> without(int bit) {
      int index = index(bit);
      if (nodes.length == 1) {
        return null;
      }
      if (nodes.length == 2 && nodes[1 - index] instanceof Leaf<K, V> last) {
        return last;
      }
      var shorter = Arrays.copyOf(nodes, nodes.length - 1);
      System.arraycopy(nodes, index + 1, shorter, index, shorter.length - index);
      return new Branch<>(bitmap ^ bit, shorter);
    }
  }

  private static final HashTrie<Object, Object> EMPTY = new HashTrie<>(null, 0);

  private final @Nullable Node<K, V> root;
  private final int size;

  private HashTrie(@Nullable Node<K, V> root, int size) {
    this.root = root;
    this.size = size;
  }

  @SuppressWarnings("unchecked") // it holds nothing of any type
  static <K, V> HashTrie<K, V> empty() {
    return (HashTrie<K, V>) EMPTY;
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return root == null;
  }

  @Nullable V get(K key) {
    int hash = hash(key);
    var node = root;
    for (int shift = 0; node instanceof Branch<K, V> branch; shift += BITS) {
      int bit = bit(hash, shift);
      node = branch.has(bit) ? branch.nodes[branch.index(bit)] : null;
    }
    var leaf = node instanceof Leaf<K, V> chain && chain.hash == hash ? chain.find(key) : null;
    return leaf == null ? null : leaf.value;
  }

  HashTrie<K, V> with(K key, V value) {
    var replaced = new boolean[1];
    var next = put(root, 0, new Leaf<>(hash(key), key, value, null), replaced);
    return new HashTrie<>(next, replaced[0] ? size : size + 1);
  }

  HashTrie<K, V> without(K key) {
    return root == null || get(key) == null
        ? this
        : new HashTrie<>(remove(root, 0, hash(key), key), size - 1);
  }

  private static <K, V> Node<K, V> put(
      @Nullable Node<K, V> node, int shift, Leaf<K, V> leaf, boolean[] replaced) {
    if (node == null) {
      return leaf;
    }
    if (node instanceof Branch<K, V> branch) {
      int bit = bit(leaf.hash, shift);
      var below = branch.has(bit) ? branch.nodes[branch.index(bit)] : null;
      return branch.with(bit, put(below, shift + BITS, leaf, replaced));
    }
    var present = (Leaf<K, V>) node;
    if (present.hash == leaf.hash) {
      replaced[0] = present.find(leaf.key) != null;
      var others = replaced[0] ? present.without(leaf.key) : present;
      return new Leaf<>(leaf.hash, leaf.key, leaf.value, others);
    }
    var branch = HashTrie.<K, V>branch().with(bit(present.hash, shift), present);
    return put(branch, shift, leaf, replaced);
  }

  private static <K, V> @Nullable Node<K, V> remove(Node<K, V> node, int shift, int hash, K key) {
    if (node instanceof Branch<K, V> branch) {
      int bit = bit(hash, shift);
      var below = remove(branch.nodes[branch.index(bit)], shift + BITS, hash, key);
      boolean alone = branch.nodes.length == 1 && below instanceof Leaf<K, V>;
      return below == null ? branch.without(bit) : alone ? below : branch.with(bit, below);
    }
    return ((Leaf<K, V>) node).without(key);
  }

  @SuppressWarnings("unchecked") // an array of no nodes
  private static <K, V> Branch<K, V> branch() {
    return new Branch<>(0, (Node<K, V>[]) new Node<?, ?>[0]);
  }

  private static int bit(int hash, int shift) {
    return 1 << (hash >>> shift);
  }

  private static int hash(Object key) {
    int hash = key.hashCode();
    return hash ^ (hash >>> 16);
  }

  private static <K, V> boolean all(@Nullable Node<K, V> node, BiPredicate<K, V> condition) {
    if (node instanceof Branch<K, V> branch) {
      for (var below : branch.nodes) {
        if (!all(below, condition)) {
          return false;
        }
      }
    }
    for (var leaf = node instanceof Leaf<K, V> first ? first : null;
        leaf != null;
        leaf = leaf.next) {
      if (!condition.test(leaf.key, leaf.value)) {
        return false;
      }
    }
    return true;
  }

  @Override
  @SuppressWarnings({"unchecked", "ReferenceEquality"}) // shared roots need no comparison
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof HashTrie<?, ?> that) || size != that.size) {
      return false;
    }
    var theirs = (HashTrie<K, V>) that;
    return root == theirs.root || all(root, (key, value) -> value.equals(theirs.get(key)));
  }

  @Override
  public int hashCode() {
    var sum = new int[1];
    all(
        root,
        (key, value) -> {
          sum[0] += Objects.hash(key, value);
          return true;
        });
    return sum[0];
  }

  @Override
  public String toString() {
    return "HashTrie[" + size + " entries]";
  }
}

package dev.strongroom.internal.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sorted tree does what the JDK's does, but for changing. */
class SortedTreeTest {

  private static final int STEPS = 2_000;

  private record Moment(SortedTree<Integer, String> tree, NavigableMap<Integer, String> expected) {}

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void holdsWhatATreeMapHoldsAfterAnyChanges(long seed) {
    var random = new Random(seed);
    int keys = seed % 2 == 0 ? 50 : 5_000; // crowded, or mostly new
    var expected = new TreeMap<Integer, String>();
    SortedTree<Integer, String> tree = SortedTree.empty();

    for (int i = 0; i < STEPS; i++) {
      int key = random.nextInt(keys);
      if (random.nextInt(3) > 0) {
        tree = tree.with(key, "value " + i);
        expected.put(key, "value " + i);
      } else {
        tree = tree.without(key);
        expected.remove(key);
      }
      int other = random.nextInt(keys);
      assertThat(tree.get(other)).isEqualTo(expected.get(other));
      assertThat(tree.size()).isEqualTo(expected.size());
      if (i % 100 == 0) {
        assertSame(tree, expected);
        assertThat(list(tree.after(other, true)))
            .isEqualTo(new ArrayList<>(expected.tailMap(other, false).entrySet()));
        assertThat(list(tree.after(other, false)))
            .isEqualTo(new ArrayList<>(expected.headMap(other, false).descendingMap().entrySet()));
        int end = other + random.nextInt(keys);
        var range = expected.subMap(other, true, end, false);
        assertThat(list(tree.between(other, end, true)))
            .isEqualTo(new ArrayList<>(range.entrySet()));
        assertThat(list(tree.between(other, end, false)))
            .isEqualTo(new ArrayList<>(range.descendingMap().entrySet()));
        assertThat(tree.rank(other)).isEqualTo(expected.headMap(other, false).size());
      }
    }
    assertSame(tree, expected);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {11, 12, 13})
  void earlierTreesStayAsTheyWere(long seed) {
    var random = new Random(seed);
    var moments = new ArrayList<Moment>();
    var expected = new TreeMap<Integer, String>();
    SortedTree<Integer, String> tree = SortedTree.empty();

    for (int i = 0; i < STEPS; i++) {
      int key = random.nextInt(200);
      if (random.nextBoolean()) {
        tree = tree.with(key, "value " + i);
        expected.put(key, "value " + i);
      } else {
        tree = tree.without(key);
        expected.remove(key);
      }
      if (i % 50 == 0) {
        moments.add(new Moment(tree, new TreeMap<>(expected)));
      }
    }

    for (var moment : moments) {
      assertSame(moment.tree(), moment.expected());
    }
  }

  @Test
  void staysBalancedInWhateverOrderKeysComeAndGo() {
    var up = IntStream.range(0, 10_000).boxed().toList();
    var shuffled = new ArrayList<>(up);
    Collections.shuffle(shuffled, new Random(1));
    var down = new ArrayList<>(up);
    Collections.reverse(down);

    for (var order : List.of(up, down, shuffled)) {
      SortedTree<Integer, String> tree = SortedTree.empty();
      for (var key : order) {
        tree = tree.with(key, "x");
      }
      assertThat(height(tree.root())).isLessThanOrEqualTo(bound(10_000));
      for (var key : order.subList(0, 9_900)) {
        tree = tree.without(key);
      }
      assertThat(height(tree.root())).isLessThanOrEqualTo(bound(100));
    }
  }

  @Test
  void equalsAnyTreeWithTheSameEntriesHoweverItGrew() {
    var up = tree(1, 2, 3, 4, 5, 6, 7);
    var down = tree(7, 6, 5, 4, 3, 2, 1, 9).without(9);

    assertThat(up).isEqualTo(down).hasSameHashCodeAs(down).isEqualTo(up);
    assertThat(up).isNotEqualTo(up.without(4)).isNotEqualTo(up.with(4, "other"));
    assertThat(up.without(7)).isNotEqualTo(up.without(1)).isNotEqualTo("a text");
    assertThat(tree(1).without(1)).isEqualTo(SortedTree.empty());
  }

  @Test
  void removalOfAnAbsentKeyGivesTheSameTree() {
    var tree = tree(1, 3);

    assertThat(tree.without(2)).isSameAs(tree);
    assertThat(tree().without(2).isEmpty()).isTrue();
  }

  @Test
  void iterationEndsAndPrintsNoValues() {
    var walk = tree(1).iterator();
    walk.next();

    assertThat(walk.hasNext()).isFalse();
    assertThatThrownBy(walk::next).isInstanceOf(NoSuchElementException.class);
    assertThat(tree(1, 2)).hasToString("SortedTree[2 entries]");
  }

  private static SortedTree<Integer, String> tree(int... keys) {
    SortedTree<Integer, String> tree = SortedTree.empty();
    for (int key : keys) {
      tree = tree.with(key, "value " + key);
    }
    return tree;
  }

  private static void assertSame(
      SortedTree<Integer, String> tree, NavigableMap<Integer, String> expected) {
    assertThat(list(tree)).isEqualTo(new ArrayList<>(expected.entrySet()));
    assertThat(list(tree.after(null, true))).isEqualTo(list(tree));
    assertThat(tree.first())
        .isEqualTo(expected.isEmpty() ? null : expected.firstEntry().getValue());
    assertThat(list(tree.after(null, false)))
        .isEqualTo(new ArrayList<>(expected.descendingMap().entrySet()));
  }

  private static List<Map.Entry<Integer, String>> list(
      Iterable<Map.Entry<Integer, String>> entries) {
    var list = new ArrayList<Map.Entry<Integer, String>>();
    entries.forEach(list::add);
    return list;
  }

  /** What a tree of that size may have at most: each step down leaves at most 3/4 of the weight. */
  private static int bound(int size) {
    return (int) (Math.log(size + 1) / Math.log(4 / 3.0)) + 1;
  }

  /** The longest path down, and on the way that no subtree has more than three times its weight. */
  private static int height(SortedTree.@Nullable Node<?, ?> node) {
    if (node == null) {
      return 0;
    }
    int left = node.left() == null ? 1 : node.left().size() + 1;
    int right = node.right() == null ? 1 : node.right().size() + 1;
    assertThat(node.size() + 1).isEqualTo(left + right);
    assertThat(Math.max(left, right)).isLessThanOrEqualTo(3 * Math.min(left, right));
    return 1 + Math.max(height(node.left()), height(node.right()));
  }
}

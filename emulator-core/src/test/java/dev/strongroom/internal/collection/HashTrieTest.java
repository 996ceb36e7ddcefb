package dev.strongroom.internal.collection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The trie does what the JDK's maps do, but for changing, whatever its keys' hashes are. */
class HashTrieTest {

  private static final int STEPS = 4_000;
  private static final int KEYS = 700;

  /** A text with its number, and a hash that is chosen. */
  private record Key(int number, int hash) implements Comparable<Key> {

    @Override
    public int compareTo(Key other) {
      return Integer.compare(number, other.number);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  private record Value(Key key, int text) {}

  private enum Hashes {
    SPREAD,
    ALL_THE_SAME,
    OF_FOUR,
    THAT_DIFFER_IN_THEIR_LAST_BITS;

    Key key(int number) {
      int hash =
          switch (this) {
            case SPREAD -> number * 31;
            case ALL_THE_SAME -> 7;
            case OF_FOUR -> number % 4;
            case THAT_DIFFER_IN_THEIR_LAST_BITS -> number << 29;
          };
      return new Key(number, hash);
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void holdsWhatAMapHoldsAfterAnyChangesAndEarlierOnesStay(Hashes hashes) {
    var random = new Random(1);
    var expected = new TreeMap<Integer, Value>();
    var trie = HashTrie.<Key, Value>of(Value::key);
    var early = trie;
    var expectedEarly = expected;

    for (int i = 0; i < STEPS; i++) {
      var key = hashes.key(random.nextInt(KEYS));
      if (random.nextInt(3) > 0) {
        trie = trie.with(new Value(key, i));
        expected.put(key.number, new Value(key, i));
      } else {
        trie = trie.without(key);
        expected.remove(key.number);
      }
      if (i == STEPS / 2) {
        early = trie;
        expectedEarly = new TreeMap<>(expected);
      }
      int other = random.nextInt(KEYS);
      assertThat(trie.get(hashes.key(other))).isEqualTo(expected.get(other));
    }

    for (int i = 0; i < KEYS; i++) {
      assertThat(early.get(hashes.key(i))).isEqualTo(expectedEarly.get(i));
    }
    assertIsMadeAnew(trie, new ArrayList<>(expected.values()));
    for (var value : expected.values()) {
      trie = trie.without(value.key);
    }
    assertThat(trie).isEqualTo(HashTrie.<Key, Value>of(Value::key));
  }

  /** Equal maps are equal whatever happened to them. */
  private static void assertIsMadeAnew(HashTrie<Key, Value> trie, List<Value> values) {
    Collections.shuffle(values, new Random(2));
    var anew = HashTrie.<Key, Value>of(Value::key);
    for (var value : values) {
      anew = anew.with(value);
    }
    assertThat(trie).isEqualTo(anew).hasSameHashCodeAs(anew);
  }
}

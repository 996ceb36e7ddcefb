package dev.strongroom.internal.service.secretsmanager;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The hash trie does what the JDK's hash map does, but for changing. */
class HashTrieTest {

  private static final int STEPS = 4_000;

  /** A key whose hash is up to the test, so that keys meet on any level, or all the way down. */
  private record Key(int number, int hashes) {
    @Override
    public int hashCode() {
      return number % hashes * 0x9e3779b9;
    }
  }

  private record Moment(HashTrie<Key, Integer> trie, Map<Key, Integer> expected) {}

  @ParameterizedTest(name = "seed {0}, {1} keys with {2} hashes")
  @CsvSource({"1, 50, 50", "2, 3000, 3000", "3, 300, 40", "4, 20, 1", "5, 2, 2", "6, 3000, 100"})
  void holdsWhatAHashMapHoldsAndEarlierTriesStayAsTheyWere(long seed, int keys, int hashes) {
    var random = new Random(seed);
    var moments = new ArrayList<Moment>();
    var expected = new HashMap<Key, Integer>();
    HashTrie<Key, Integer> trie = HashTrie.empty();

    for (int i = 0; i < STEPS; i++) {
      var key = new Key(random.nextInt(keys), hashes);
      if (random.nextInt(3) > 0) {
        trie = trie.with(key, i);
        expected.put(key, i);
      } else {
        trie = trie.without(key);
        expected.remove(key);
      }
      if (i % 200 == 0) {
        moments.add(new Moment(trie, Map.copyOf(expected)));
      }
    }

    moments.add(new Moment(trie, expected));
    for (var moment : moments) {
      assertThat(moment.trie().size()).isEqualTo(moment.expected().size());
      assertThat(moment.trie().isEmpty()).isEqualTo(moment.expected().isEmpty());
      for (int number = 0; number < keys; number++) {
        var key = new Key(number, hashes);
        assertThat(moment.trie().get(key)).isEqualTo(moment.expected().get(key));
      }
      var again = of(moment.expected());
      assertThat(moment.trie()).isEqualTo(again).hasSameHashCodeAs(again);
    }
  }

  @ParameterizedTest(name = "{0} hashes")
  @CsvSource({"1000", "30", "1"})
  void isEmptyAgainWhenAllIsGone(int hashes) {
    HashTrie<Key, Integer> trie = HashTrie.empty();
    for (int number = 0; number < 300; number++) {
      trie = trie.with(new Key(number, hashes), number);
    }
    for (int number = 0; number < 300; number++) {
      trie = trie.without(new Key(number, hashes));
    }

    assertThat(trie.isEmpty()).isTrue();
    assertThat(trie).isEqualTo(HashTrie.empty());
  }

  @Test
  void differsByAnyEntry() {
    var trie = HashTrie.<String, Integer>empty().with("a", 1).with("b", 2);

    assertThat(trie)
        .isNotEqualTo(trie.with("a", 2))
        .isNotEqualTo(trie.without("a"))
        .isNotEqualTo(trie.without("a").with("c", 1))
        .isNotEqualTo(List.of("a", "b"));
  }

  @Test
  void removalOfAnAbsentKeyGivesTheSameTrieAndNothingIsPrinted() {
    var trie = HashTrie.<String, String>empty().with("a", "secret");

    assertThat(trie.without("b")).isSameAs(trie);
    assertThat(HashTrie.empty().without("b")).isSameAs(HashTrie.empty());
    assertThat(trie).hasToString("HashTrie[1 entries]");
  }

  private static HashTrie<Key, Integer> of(Map<Key, Integer> entries) {
    HashTrie<Key, Integer> trie = HashTrie.empty();
    for (var entry : entries.entrySet()) {
      trie = trie.with(entry.getKey(), entry.getValue());
    }
    return trie;
  }
}

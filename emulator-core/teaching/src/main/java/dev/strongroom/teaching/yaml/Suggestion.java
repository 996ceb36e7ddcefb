package dev.strongroom.teaching.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.TreeSet;

/** What somebody may have meant who wrote a word that isn't known. */
public final class Suggestion {

  /** Longer words are listed without a guess. */
  private static final int LONGEST = 64;

  private Suggestion() {}

  /** The problem, with the nearest known word, or all of them where none is near. */
  public static String unknown(String problem, String word, Collection<String> known) {
    if (known.isEmpty()) {
      return problem + "; there is none";
    }
    if (word.length() <= LONGEST) {
      var nearest =
          known.stream()
              .filter(each -> each.length() <= LONGEST)
              .min(Comparator.comparingInt(each -> distance(word, each)));
      if (nearest.isPresent() && distance(word, nearest.get()) <= 1 + word.length() / 3) {
        return problem + "; did you mean '" + nearest.get() + "'?";
      }
    }
    return problem + "; there are " + String.join(", ", new TreeSet<>(known));
  }

  /** How many letters differ: Levenshtein's distance. */
  private static int distance(String one, String other) {
    var before = new int[other.length() + 1];
    for (int j = 0; j < before.length; j++) {
      before[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      var row = new int[before.length];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = before[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(before[j], row[j - 1]));
      }
      before = row;
    }
    return before[other.length()];
  }
}

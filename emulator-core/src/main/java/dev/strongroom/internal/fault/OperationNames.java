package dev.strongroom.internal.fault;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;

/** Names of operations, and which of them a misspelt one may have meant. */
public final class OperationNames {

  private static final int FEW = 4;

  private OperationNames() {}

  /**
   * Checks that an operation exists.
   *
   * @throws IllegalArgumentException naming the nearest if there is no such name
   */
  public static void require(String name, Collection<String> known, String what) {
    if (known.contains(name)) {
      return;
    }
    var near =
        known.stream()
            .filter(candidate -> distance(name, candidate) <= FEW || overlaps(name, candidate))
            .sorted(
                Comparator.comparingInt((String candidate) -> distance(name, candidate))
                    .thenComparing(Comparator.naturalOrder()))
            .limit(FEW)
            .collect(Collectors.joining(" or "));
    throw new IllegalArgumentException(
        "%s has no operation '%s'%s"
            .formatted(what, name, near.isEmpty() ? "" : "; did you mean " + near + "?"));
  }

  private static boolean overlaps(String name, String candidate) {
    var typed = name.toLowerCase(Locale.ROOT);
    var known = candidate.toLowerCase(Locale.ROOT);
    return typed.length() >= FEW && (known.contains(typed) || typed.contains(known));
  }

  /** How many letters must be changed, added or dropped, whatever their case. */
  private static int distance(String from, String to) {
    var a = from.toLowerCase(Locale.ROOT);
    var b = to.toLowerCase(Locale.ROOT);
    var row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}

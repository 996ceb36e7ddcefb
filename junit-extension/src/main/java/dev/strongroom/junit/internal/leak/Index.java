package dev.strongroom.junit.internal.leak;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds many forms in one pass over a text, by their first characters.
 *
 * <p>A rolling hash of the latest characters selects the places to compare (Rabin and Karp).
 */
final class Index {

  /** A form's place in a text. */
  record Match(int start, int end, EncodedForm form) {}

  private static final int WINDOW = SecretFragment.SHORTEST;
  private static final int BASE = 31;
  private static final int FILTER = 1 << 16;

  private final Table plain;
  private final Table base64;

  private final Set<String> asides;

  /**
   * @param asides texts that are masked, where they are words, in a line in which a form is found
   */
  Index(Collection<EncodedForm> forms, Set<String> asides) {
    this.asides = asides;
    plain = new Table("\r", forms.stream().filter(form -> form.kind() != EncodedForm.Kind.BASE64));
    base64 =
        new Table("\r\n", forms.stream().filter(form -> form.kind() == EncodedForm.Kind.BASE64));
  }

  /** Returns all places of forms in the text. */
  List<Match> search(String text) {
    var matches = new ArrayList<Match>();
    plain.search(text, matches);
    base64.search(text, matches);
    return matches;
  }

  /** Forms that are found even with ignored characters between theirs. */
  private static final class Table {

    private final String ignored; // of base64, MIME breaks lines
    private final Map<Integer, List<EncodedForm>> byHash = new HashMap<>();
    private final BitSet filter = new BitSet(FILTER); // avoids nearly all look-ups

    Table(String ignored, Stream<EncodedForm> forms) {
      this.ignored = ignored;
      forms.forEach(
          form -> {
            int hash = 0;
            for (int i = 0; i < WINDOW; i++) {
              hash = hash * BASE + form.text().charAt(i);
            }
            byHash.computeIfAbsent(hash, first -> new ArrayList<>(1)).add(form);
            filter.set(hash & (FILTER - 1));
          });
    }

    void search(String text, List<Match> matches) {
      if (byHash.isEmpty()) {
        return;
      }
      var places = IntStream.range(0, text.length()).filter(i -> isHeeded(text, i)).toArray();
      var heeded = new StringBuilder(places.length);
      for (int place : places) {
        heeded.append(text.charAt(place));
      }
      search(heeded.toString(), places, matches);
    }

    private boolean isHeeded(String text, int place) {
      return ignored.indexOf(text.charAt(place)) < 0;
    }

    private void search(String text, int[] places, List<Match> matches) {
      int oldest = 1;
      for (int i = 0; i < WINDOW; i++) {
        oldest *= BASE;
      }
      int hash = 0;
      for (int i = 0; i < text.length(); i++) {
        hash = hash * BASE + text.charAt(i);
        if (i >= WINDOW) {
          hash -= oldest * text.charAt(i - WINDOW);
        }
        if (i >= WINDOW - 1 && filter.get(hash & (FILTER - 1))) {
          int start = i - WINDOW + 1;
          for (var form : byHash.getOrDefault(hash, List.of())) {
            if (text.startsWith(form.text(), start)) {
              int last = start + form.text().length() - 1;
              matches.add(new Match(places[start], places[last] + 1, form));
            }
          }
        }
      }
    }
  }

  /** Returns a part of the text that was searched, with the matches and short values masked. */
  String masked(String text, int start, int end, List<Match> matches) {
    var secret = new BitSet();
    for (var match : matches) {
      int around =
          match.form().kind() == EncodedForm.Kind.BASE64 ? 1 : 0; // which has some of its bits
      secret.set(Math.max(0, match.start() - around), match.end() + around);
    }
    var shown = text.substring(start, end);
    for (var aside : asides) {
      int length = aside.length();
      for (int i = shown.indexOf(aside); i >= 0; i = shown.indexOf(aside, i + 1)) {
        if (!isWord(shown, i - 1) && !isWord(shown, i + length)) {
          secret.set(start + i, start + i + length);
        }
      }
    }
    var masked = new StringBuilder();
    for (int i = start; i < end; i++) {
      if (!secret.get(i)) {
        masked.append(text.charAt(i));
      } else if (i == start || !secret.get(i - 1)) {
        masked.append("***");
      }
    }
    return masked.toString();
  }

  private static boolean isWord(String text, int place) {
    return place >= 0 && place < text.length() && Character.isLetterOrDigit(text.charAt(place));
  }
}

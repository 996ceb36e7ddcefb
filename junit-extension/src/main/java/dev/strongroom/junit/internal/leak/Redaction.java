package dev.strongroom.junit.internal.leak;

import dev.strongroom.SecretsEmulator;
import dev.strongroom.rotation.RotationTimeline;
import java.util.List;
import java.util.Set;

/** Masks an emulator's secret values in texts that are about it. */
public final class Redaction {

  private Redaction() {}

  /** Returns the text without the values that are stored now, e.g. one sent as a secret's name. */
  public static String of(String text, SecretsEmulator emulator) {
    return masked(text, termsOf(emulator), Set.of());
  }

  /**
   * Returns the first line of why each rotation of a secret failed. Rotation functions write these
   * messages, so that short values are masked too, wherever they are a word.
   */
  public static List<String> failures(RotationTimeline rotation, SecretsEmulator emulator) {
    var terms = termsOf(emulator);
    return rotation.failures().stream()
        .map(failure -> failure.lines().findFirst().orElse(""))
        .map(failure -> masked(failure, terms, Set.copyOf(terms.asides())))
        .toList();
  }

  private static SearchTerms termsOf(SecretsEmulator emulator) {
    var terms = new SearchTerms(Set.of());
    terms.refresh(emulator);
    return terms;
  }

  private static String masked(String text, SearchTerms terms, Set<String> asides) {
    var index = new Index(terms.forms(), asides);
    return index.masked(text, 0, text.length(), index.search(text));
  }
}

package dev.strongroom.junit.internal.leak;

import dev.strongroom.SecretsEmulator;
import java.util.Set;

/** The masking of an emulator's secret values in a text that is about it. */
public final class Redaction {

  private Redaction() {}

  /** The text without the values that are stored now, e.g. where one was sent as a secret's id. */
  public static String of(String text, SecretsEmulator emulator) {
    var vocabulary = new SearchTerms(Set.of());
    vocabulary.refresh(emulator);
    var index = new Index(vocabulary.forms(), Set.of());
    return index.masked(text, 0, text.length(), index.search(text));
  }
}

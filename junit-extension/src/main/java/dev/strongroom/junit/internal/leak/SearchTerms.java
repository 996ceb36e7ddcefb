package dev.strongroom.junit.internal.leak;

import dev.strongroom.SecretsEmulator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What one test must not tell: each string in its emulator's values, in all forms. */
final class SearchTerms {

  private static final int MOST_NOTES = 20;

  private final Set<String> except;
  private final Map<String, EncodedForm> forms = new LinkedHashMap<>();
  private final Map<String, List<SecretFragment>> owners =
      new LinkedHashMap<>(); // by the text of a form
  private final Set<String> asides = new LinkedHashSet<>();
  private final Set<String> notes = new LinkedHashSet<>();
  private int read;

  /**
   * @param except names of members of JSON values that may be told
   */
  SearchTerms(Set<String> except) {
    this.except = except;
  }

  /** Learns what was stored since the last time. */
  synchronized void refresh(SecretsEmulator emulator) {
    var values = emulator.values();
    values
        .subList(read, values.size())
        .forEach(value -> SecretFragment.each(value, except, this::learn));
    read = values.size();
  }

  private void learn(SecretFragment known) {
    var aside = known.aside();
    if (aside != null) {
      asides.add(aside);
    }
    var whyNot = known.whyNot();
    if (whyNot != null) {
      notes.add(known.name() + ": " + whyNot);
      return;
    }
    known
        .forms()
        .forEach(
            (text, kind) -> {
              forms.putIfAbsent(text, new EncodedForm(text, kind));
              var all = owners.computeIfAbsent(text, first -> new ArrayList<>(1));
              if (!all.contains(known)) { // a value may be told again
                all.add(known);
              }
            });
  }

  synchronized List<EncodedForm> forms() {
    return List.copyOf(forms.values());
  }

  /** What is not looked for, but masked beside what is found. */
  synchronized List<String> asides() {
    return List.copyOf(asides);
  }

  /** Whose form this is, oldest version first; empty if it is none. */
  synchronized List<SecretFragment> owners(EncodedForm form) {
    return List.copyOf(owners.getOrDefault(form.text(), List.of()));
  }

  /** What is not looked for and why, in a few sentences. */
  synchronized List<String> notes() {
    var told = new ArrayList<>(notes.stream().limit(MOST_NOTES).toList());
    if (notes.size() > MOST_NOTES) {
      told.add("and " + (notes.size() - MOST_NOTES) + " more");
    }
    return told;
  }
}

package dev.strongroom.junit.internal.leak;

import dev.strongroom.SecretsEmulator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What one test must not show: each string in its emulator's values, in all forms. */
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
   * @param except names of JSON members that may be shown
   */
  SearchTerms(Set<String> except) {
    this.except = except;
  }

  /** Adds the values that were stored since the last call. */
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
              if (!all.contains(known)) { // a value may be stored again
                all.add(known);
              }
            });
  }

  synchronized List<EncodedForm> forms() {
    return List.copyOf(forms.values());
  }

  /** Returns short texts that are not searched for, but masked beside what is found. */
  synchronized List<String> asides() {
    return List.copyOf(asides);
  }

  /** Returns the fragments with this form, oldest version first. */
  synchronized List<SecretFragment> owners(EncodedForm form) {
    return List.copyOf(owners.getOrDefault(form.text(), List.of()));
  }

  /** Returns what is not searched for and why, in a limited number of sentences. */
  synchronized List<String> notes() {
    var limited = new ArrayList<>(notes.stream().limit(MOST_NOTES).toList());
    if (notes.size() > MOST_NOTES) {
      limited.add("and " + (notes.size() - MOST_NOTES) + " more");
    }
    return limited;
  }
}

package dev.strongroom.fault;

import java.util.Collection;
import java.util.regex.Pattern;

/** A text in which {@code *} stands for any characters and {@code ?} for one. */
record Wildcard(String text, Pattern pattern) {

  static Wildcard of(String text, String what) {
    if (text.isBlank()) {
      throw new IllegalArgumentException(
          "The %s of a fault is blank: leave it out to select every %s".formatted(what, what));
    }
    var regex = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
    }
    return new Wildcard(text, Pattern.compile(regex.toString(), Pattern.DOTALL));
  }

  boolean matchesAny(Collection<String> texts) {
    return texts.stream().anyMatch(candidate -> pattern.matcher(candidate).matches());
  }
}

package dev.strongroom.internal.text;

import java.util.regex.Pattern;

/**
 * A regular expression of one of AWS's service models, some of which repeat a group, as {@code
 * ([a-z]+-)+} does. As written, each repetition takes space on the stack, and a long text overflows
 * it; compiled by this class, it is a loop.
 */
public final class LinearRegex {

  private final String text;
  private final Pattern pattern;

  private LinearRegex(String text) {
    this.text = text;
    this.pattern = Pattern.compile(possessive(text));
  }

  /** Compiles a regular expression in which no repeated group overlaps what follows it. */
  public static LinearRegex of(String text) {
    return new LinearRegex(text);
  }

  public boolean matches(String input) {
    return pattern.matcher(input).matches();
  }

  /** Returns a regular expression with every repetition of a group made possessive. */
  public static String possessive(String regex) {
    var text = new StringBuilder(regex);
    boolean inClass = false;
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '\\' -> i++;
        case '[' -> inClass = true;
        case ']' -> inClass = false;
        case ')' -> {
          if (!inClass && i + 1 < text.length() && "+*".indexOf(text.charAt(i + 1)) >= 0) {
            text.insert(i + 2, '+');
          }
        }
        default -> {}
      }
    }
    return text.toString();
  }

  /** Returns the regular expression as the model has it. */
  @Override
  public String toString() {
    return text;
  }
}

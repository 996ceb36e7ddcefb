package dev.strongroom.internal.text;

/**
 * A pattern in which {@code *} stands for any number of characters and {@code ?} for one.
 *
 * <p>Matching follows all readings of the pattern at once instead of trying one after the other, so
 * it takes at most the product of both lengths: no pattern can make it slow.
 */
public final class Glob {

  /** The token for any number of characters. */
  public static final int STAR = -1;

  /** The token for one character. */
  public static final int ANY = -2;

  /** The token for any number of characters without a colon among them. */
  public static final int STAR_IN_SEGMENT = -3;

  /** The token for one character that is no colon. */
  public static final int ANY_IN_SEGMENT = -4;

  private final int[] tokens;

  private Glob(int[] tokens) {
    this.tokens = tokens;
  }

  public static Glob of(String pattern) {
    return new Glob(pattern.chars().map(c -> c == '*' ? STAR : c == '?' ? ANY : c).toArray());
  }

  public boolean matches(String text) {
    return matches(tokens, text, false);
  }

  /**
   * Returns whether a text matches tokens, each of which is a character or one of the constants of
   * this class.
   */
  public static boolean matches(int[] tokens, CharSequence text, boolean ignoreCase) {
    var reached = new boolean[tokens.length + 1]; // how many tokens the text so far can have used
    reached[0] = true;
    int lowest = 0;
    int highest = skipStars(tokens, reached, 0, 0);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int from = Math.min(highest + 1, tokens.length);
      for (int t = from; t >= lowest; t--) {
        boolean stays = t < tokens.length && reached[t] && isStar(tokens[t], c);
        reached[t] =
            stays || (t > lowest && reached[t - 1] && accepts(tokens[t - 1], c, ignoreCase));
      }
      while (lowest <= from && !reached[lowest]) {
        lowest++;
      }
      if (lowest > from) {
        return false;
      }
      highest = skipStars(tokens, reached, lowest, from);
    }
    return reached[tokens.length];
  }

  /** Marks what can be reached by stars that stand for nothing; returns the highest mark. */
  private static int skipStars(int[] tokens, boolean[] reached, int from, int to) {
    int highest = from;
    for (int t = from; t <= to || (t < reached.length && reached[t]); t++) {
      if (reached[t]) {
        highest = t;
        if (t < tokens.length && (tokens[t] == STAR || tokens[t] == STAR_IN_SEGMENT)) {
          reached[t + 1] = true;
        }
      }
    }
    return highest;
  }

  private static boolean isStar(int token, char c) {
    return token == STAR || (token == STAR_IN_SEGMENT && c != ':');
  }

  private static boolean accepts(int token, char c, boolean ignoreCase) {
    return switch (token) {
      case STAR, STAR_IN_SEGMENT -> false;
      case ANY -> true;
      case ANY_IN_SEGMENT -> c != ':';
      default -> token == c || (ignoreCase && folded(token) == folded(c));
    };
  }

  private static int folded(int c) {
    return Character.toLowerCase(Character.toUpperCase(c));
  }
}

package dev.strongroom.internal.text;

import java.util.Arrays;

/**
 * A pattern in which {@code *} stands for any number of characters and {@code ?} for one.
 *
 * <p>Matching takes at most the product of both lengths: no pattern can make it slow.
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
    int start = 0;
    for (; start < tokens.length && tokens[start] >= 0; start++) {
      if (start == text.length() || !accepts(tokens[start], text.charAt(start), ignoreCase)) {
        return false;
      }
    }
    int end = tokens.length;
    int textEnd = text.length();
    for (; end > start && tokens[end - 1] >= 0; end--, textEnd--) {
      if (textEnd == start || !accepts(tokens[end - 1], text.charAt(textEnd - 1), ignoreCase)) {
        return false;
      }
    }
    for (int t = start; t < end; t++) {
      if (tokens[t] == STAR_IN_SEGMENT) {
        var between = Arrays.copyOfRange(tokens, start, end);
        return matchesSegments(between, text.subSequence(start, textEnd), ignoreCase);
      }
    }
    return matches(tokens, start, end, text, textEnd, ignoreCase);
  }

  /**
   * Matches a part of tokens with that part of a text which begins at the same index. Each star
   * takes as little as it can, and only the latest is ever given more: what comes after it can do
   * with any text that an earlier star would leave.
   */
  private static boolean matches(
      int[] tokens, int start, int end, CharSequence text, int textEnd, boolean ignoreCase) {
    int star = -1;
    int taken = start; // by the latest star
    int t = start;
    int i = start;
    while (i < textEnd) {
      if (t < end && tokens[t] == STAR) {
        star = t;
        taken = i;
        t++;
        if (t == end) {
          return true;
        }
      } else if (t < end && accepts(tokens[t], text.charAt(i), ignoreCase)) {
        t++;
        i++;
      } else if (star >= 0) {
        taken++;
        t = star + 1;
        i = taken;
      } else {
        return false;
      }
    }
    while (t < end && tokens[t] == STAR) {
      t++;
    }
    return t == end;
  }

  /**
   * Follows all readings of the tokens at once: a star that stays within a segment may have to
   * leave a colon to an earlier one.
   */
  private static boolean matchesSegments(int[] tokens, CharSequence text, boolean ignoreCase) {
    if (tokens.length == 1) {
      return text.chars().noneMatch(c -> c == ':');
    }
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

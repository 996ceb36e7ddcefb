package dev.strongroom.internal.iam;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A string of a policy, compiled once: wildcards found, policy variables set apart.
 *
 * <p>Matching goes back to the last star only, so it takes at most the product of both lengths.
 */
final class Pattern {

  // Tokens are characters; the wildcards are no characters, so a variable's value can't hold one.
  private static final int STAR = -1;
  private static final int ANY_CHARACTER = -2;
  private static final int[] STAR_ONLY = {STAR};

  private record Variable(String key, @Nullable String otherwise) {}

  private final String source;
  private final boolean literal;
  private final List<Object> parts; // int[] or Variable; without variables a single int[]

  private Pattern(String source, boolean literal, List<Object> parts) {
    this.source = source;
    this.literal = literal;
    this.parts = parts;
  }

  /** Variables exist in documents of Version 2012-10-17 only (POL-11). */
  static Pattern of(String source, boolean wildcards, boolean variables) {
    var parts = new ArrayList<>();
    var run = IntStream.builder();
    boolean literal = true;
    for (int i = 0; i < source.length(); i++) {
      char c = source.charAt(i);
      int end = variables && source.startsWith("${", i) ? source.indexOf('}', i) : -1;
      if (end >= 0) {
        var name = source.substring(i + 2, end).strip();
        literal = false;
        if (name.equals("*") || name.equals("?") || name.equals("$")) {
          run.add(name.charAt(0)); // POL-11: the characters themselves
        } else {
          parts.add(run.build().toArray());
          run = IntStream.builder();
          parts.add(variable(name));
        }
        i = end;
      } else if (wildcards && (c == '*' || c == '?')) {
        literal = false;
        run.add(c == '*' ? STAR : ANY_CHARACTER);
      } else {
        run.add(c);
      }
    }
    parts.add(run.build().toArray());
    return new Pattern(source, literal, List.copyOf(parts));
  }

  private static Variable variable(String text) {
    int comma = text.indexOf(',');
    if (comma >= 0) {
      var otherwise = text.substring(comma + 1).strip();
      if (otherwise.length() >= 2 && otherwise.startsWith("'") && otherwise.endsWith("'")) {
        return new Variable(
            text.substring(0, comma).strip(), otherwise.substring(1, otherwise.length() - 1));
      }
    }
    return new Variable(text, null);
  }

  boolean matches(String text, AccessRequest request) {
    if (literal) {
      return source.equals(text);
    }
    var tokens = tokens(request);
    return tokens != null && glob(tokens, 0, tokens.length, text, 0, text.length(), false);
  }

  boolean matchesIgnoringCase(String text, AccessRequest request) {
    if (literal) {
      return source.equalsIgnoreCase(text);
    }
    var tokens = tokens(request);
    return tokens != null && glob(tokens, 0, tokens.length, text, 0, text.length(), true);
  }

  /** Each of an ARN's six parts is matched on its own; only the last may hold colons (POL-11). */
  boolean matchesArn(String text, AccessRequest request) {
    var tokens = tokens(request);
    if (tokens == null) {
      return false;
    }
    if (Arrays.equals(tokens, STAR_ONLY)) {
      return true;
    }
    int start = 0;
    int textStart = 0;
    for (int part = 1; part <= 5; part++) {
      int end = colon(tokens, start);
      int textEnd = text.indexOf(':', textStart);
      if (end < 0 || textEnd < 0 || !glob(tokens, start, end, text, textStart, textEnd, false)) {
        return false;
      }
      start = end + 1;
      textStart = textEnd + 1;
    }
    return glob(tokens, start, tokens.length, text, textStart, text.length(), false);
  }

  /** The first variable that the request gives no value, or null. */
  @Nullable String unresolved(AccessRequest request) {
    for (var part : parts) {
      if (part instanceof Variable variable && value(variable, request) == null) {
        return variable.key();
      }
    }
    return null;
  }

  /** Whether it stands for one text only, whatever the request. */
  boolean isFixed() {
    return parts.size() == 1
        && Arrays.stream((int[]) parts.get(0)).noneMatch(t -> t == STAR || t == ANY_CHARACTER);
  }

  /** The tokens with every variable replaced, or null where one has no value: nothing matches. */
  private int @Nullable [] tokens(AccessRequest request) {
    if (parts.size() == 1) {
      return (int[]) parts.get(0);
    }
    var all = IntStream.builder();
    for (var part : parts) {
      if (part instanceof Variable variable) {
        var value = value(variable, request);
        if (value == null) {
          return null;
        }
        value.chars().forEach(all::add);
      } else {
        Arrays.stream((int[]) part).forEach(all::add);
      }
    }
    return all.build().toArray();
  }

  /** A key of several values can't stand in a text. */
  private static @Nullable String value(Variable variable, AccessRequest request) {
    var values = request.values(variable.key());
    return values.size() == 1 ? values.get(0) : variable.otherwise();
  }

  private static int colon(int[] tokens, int from) {
    for (int i = from; i < tokens.length; i++) {
      if (tokens[i] == ':') {
        return i;
      }
    }
    return -1;
  }

  private static boolean glob(
      int[] tokens, int from, int to, String text, int textFrom, int textTo, boolean ignoreCase) {
    int t = from;
    int c = textFrom;
    int star = -1;
    int starTook = textFrom;
    while (c < textTo) {
      if (t < to && tokens[t] == STAR) {
        star = t++;
        starTook = c;
      } else if (t < to
          && (tokens[t] == ANY_CHARACTER || same(tokens[t], text.charAt(c), ignoreCase))) {
        t++;
        c++;
      } else if (star >= 0) {
        t = star + 1;
        c = ++starTook;
      } else {
        return false;
      }
    }
    while (t < to && tokens[t] == STAR) {
      t++;
    }
    return t == to;
  }

  private static boolean same(int token, char c, boolean ignoreCase) {
    return token == c
        || (ignoreCase
            && token >= 0
            && Character.toLowerCase(Character.toUpperCase(token))
                == Character.toLowerCase(Character.toUpperCase(c)));
  }

  @Override
  public String toString() {
    return source;
  }
}

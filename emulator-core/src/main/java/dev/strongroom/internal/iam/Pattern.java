package dev.strongroom.internal.iam;

import dev.strongroom.internal.text.Glob;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A string of a policy, compiled once: wildcards found, policy variables set apart. */
final class Pattern {

  /** Which characters of a string are wildcards, and how far they reach. */
  enum Wildcards {
    NONE,
    /** Both match any characters. */
    UNLIMITED,
    /**
     * Both stay within a segment of an ARN, except for a star that is the last character of its
     * segment: it may match beyond colons (POL-10).
     */
    IN_SEGMENTS
  }

  // Tokens are those of Glob: wildcards are no characters, so a variable's value can't hold one.
  private static final int[] STAR_ONLY = {Glob.STAR};

  private record Variable(String key, @Nullable String otherwise) {}

  private final String source;
  private final boolean literal;
  private final boolean everything;
  private final List<Object> parts; // int[] or Variable; without variables a single int[]

  private Pattern(String source, boolean literal, List<Object> parts) {
    this.source = source;
    this.literal = literal;
    this.parts = parts;
    this.everything = parts.size() == 1 && Arrays.equals((int[]) parts.get(0), STAR_ONLY);
  }

  /** Variables exist in documents of Version 2012-10-17 only (POL-11). */
  static Pattern of(String source, Wildcards wildcards, boolean variables) {
    var parts = new ArrayList<>(1);
    var run = new int[source.length()];
    int length = 0;
    boolean literal = true;
    for (int i = 0; i < source.length(); i++) {
      char c = source.charAt(i);
      int end = variables && source.startsWith("${", i) ? source.indexOf('}', i) : -1;
      if (end >= 0) {
        var name = source.substring(i + 2, end).strip();
        literal = false;
        if (name.equals("*") || name.equals("?") || name.equals("$")) {
          run[length++] = name.charAt(0); // POL-11: the characters themselves
        } else {
          parts.add(Arrays.copyOf(run, length));
          length = 0;
          parts.add(variable(name));
        }
        i = end;
      } else if (wildcards != Wildcards.NONE && (c == '*' || c == '?')) {
        literal = false;
        boolean ends = i + 1 == source.length() || source.charAt(i + 1) == ':';
        run[length++] = token(c, wildcards == Wildcards.IN_SEGMENTS && !(c == '*' && ends));
      } else {
        run[length++] = c;
      }
    }
    parts.add(length == run.length ? run : Arrays.copyOf(run, length));
    return new Pattern(source, literal, List.copyOf(parts));
  }

  private static int token(char wildcard, boolean inSegment) {
    if (wildcard == '*') {
      return inSegment ? Glob.STAR_IN_SEGMENT : Glob.STAR;
    }
    return inSegment ? Glob.ANY_IN_SEGMENT : Glob.ANY;
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
    if (literal || everything) {
      return everything || source.equals(text);
    }
    var tokens = tokens(request);
    return tokens != null && Glob.matches(tokens, text, false);
  }

  boolean matchesIgnoringCase(String text, AccessRequest request) {
    if (literal || everything) {
      return everything || source.equalsIgnoreCase(text);
    }
    var tokens = tokens(request);
    return tokens != null && Glob.matches(tokens, text, true);
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
      if (end < 0 || textEnd < 0 || !matches(tokens, start, end, text, textStart, textEnd)) {
        return false;
      }
      start = end + 1;
      textStart = textEnd + 1;
    }
    return matches(tokens, start, tokens.length, text, textStart, text.length());
  }

  private static boolean matches(
      int[] tokens, int from, int to, String text, int textFrom, int textTo) {
    return Glob.matches(
        Arrays.copyOfRange(tokens, from, to), text.substring(textFrom, textTo), false);
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
    return parts.size() == 1 && Arrays.stream((int[]) parts.get(0)).allMatch(token -> token >= 0);
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

  @Override
  public String toString() {
    return source;
  }
}

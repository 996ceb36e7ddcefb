package dev.strongroom.internal.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression that a caller sends. It is matched with all its states at once, so that the
 * time is bounded, whatever the expression. It has no look-around, word boundaries, back
 * references, possessive quantifiers and inline flags but {@code (?i)} in front.
 */
public final class BoundedRegex {

  private static final int MOST_STATES = 20_000;
  private static final int MOST_STEPS = 20_000_000;
  private static final int NO_LIMIT = -1;
  private static final int SPLIT = -1;
  private static final int BEGIN = -2;
  private static final int END = -3;
  private static final int ACCEPT = -4;

  private sealed interface Node {}

  private record Atom(int index) implements Node {}

  private record Edge(int kind) implements Node {}

  private record Sequence(List<Node> parts) implements Node {}

  private record Choice(List<Node> parts) implements Node {}

  private record Repeat(Node part, int least, int most) implements Node {}

  private final String regex;
  private final int flags;
  private int at;
  private final List<Pattern> atoms = new ArrayList<>();
  private final List<int[]> states = new ArrayList<>(); // kind or atom, next, other
  private int emitted;
  private final int start;

  private BoundedRegex(String regex) {
    this.regex = regex;
    boolean ignoresCase = regex.startsWith("(?i)");
    flags = ignoresCase ? Pattern.CASE_INSENSITIVE : 0;
    at = ignoresCase ? 4 : 0;
    var tree = choice();
    if (at < regex.length()) {
      throw unusable();
    }
    start = emit(tree, state(ACCEPT, 0, 0));
  }

  /**
   * Compiles a regular expression in Java's notation.
   *
   * @throws IllegalArgumentException if it is malformed, too large, or has what this class lacks
   */
  public static BoundedRegex of(String regex) {
    try {
      var unused = Pattern.compile(regex);
      return new BoundedRegex(regex);
    } catch (PatternSyntaxException | StackOverflowError malformed) {
      throw new IllegalArgumentException("The regular expression can't be compiled", malformed);
    }
  }

  private static IllegalArgumentException unusable() {
    return new IllegalArgumentException("The regular expression is too large or isn't supported");
  }

  private Node choice() {
    var parts = new ArrayList<Node>();
    parts.add(sequence());
    while (at < regex.length() && regex.charAt(at) == '|') {
      at++;
      parts.add(sequence());
    }
    return parts.size() == 1 ? parts.get(0) : new Choice(parts);
  }

  private Node sequence() {
    var parts = new ArrayList<Node>();
    while (at < regex.length() && "|)".indexOf(regex.charAt(at)) < 0) {
      parts.add(quantified(part()));
    }
    return new Sequence(parts);
  }

  private Node part() {
    int from = at;
    switch (regex.charAt(at++)) {
      case '^' -> {
        return new Edge(BEGIN);
      }
      case '$' -> {
        return new Edge(END);
      }
      case '(' -> {
        return group();
      }
      case '[' -> skipClass();
      case '\\' -> skipEscape();
      default -> {}
    }
    if (Character.isHighSurrogate(regex.charAt(at - 1)) && at < regex.length()) {
      at++;
    }
    atoms.add(Pattern.compile(regex.substring(from, at), flags));
    return new Atom(atoms.size() - 1);
  }

  private Node group() {
    if (at < regex.length() && regex.charAt(at) == '?') {
      if (!regex.startsWith("?:", at)) {
        throw unusable();
      }
      at += 2;
    }
    var inner = choice();
    at++; // the closing parenthesis, which is there: Java has compiled it
    return inner;
  }

  private void skipClass() {
    for (int depth = 1; depth > 0; at++) {
      if (at >= regex.length()) {
        throw unusable();
      }
      switch (regex.charAt(at)) {
        case '[' -> depth++;
        case ']' -> depth--;
        case '\\' -> at++;
        default -> {}
      }
    }
  }

  private void skipEscape() {
    char escaped = regex.charAt(at++);
    switch (escaped) {
      case 'p', 'P' -> skipBraces(1);
      case 'x' -> skipBraces(2);
      case 'u' -> at += 4;
      case 'd', 'D', 'w', 'W', 's', 'S', 'h', 'H', 'v', 'V', 't', 'n', 'r', 'f', 'a', 'e' -> {}
      default -> {
        if (Character.isLetterOrDigit(escaped)) {
          throw unusable();
        }
      }
    }
  }

  private void skipBraces(int without) {
    at = regex.startsWith("{", at) ? regex.indexOf('}', at) + 1 : at + without;
  }

  private Node quantified(Node part) {
    if (at >= regex.length()) {
      return part;
    }
    Node repeated;
    switch (regex.charAt(at)) {
      case '*' -> repeated = new Repeat(part, 0, NO_LIMIT);
      case '+' -> repeated = new Repeat(part, 1, NO_LIMIT);
      case '?' -> repeated = new Repeat(part, 0, 1);
      case '{' -> {
        int end = regex.indexOf('}', at);
        var bounds = regex.substring(at + 1, end).split(",", -1);
        int least = Integer.parseInt(bounds[0]);
        int most =
            bounds.length == 1
                ? least
                : bounds[1].isEmpty() ? NO_LIMIT : Integer.parseInt(bounds[1]);
        repeated = new Repeat(part, least, most);
        at = end;
      }
      default -> {
        return part;
      }
    }
    at++;
    if (regex.startsWith("?", at)) {
      at++; // a reluctant one, which matters only to what a group holds
    } else if (regex.startsWith("+", at)) {
      throw unusable();
    }
    return repeated;
  }

  private int state(int kind, int next, int other) {
    if (states.size() >= MOST_STATES) {
      throw unusable();
    }
    states.add(new int[] {kind, next, other});
    return states.size() - 1;
  }

  /** Adds the states of a part that goes on with another; returns the first. */
  private int emit(Node node, int next) {
    if (emitted++ > 10 * MOST_STATES) {
      throw unusable();
    }
    if (node instanceof Atom atom) {
      return state(atom.index(), next, 0);
    }
    if (node instanceof Edge edge) {
      return state(edge.kind(), next, 0);
    }
    if (node instanceof Sequence sequence) {
      int first = next;
      for (int i = sequence.parts().size() - 1; i >= 0; i--) {
        first = emit(sequence.parts().get(i), first);
      }
      return first;
    }
    if (node instanceof Choice choice) {
      int first = emit(choice.parts().get(0), next);
      for (var part : choice.parts().subList(1, choice.parts().size())) {
        first = state(SPLIT, first, emit(part, next));
      }
      return first;
    }
    var repeat = (Repeat) node;
    int first = next;
    if (repeat.most() == NO_LIMIT) {
      first = state(SPLIT, next, next);
      states.get(first)[1] = emit(repeat.part(), first);
    }
    for (int i = repeat.least(); i < repeat.most(); i++) {
      first = state(SPLIT, emit(repeat.part(), first), next);
    }
    for (int i = 0; i < repeat.least(); i++) {
      first = emit(repeat.part(), first);
    }
    return first;
  }

  /**
   * Returns whether the whole input matches.
   *
   * @throws IllegalArgumentException if that takes too many steps
   */
  public boolean matches(String input) {
    return new Run(input).matches();
  }

  /** One match: the states that are reached at each position. */
  private final class Run {
    private final String input;
    private final int[] seen = new int[states.size()];
    private final int[] open = new int[2 * states.size() + 1];
    private int[] current = new int[states.size()];
    private int[] following = new int[states.size()];
    private int count;
    private int steps;

    Run(String input) {
      this.input = input;
      Arrays.fill(seen, -1);
    }

    boolean matches() {
      reach(start, 0);
      for (int at = 0; at < input.length(); ) {
        var swap = current;
        current = following;
        following = swap;
        int reached = count;
        count = 0;
        int symbol = input.codePointAt(at);
        at += Character.charCount(symbol);
        var verdicts = new byte[atoms.size()];
        for (int i = 0; i < reached; i++) {
          var state = states.get(following[i]);
          if (state[0] >= 0 && accepts(state[0], symbol, verdicts)) {
            reach(state[1], at);
          }
        }
      }
      for (int i = 0; i < count; i++) {
        if (states.get(current[i])[0] == ACCEPT) {
          return true;
        }
      }
      return false;
    }

    private boolean accepts(int atom, int symbol, byte[] verdicts) {
      if (verdicts[atom] == 0) {
        step();
        var text = Character.toString(symbol);
        verdicts[atom] = (byte) (atoms.get(atom).matcher(text).matches() ? 1 : 2);
      }
      return verdicts[atom] == 1;
    }

    private void step() {
      if (steps++ > MOST_STEPS) {
        throw unusable();
      }
    }

    /** Adds a state, and those that follow without a symbol, to those reached at a position. */
    private void reach(int from, int position) {
      int waiting = 0;
      open[waiting++] = from;
      while (waiting > 0) {
        int index = open[--waiting];
        step();
        if (seen[index] == position) {
          continue;
        }
        seen[index] = position;
        var state = states.get(index);
        switch (state[0]) {
          case SPLIT -> {
            open[waiting++] = state[1];
            open[waiting++] = state[2];
          }
          case BEGIN, END -> {
            if (position == (state[0] == BEGIN ? 0 : input.length())) {
              open[waiting++] = state[1];
            }
          }
          default -> current[count++] = index;
        }
      }
    }
  }
}

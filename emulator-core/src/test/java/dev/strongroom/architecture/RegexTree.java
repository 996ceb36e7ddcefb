package dev.strongroom.architecture;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression taken apart, and the reasons for which matching it may cost more than the
 * length of the text: more time by going back, or more stack by repeating a group.
 */
final class RegexTree {

  /** Enough of Unicode to see whether two sets of characters overlap. */
  private static final int ALPHABET = 0x180;

  private sealed interface Node {}

  private record Chars(BitSet set) implements Node {}

  private record Sequence(List<Node> parts) implements Node {}

  private record Choice(List<Node> branches) implements Node {}

  private record Repeat(Node body, int min, int max, boolean possessive) implements Node {
    boolean endless() {
      return max == Integer.MAX_VALUE;
    }
  }

  /** What may come next: characters, and whether a repetition without end is among it. */
  private record Follow(BitSet first, boolean endless) {}

  private final String regex;
  private final List<String> faults = new ArrayList<>();
  private int at;

  private RegexTree(String regex) {
    this.regex = regex;
  }

  /** The reasons for which a pattern is not linear; empty if it is. */
  static List<String> faults(String regex, boolean searches) {
    var tree = new RegexTree(regex);
    var root = tree.choice();
    if (tree.at < regex.length()) {
      throw new IllegalArgumentException("can't read the pattern " + regex + " at " + tree.at);
    }
    tree.check(root, new Follow(new BitSet(), false), false);
    boolean anchored = regex.startsWith("^") && !(root instanceof Choice);
    if (searches && !anchored && beginsEndlessly(root, false)) {
      tree.faults.add("a search begins with an endless repetition, anew at each character");
    }
    return tree.faults;
  }

  private void check(Node node, Follow follow, boolean inLoop) {
    if (node instanceof Sequence sequence) {
      var next = follow;
      for (int i = sequence.parts().size() - 1; i >= 0; i--) {
        var part = sequence.parts().get(i);
        check(part, next, inLoop);
        next = before(part, next);
      }
    } else if (node instanceof Choice choice) {
      if (inLoop && overlap(choice.branches())) {
        faults.add("the branches of a repeated choice begin alike");
      }
      choice.branches().forEach(branch -> check(branch, follow, inLoop));
    } else if (node instanceof Repeat repeat) {
      check(repeat, follow, inLoop);
    }
  }

  private void check(Repeat repeat, Follow follow, boolean inLoop) {
    var body = repeat.body();
    boolean overlaps = first(body).intersects(follow.first());
    if (repeat.endless() && !(body instanceof Chars)) {
      if (!repeat.possessive()) {
        faults.add("a group is repeated without end: make it possessive");
      }
      if (overlaps) {
        faults.add("a repeated group overlaps what follows it");
      }
      if (nullable(body)) {
        faults.add("a repeated group can be empty");
      }
    } else if (repeat.endless() && !repeat.possessive() && overlaps && follow.endless()) {
      faults.add("an endless repetition overlaps what follows, which is endless too");
    }
    boolean loops = repeat.max() > 1;
    var inside = new BitSet();
    inside.or(follow.first());
    if (loops) {
      inside.or(first(body));
    }
    check(body, new Follow(inside, follow.endless() || (loops && endless(body))), inLoop || loops);
  }

  private static Follow before(Node part, Follow follow) {
    var first = first(part);
    if (nullable(part)) {
      first.or(follow.first());
    }
    return new Follow(first, follow.endless() || endless(part));
  }

  private static boolean overlap(List<Node> branches) {
    var seen = new BitSet();
    for (var branch : branches) {
      var first = first(branch);
      if (seen.intersects(first)) {
        return true;
      }
      seen.or(first);
    }
    return false;
  }

  private static boolean beginsEndlessly(Node node, boolean more) {
    if (node instanceof Choice choice) {
      return choice.branches().stream().anyMatch(branch -> beginsEndlessly(branch, more));
    }
    if (node instanceof Sequence sequence && !sequence.parts().isEmpty()) {
      var rest = new Sequence(sequence.parts().subList(1, sequence.parts().size()));
      return beginsEndlessly(sequence.parts().get(0), more || !nullable(rest));
    }
    return more && node instanceof Repeat repeat && repeat.endless();
  }

  private static boolean nullable(Node node) {
    if (node instanceof Sequence sequence) {
      return sequence.parts().stream().allMatch(RegexTree::nullable);
    }
    if (node instanceof Choice choice) {
      return choice.branches().stream().anyMatch(RegexTree::nullable);
    }
    return node instanceof Repeat repeat && (repeat.min() == 0 || nullable(repeat.body()));
  }

  private static boolean endless(Node node) {
    if (node instanceof Sequence sequence) {
      return sequence.parts().stream().anyMatch(RegexTree::endless);
    }
    if (node instanceof Choice choice) {
      return choice.branches().stream().anyMatch(RegexTree::endless);
    }
    return node instanceof Repeat repeat && (repeat.endless() || endless(repeat.body()));
  }

  private static BitSet first(Node node) {
    var first = new BitSet();
    if (node instanceof Chars chars) {
      first.or(chars.set());
    } else if (node instanceof Sequence sequence) {
      for (var part : sequence.parts()) {
        first.or(first(part));
        if (!nullable(part)) {
          break;
        }
      }
    } else if (node instanceof Choice choice) {
      choice.branches().forEach(branch -> first.or(first(branch)));
    } else if (node instanceof Repeat repeat) {
      first.or(first(repeat.body()));
    }
    return first;
  }

  // The grammar of java.util.regex, as far as our patterns use it.

  private Node choice() {
    var branches = new ArrayList<Node>(List.of(sequence()));
    while (takes("|")) {
      branches.add(sequence());
    }
    return branches.size() == 1 ? branches.get(0) : new Choice(branches);
  }

  private Node sequence() {
    var parts = new ArrayList<Node>();
    while (at < regex.length() && regex.charAt(at) != '|' && regex.charAt(at) != ')') {
      var atom = atom();
      if (atom != null) {
        parts.add(quantified(atom));
      }
    }
    return new Sequence(parts);
  }

  private @Nullable Node atom() {
    if (takes("^") || takes("$") || takes("\\b")) {
      return null;
    }
    if (takes("(")) {
      boolean looks = takes("?!") || takes("?=");
      if (!looks && !takes("?:") && takes("?<")) {
        at = regex.indexOf('>', at) + 1;
      }
      var inner = choice();
      if (!takes(")")) {
        throw new IllegalArgumentException("no end of the group in " + regex);
      }
      return looks ? null : inner;
    }
    int start = at;
    if (takes("[")) {
      for (int depth = 1; depth > 0; at++) {
        switch (regex.charAt(at)) {
          case '\\' -> at++;
          case '[' -> depth++;
          case ']' -> depth--;
          default -> {}
        }
      }
    } else if (takes("\\")) {
      boolean property = takes("p") || takes("P");
      at = property ? regex.indexOf('}', at) + 1 : at + (regex.charAt(at) == 'u' ? 5 : 1);
    } else {
      at++;
    }
    return chars(regex.substring(start, at));
  }

  private static Chars chars(String text) {
    var one = Pattern.compile(text, Pattern.DOTALL).asMatchPredicate();
    var set = new BitSet();
    for (char c = 0; c < ALPHABET; c++) {
      set.set(c, one.test(String.valueOf(c)));
    }
    return new Chars(set);
  }

  private Node quantified(Node atom) {
    int min;
    int max = Integer.MAX_VALUE;
    if (takes("*")) {
      min = 0;
    } else if (takes("+")) {
      min = 1;
    } else if (takes("?")) {
      min = 0;
      max = 1;
    } else if (takes("{")) {
      int end = regex.indexOf('}', at);
      var bounds = regex.substring(at, end).split(",", -1);
      at = end + 1;
      min = Integer.parseInt(bounds[0]);
      if (bounds.length == 1) {
        max = min;
      } else if (!bounds[1].isEmpty()) {
        max = Integer.parseInt(bounds[1]);
      }
    } else {
      return atom;
    }
    boolean possessive = takes("+");
    takes("?");
    return new Repeat(atom, min, max, possessive);
  }

  private boolean takes(String text) {
    boolean next = regex.startsWith(text, at);
    at += next ? text.length() : 0;
    return next;
  }
}

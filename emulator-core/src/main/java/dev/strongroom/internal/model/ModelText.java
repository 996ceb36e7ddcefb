package dev.strongroom.internal.model;

import dev.strongroom.internal.model.Structure.Member;
import dev.strongroom.internal.text.LinearRegex;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The text of a model resource, of which an entry is parsed when it is first needed: reading a
 * model costs no more than the operations that are called. An entry is a line, and one more for
 * each member; a dash stands for a bound that does not hold and for a shape without constraints; a
 * value in brackets is taken and not listed.
 *
 * <pre>
 * NameType shape 1 512 PATTERN
 * SortOrderType enum desc asc
 * TagListType list - 50 Tag
 * ContextType map - - ValueType
 * Tag structure
 *  Key TagKeyType required
 * TagResource structure
 *  SecretId SecretIdType required
 * </pre>
 */
final class ModelText {

  private static final String NONE = "-";

  private final String text;
  private final ConcurrentHashMap<String, Constraint> entries = new ConcurrentHashMap<>();

  ModelText(String text) {
    this.text = "\n".concat(text).concat("\n");
  }

  /** Returns the constraints of a shape or operation; none if the model has no such entry. */
  Constraint entry(String name) {
    var known = entries.get(name);
    if (known == null) { // not in one step: parsing an entry parses those to which it refers
      known = parse(name);
      entries.put(name, known);
    }
    return known;
  }

  private Constraint parse(String name) {
    int start = start(name);
    if (start < 0) {
      return Constraint.NONE;
    }
    int end = text.indexOf('\n', start);
    var line = text.substring(start, end);
    var words = line.split(" ", 5); // a pattern may contain spaces
    return switch (words[1]) {
      case "shape" -> bounded(words, words.length < 5 ? null : LinearRegex.of(words[4]), null);
      case "list", "map" -> bounded(words, null, entry(words[4]));
      case "enum" -> values(List.of(line.split(" ", 3)[2].split(" ")));
      default -> Constraint.of(new Structure(members(end)));
    };
  }

  private static Constraint values(List<String> words) {
    var last = words.get(words.size() - 1);
    return last.startsWith("(")
        ? Constraint.oneOf(words.subList(0, words.size() - 1), last.substring(1, last.length() - 1))
        : Constraint.oneOf(words, null);
  }

  /** Where the line of an entry starts; negative if there is none. */
  private int start(String name) {
    int start = text.indexOf(name);
    while (start >= 0
        && (text.charAt(start - 1) != '\n' || text.charAt(start + name.length()) != ' ')) {
      start = text.indexOf(name, start + 1);
    }
    return start;
  }

  private List<Member> members(int head) {
    var members = new ArrayList<Member>();
    int end = head;
    while (text.startsWith("\n ", end)) {
      int start = end + 2;
      end = text.indexOf('\n', start);
      var words = text.substring(start, end).split(" ");
      members.add(new Member(words[0], words.length > 2, entry(words[1])));
    }
    return members;
  }

  private static Constraint bounded(
      String[] words, @Nullable LinearRegex pattern, @Nullable Constraint element) {
    return new Constraint(
        bound(words[2]), bound(words[3]), pattern, List.of(), null, element, null);
  }

  private static @Nullable Long bound(String word) {
    return word.equals(NONE) ? null : Long.valueOf(word);
  }
}

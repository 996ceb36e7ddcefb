package dev.strongroom.local.internal.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A TOML document as a tree, as far as a configuration needs it: without dates, strings of several
 * lines, and numbers that are not decimal.
 */
final class Toml {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int DEEPEST = 20;
  private static final char END = '\0';
  private static final Pattern WHOLE = Pattern.compile("[+-]?(?:0|[1-9][0-9]{0,17})");
  private static final Pattern FRACTION =
      Pattern.compile("[+-]?(?:0|[1-9][0-9]{0,17})(?:\\.[0-9]{1,18})?(?:[eE][+-]?[0-9]{1,3})?");

  private final String text;
  private final ObjectNode root = JSON.objectNode();
  private final Set<JsonNode> withHeader = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<JsonNode> closed = Collections.newSetFromMap(new IdentityHashMap<>());
  private int at;
  private int line = 1;

  private Toml(String text) {
    this.text = text;
  }

  /** What is wrong with a document, and where. */
  static final class Malformed extends Exception {

    private static final long serialVersionUID = 1;

    Malformed(int line, String problem) {
      super("line " + line + ": " + problem);
    }
  }

  static ObjectNode parse(String text) throws Malformed {
    return new Toml(text.replace("\r\n", "\n").replace(END, '\1')).document();
  }

  private Malformed malformed(String problem) {
    return new Malformed(line, problem);
  }

  private ObjectNode document() throws Malformed {
    var table = root;
    for (skipLines(); peek() != END; skipLines()) {
      if (peek() == '[') {
        table = header();
      } else {
        pair(table, 0);
      }
      skipSpace();
      if (peek() != END && peek() != '\n') {
        throw malformed("expected the end of the line");
      }
    }
    return root;
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : END;
  }

  private boolean take(char expected) {
    boolean isNext = peek() == expected;
    at += isNext ? 1 : 0;
    return isNext;
  }

  private void require(char expected) throws Malformed {
    if (!take(expected)) {
      throw malformed("expected `" + expected + "`");
    }
  }

  /** Skips spaces and a comment. */
  private void skipSpace() {
    while (peek() == ' ' || peek() == '\t') {
      at++;
    }
    if (peek() == '#') {
      int end = text.indexOf('\n', at);
      at = end < 0 ? text.length() : end;
    }
  }

  private void skipLines() {
    for (skipSpace(); take('\n'); skipSpace()) {
      line++;
    }
  }

  private ObjectNode header() throws Malformed {
    require('[');
    boolean isOfArray = take('[');
    var path = path();
    require(']');
    if (isOfArray) {
      require(']');
    }
    var parent = down(root, path.subList(0, path.size() - 1));
    var name = path.get(path.size() - 1);
    if (isOfArray) {
      var array = parent.path(name);
      if (array.isMissingNode()) {
        array = parent.putArray(name);
        withHeader.add(array);
      } else if (!withHeader.contains(array) || !array.isArray()) {
        throw malformed("duplicate key `" + name + "`");
      }
      return ((ArrayNode) array).addObject();
    }
    if (parent.path(name).isArray()) {
      throw malformed("duplicate key `" + name + "`");
    }
    var table = down(parent, List.of(name));
    if (!withHeader.add(table)) {
      throw malformed("duplicate key `" + name + "`");
    }
    return table;
  }

  /** Returns the table at a path, which is made if there is none. */
  private ObjectNode down(ObjectNode from, List<String> path) throws Malformed {
    var table = from;
    for (var name : path) {
      var next = table.path(name);
      if (next.isMissingNode()) {
        next = table.putObject(name);
      } else if (next.isArray() && withHeader.contains(next)) {
        next = next.get(next.size() - 1);
      }
      if (!(next instanceof ObjectNode below) || closed.contains(below)) {
        throw malformed("duplicate key `" + name + "`");
      }
      table = below;
    }
    return table;
  }

  private void pair(ObjectNode table, int depth) throws Malformed {
    var path = path();
    require('=');
    skipSpace();
    var value = value(depth);
    var name = path.get(path.size() - 1);
    if (down(table, path.subList(0, path.size() - 1)).putIfAbsent(name, value) != null) {
      throw malformed("duplicate key `" + name + "`");
    }
  }

  private List<String> path() throws Malformed {
    var path = new ArrayList<String>();
    do {
      skipSpace();
      path.add(peek() == '"' || peek() == '\'' ? string() : word("a key"));
      skipSpace();
    } while (take('.'));
    if (path.size() > DEEPEST) {
      throw malformed("too many tables in tables");
    }
    return path;
  }

  private String word(String expected) throws Malformed {
    int start = at;
    while (Character.isLetterOrDigit(peek()) || peek() == '_' || peek() == '-') {
      at++;
    }
    if (start == at) {
      throw malformed("expected " + expected);
    }
    return text.substring(start, at);
  }

  private JsonNode value(int depth) throws Malformed {
    if (depth > DEEPEST) {
      throw malformed("too many values in values");
    }
    return switch (peek()) {
      case '"', '\'' -> JSON.textNode(string());
      case '[' -> array(depth);
      case '{' -> inlineTable(depth);
      default -> scalar();
    };
  }

  private JsonNode scalar() throws Malformed {
    int start = at;
    while ("+-._:".indexOf(peek()) >= 0 || Character.isLetterOrDigit(peek())) {
      at++;
    }
    var word = text.substring(start, at);
    if (word.equals("true") || word.equals("false")) {
      return JSON.booleanNode(word.equals("true"));
    }
    boolean isMisplaced = word.startsWith("_") || word.endsWith("_") || word.contains("__");
    var number = isMisplaced ? word : word.replace("_", "");
    if (WHOLE.matcher(number).matches()) {
      return JSON.numberNode(Long.parseLong(number));
    }
    if (FRACTION.matcher(number).matches()) {
      return JSON.numberNode(Double.parseDouble(number));
    }
    throw malformed("expected a value");
  }

  private JsonNode array(int depth) throws Malformed {
    var array = JSON.arrayNode();
    require('[');
    for (skipLines(); !take(']'); skipLines()) {
      array.add(value(depth + 1));
      skipLines();
      if (peek() != ']') {
        require(',');
      }
    }
    return array;
  }

  private JsonNode inlineTable(int depth) throws Malformed {
    var table = JSON.objectNode();
    require('{');
    skipSpace();
    boolean isMore = !take('}');
    while (isMore) {
      pair(table, depth + 1);
      skipSpace();
      isMore = take(',');
      if (!isMore) {
        require('}');
      }
    }
    closed.add(table);
    return table;
  }

  private String string() throws Malformed {
    char quote = text.charAt(at++);
    if (text.startsWith("" + quote + quote, at)) {
      throw malformed("strings of several lines are not supported");
    }
    var string = new StringBuilder();
    while (!take(quote)) {
      char next = peek();
      if (next < ' ' && next != '\t') {
        throw malformed("a string is not closed");
      }
      at++;
      string.appendCodePoint(next == '\\' && quote == '"' ? escaped() : next);
    }
    return string.toString();
  }

  private int escaped() throws Malformed {
    char escape = peek();
    at++;
    int known = "btnfr\"\\".indexOf(escape);
    if (known >= 0) {
      return "\b\t\n\f\r\"\\".charAt(known);
    }
    int digits = escape == 'u' ? 4 : escape == 'U' ? 8 : 0;
    var hex = text.substring(Math.min(at, text.length()), Math.min(at + digits, text.length()));
    boolean isHex = hex.chars().allMatch(digit -> Character.digit(digit, 16) >= 0);
    if (digits == 0 || hex.length() < digits || !isHex) {
      throw malformed("unknown escape in a string");
    }
    at += digits;
    long codePoint = Long.parseLong(hex, 16);
    if (codePoint > Character.MAX_CODE_POINT) {
      throw malformed("unknown escape in a string");
    }
    return (int) codePoint;
  }
}

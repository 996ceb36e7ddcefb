package dev.strongroom.internal.iam;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One operator, key and values of a statement's Condition (POL-11). */
final class Condition {

  private enum Quantifier {
    NONE,
    ALL,
    ANY
  }

  /** A Null condition asks whether the key is there; it is no comparison. */
  private static final String NULL = "Null";

  private static final String VERSION_STAGE = "secretsmanager:VersionStage";

  /** POL-15. */
  private static final String IMPLIED_STAGE =
      " (the implied AWSCURRENT doesn't count: send it, or use an IfExists operator)";

  /** Keys that tie an Allow for everyone to somebody (POL-7). */
  private static final Set<String> PINNING_KEYS =
      Set.of(
          "aws:sourcearn",
          "aws:sourcevpc",
          "aws:sourcevpce",
          "aws:sourceaccount",
          "aws:principalorgid",
          "aws:principalarn",
          "aws:principalaccount",
          "aws:userid",
          "aws:sourceip");

  private final String operatorText;
  private final @Nullable Operator operator; // null: Null
  private final Quantifier quantifier;
  private final boolean ifExists;
  private final String key;
  private final List<String> expected;
  private final List<Operator.Test> tests;

  private Condition(
      String operatorText,
      @Nullable Operator operator,
      Quantifier quantifier,
      boolean ifExists,
      String key,
      List<String> expected,
      List<Operator.Test> tests) {
    this.operatorText = operatorText;
    this.operator = operator;
    this.quantifier = quantifier;
    this.ifExists = ifExists;
    this.key = key;
    this.expected = expected;
    this.tests = tests;
  }

  static List<Condition> parse(@Nullable Object json, boolean variables) {
    var conditions = new ArrayList<Condition>();
    if (json != null) {
      Json.object(json, "Condition")
          .forEach(
              (operator, keys) ->
                  Json.object(keys, operator)
                      .forEach((k, v) -> conditions.add(parse(operator, k, v, variables))));
    }
    return List.copyOf(conditions);
  }

  private static Condition parse(String text, String key, Object values, boolean variables) {
    var name = text;
    var quantifier = Quantifier.NONE;
    if (name.startsWith("ForAllValues:")) {
      quantifier = Quantifier.ALL;
      name = name.substring("ForAllValues:".length());
    } else if (name.startsWith("ForAnyValue:")) {
      quantifier = Quantifier.ANY;
      name = name.substring("ForAnyValue:".length());
    }
    boolean ifExists = name.endsWith("IfExists");
    name = ifExists ? name.substring(0, name.length() - "IfExists".length()) : name;
    if (key.indexOf(':') < 1) {
      throw Malformed.syntax("The condition key '" + key + "' has no prefix.");
    }
    var expected = texts(values);
    if (text.equals(NULL)) {
      expected.forEach(v -> Operator.named("Bool").compile(v, false));
      return new Condition(text, null, quantifier, false, key, expected, List.of());
    }
    var operator = Operator.named(name);
    var tests = expected.stream().map(value -> operator.compile(value, variables)).toList();
    return new Condition(text, operator, quantifier, ifExists, key, expected, tests);
  }

  String key() {
    return key;
  }

  boolean holds(AccessRequest request) {
    var actual = request.values(key);
    if (operator == null) {
      return expected.stream().anyMatch(v -> v.equalsIgnoreCase(String.valueOf(actual.isEmpty())));
    }
    if (actual.isEmpty()) {
      return ifExists
          || quantifier == Quantifier.ALL
          || (quantifier == Quantifier.NONE && operator.negated());
    }
    // Without a set prefix a key of several values is what AWS advises against; then a positive
    // operator wants one of them to match, a negated one none.
    boolean every =
        quantifier == Quantifier.NONE ? operator.negated() : quantifier == Quantifier.ALL;
    for (var value : actual) {
      if (fits(operator, value, request) != every) {
        return !every;
      }
    }
    return every;
  }

  private boolean fits(Operator operator, String actual, AccessRequest request) {
    for (var test : tests) {
      if (test.matches(actual, request)) {
        return !operator.negated();
      }
    }
    return operator.negated();
  }

  /** A positive comparison of a key that names somebody with fixed values (POL-7). */
  boolean pinsCaller() {
    return operator != null
        && !operator.negated()
        && !ifExists
        && quantifier != Quantifier.ALL // true for a request without the key
        && PINNING_KEYS.contains(key.toLowerCase(Locale.ROOT))
        && !expected.isEmpty()
        && expected.stream().allMatch(value -> operator.fixes(value));
  }

  /** Why it doesn't hold, for a reader. */
  String explain(AccessRequest request) {
    var actual = request.values(key);
    var wanted = operatorText + " " + key + " " + expected;
    if (actual.isEmpty()) {
      return "condition %s: the request doesn't carry the key%s"
          .formatted(wanted, key.equalsIgnoreCase(VERSION_STAGE) ? IMPLIED_STAGE : "");
    }
    return "condition %s: the request has %s".formatted(wanted, actual);
  }

  /** One value or a list of them, as text: numbers and booleans need no quotes. */
  private static List<String> texts(Object json) {
    var values = json instanceof Collection<?> list ? list : List.of(json);
    for (var value : values) {
      if (value instanceof Map || value instanceof Collection) {
        throw Malformed.syntax("A condition's values must be texts.");
      }
    }
    return values.stream().map(String::valueOf).toList();
  }
}

package dev.strongroom.internal.iam;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The condition keys that policies ask for, in conditions and as policy variables. */
public final class ContextKeys {

  private ContextKeys() {}

  /** Returns the keys in order, each once whatever its case. */
  public static List<String> of(Collection<Policy> policies) {
    var keys = new TreeSet<String>(String.CASE_INSENSITIVE_ORDER);
    for (var policy : policies) {
      for (var statement : policy.statements()) {
        statement.conditions().forEach(condition -> keys.add(condition.key()));
        if (policy.hasVariables()) {
          addVariables(statement.json(), keys);
        }
      }
    }
    return List.copyOf(keys);
  }

  private static void addVariables(Object json, Collection<String> keys) {
    if (json instanceof Map<?, ?> object) {
      object.values().forEach(value -> addVariables(value, keys));
    } else if (json instanceof Collection<?> array) {
      array.forEach(element -> addVariables(element, keys));
    } else if (json instanceof String text) {
      for (int at = text.indexOf("${"); at >= 0; at = text.indexOf("${", at + 2)) {
        int end = text.indexOf('}', at);
        if (end < 0) {
          return;
        }
        var variable = text.substring(at + 2, end);
        int comma = variable.indexOf(',');
        var key = (comma < 0 ? variable : variable.substring(0, comma)).strip();
        if (key.indexOf(':') > 0) { // ${*}, ${?} and ${$} stand for themselves
          keys.add(key);
        }
      }
    }
  }
}

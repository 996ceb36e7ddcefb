package dev.strongroom.internal.model;

import dev.strongroom.api.SecretValue;
import dev.strongroom.api.kms.Blob;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The constraints that one request violates, each in AWS's words (VAL-2 to VAL-8). */
final class Violations {

  private final List<String> texts = new ArrayList<>(0);

  private final boolean showsValues;

  private Violations(boolean showsValues) {
    this.showsValues = showsValues;
  }

  static List<String> of(Constraint operation, Object request, boolean showsValues) {
    var violations = new Violations(showsValues);
    violations.collect(operation, request, "");
    return violations.texts;
  }

  private void collect(Structure structure, Record record, String prefix) {
    for (var component : structure.components(record.getClass())) {
      var value = component.of(record);
      if (value != null) {
        collect(component.constraint(), value, prefix.concat(component.path()));
      } else if (component.required()) { // VAL-4
        boolean isHidden = !showsValues || component.type() == SecretValue.class; // KR-11
        var shown = isHidden ? "Value" : "Value null";
        add(shown, prefix + component.path(), "Member must not be null");
      }
    }
  }

  private void collect(Constraint constraint, Object value, String path) {
    for (var text : broken(constraint, value)) {
      add(shown(value), path, text);
    }
    if (value instanceof Record record && constraint.structure() != null) {
      collect(constraint.structure(), record, path.isEmpty() ? "" : path + ".");
    }
    if (value instanceof List<?> elements && constraint.element() != null) {
      collect(constraint.element(), elements, path);
    }
  }

  private void collect(Constraint element, List<?> elements, String path) {
    boolean isBroken = false;
    for (int i = 0; i < elements.size(); i++) {
      isBroken |= !broken(element, elements.get(i)).isEmpty();
    }
    if (isBroken) { // VAL-6
      var all = broken(element, null);
      if (!showsValues) {
        all.add("Member must not be null");
      }
      add(shown(elements), path, "Member must satisfy constraint: " + all);
    }
    for (int i = 0; element.structure() != null && i < elements.size(); i++) { // VAL-3
      collect(element.structure(), (Record) elements.get(i), path + "." + (i + 1) + ".member.");
    }
  }

  private void add(String shown, String path, String constraint) {
    texts.add(shown + " at '" + path + "' failed to satisfy constraint: " + constraint);
  }

  /** The texts of the constraints that a value violates; those of all constraints for null. */
  private List<String> broken(Constraint constraint, @Nullable Object value) {
    var broken = new ArrayList<String>(0);
    long size = value == null ? 0 : size(value);
    if (constraint.max() != null && (value == null || size > constraint.max())) {
      broken.add(bound(value, "less", constraint.max()));
    }
    if (constraint.min() != null && (value == null || size < constraint.min())) {
      broken.add(bound(value, "greater", constraint.min()));
    }
    var pattern = constraint.pattern();
    if (pattern != null && (value == null || !pattern.matches(text(value)))) {
      broken.add("Member must satisfy regular expression pattern: " + pattern);
    }
    if (value == null ? !constraint.values().isEmpty() : !constraint.hasValue(value)) {
      var set = "Member must satisfy enum value set";
      broken.add(showsValues ? set + ": " + constraint.values() : set);
    }
    return broken;
  }

  private static String bound(@Nullable Object value, String direction, long limit) { // VAL-5
    var measure = value instanceof Number ? "value" : "length";
    return "Member must have " + measure + " " + direction + " than or equal to " + limit;
  }

  private static long size(Object value) {
    if (value instanceof SecretValue secret) {
      return secret.length(); // VAL-11
    }
    if (value instanceof String text) {
      return text.codePointCount(0, text.length());
    }
    if (value instanceof Blob blob) {
      return blob.length();
    }
    if (value instanceof Collection<?> elements) {
      return elements.size();
    }
    return value instanceof Number number ? number.longValue() : 0; // a structure has none
  }

  private static String text(Object value) {
    return value instanceof SecretValue secret ? secret.text() : value.toString();
  }

  /** A sensitive value is not printed (VAL-7), nor are bytes (KR-11). */
  private String shown(Object value) {
    return !showsValues || value instanceof SecretValue || value instanceof Blob
        ? "Value"
        : "Value '" + value + "'";
  }
}

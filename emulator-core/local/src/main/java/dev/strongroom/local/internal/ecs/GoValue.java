package dev.strongroom.local.internal.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.TreeMap;

/** Values of JSON as Go prints them with {@code %v} (ECS-2). */
final class GoValue {

  /** From this power of ten on, Go writes an exponent: a million is 1e+06. */
  private static final int LARGE = 6;

  private GoValue() {}

  static String print(JsonNode value) {
    if (value.isNull()) {
      return "<nil>";
    }
    if (value.isNumber()) {
      return number(value.doubleValue());
    }
    if (value.isArray()) {
      var items = new ArrayList<String>();
      value.forEach(item -> items.add(print(item)));
      return "[" + String.join(" ", items) + "]";
    }
    if (value.isObject()) {
      var members = new TreeMap<String, String>(); // Go sorts keys
      value.properties().forEach(member -> members.put(member.getKey(), print(member.getValue())));
      var texts = new ArrayList<String>();
      members.forEach((name, text) -> texts.add(name + ":" + text));
      return "map[" + String.join(" ", texts) + "]";
    }
    return value.asText();
  }

  /** All numbers of JSON are of type float64 in Go. */
  private static String number(double value) {
    if (value == 0) {
      return "0";
    }
    var exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    int exponent = exact.precision() - exact.scale() - 1;
    if (exponent >= -4 && exponent < LARGE) {
      return exact.toPlainString();
    }
    var digits = exact.unscaledValue().abs().toString();
    return (value < 0 ? "-" : "")
        + digits.charAt(0)
        + (digits.length() > 1 ? "." + digits.substring(1) : "")
        + "e%s%02d".formatted(exponent < 0 ? "-" : "+", Math.abs(exponent));
  }
}

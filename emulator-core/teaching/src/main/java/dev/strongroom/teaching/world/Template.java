package dev.strongroom.teaching.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Texts that refer to things of a world: <code>${arn:prod/db}</code>, <code>
 * ${version:prod/db@AWSCURRENT}</code>, or the name of a saved value. IAM's policy variables, such
 * as <code>${aws:PrincipalTag/team}</code>, stay as they are.
 */
final class Template {

  private static final Set<String> FUNCTIONS =
      Set.of("arn", "partial-arn", "key", "lambda", "version", "value", "text");

  private Template() {}

  /**
   * What a text refers to.
   *
   * @param function what is wanted of the thing; empty for a saved value
   * @param detail a label, Region or number; empty if there is none
   * @param member a member of a value that is a JSON object; empty for the whole value
   */
  record Reference(String function, String name, String detail, String member) {}

  /** All that a text refers to, in order. */
  static List<Reference> references(String text) {
    var references = new ArrayList<Reference>();
    resolve(
        text,
        reference -> {
          references.add(reference);
          return "";
        });
    return references;
  }

  /** The text with everything put in that it refers to. */
  static String resolve(String text, Function<Reference, String> values) {
    int start = text.indexOf("${");
    if (start < 0) {
      return text;
    }
    var resolved = new StringBuilder();
    int written = 0;
    while (start >= 0) {
      int end = text.indexOf('}', start);
      if (end < 0) {
        break;
      }
      var inside = text.substring(start + 2, end);
      if (isOurs(inside)) {
        resolved.append(text, written, start).append(values.apply(parse(inside)));
        written = end + 1;
      }
      start = text.indexOf("${", end);
    }
    return resolved.append(text, written, text.length()).toString();
  }

  /** The same value with every text in it resolved. */
  static JsonNode resolve(JsonNode value, Function<Reference, String> values) {
    if (value instanceof TextNode text) {
      return TextNode.valueOf(resolve(text.textValue(), values));
    }
    if (value instanceof ObjectNode object) {
      var resolved = JsonNodeFactory.instance.objectNode();
      object
          .properties()
          .forEach(
              member ->
                  resolved.set(
                      resolve(member.getKey(), values), resolve(member.getValue(), values)));
      return resolved;
    }
    if (value instanceof ArrayNode array) {
      var resolved = JsonNodeFactory.instance.arrayNode();
      array.forEach(element -> resolved.add(resolve(element, values)));
      return resolved;
    }
    return value;
  }

  /** A policy variable has a prefix of its own, or is one of the three escapes. */
  private static boolean isOurs(String inside) {
    int colon = inside.indexOf(':');
    return colon < 0
        ? !inside.isEmpty() && !Set.of("*", "?", "$").contains(inside)
        : FUNCTIONS.contains(inside.substring(0, colon));
  }

  private static Reference parse(String inside) {
    int colon = inside.indexOf(':');
    if (colon < 0) {
      return new Reference("", inside, "", "");
    }
    var function = inside.substring(0, colon);
    var name = inside.substring(colon + 1);
    var member = "";
    int hash = name.indexOf('#');
    if (function.equals("value") && hash >= 0) {
      member = name.substring(hash + 1);
      name = name.substring(0, hash);
    }
    int at = function.equals("text") ? name.indexOf('*') : name.lastIndexOf('@');
    return at < 0
        ? new Reference(function, name, "", member)
        : new Reference(function, name.substring(0, at), name.substring(at + 1), member);
  }
}

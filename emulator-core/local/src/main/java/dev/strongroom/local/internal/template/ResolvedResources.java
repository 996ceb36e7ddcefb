package dev.strongroom.local.internal.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strongroom.api.ServiceClient;
import dev.strongroom.internal.seed.SeedNode;
import dev.strongroom.internal.seed.SeedNode.Mapping;
import dev.strongroom.internal.seed.SeedNode.Scalar;
import dev.strongroom.internal.seed.SeedNode.Sequence;
import dev.strongroom.internal.seed.SeedSyntaxException;
import dev.strongroom.local.internal.template.DynamicReferences.Unresolved;
import dev.strongroom.seed.SeedLoader;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The resources of a template with the values of their references, as a stack has them.
 *
 * @param resources by logical id
 * @param template the template, as JSON
 */
public record ResolvedResources(Map<String, Deployed> resources, JsonNode template) {

  /**
   * A resource.
   *
   * @param compared its properties with references to secrets, by which an update finds a change
   * @param properties with values; null if a reference has none
   * @param failure why not, in CloudFormation's words
   */
  public record Deployed(
      JsonNode compared, @Nullable JsonNode properties, @Nullable String failure) {

    @Override
    public String toString() {
      return "Deployed[" + (failure == null ? "resolved" : failure) + "]"; // without values
    }
  }

  /** What replaces references in a text. */
  private interface Replacing {
    String of(String text) throws Unresolved;
  }

  /** Resolves a template; a resource that is as it was in an earlier one stays as it is. */
  public static ResolvedResources of(
      Mapping template,
      SeedLoader settings,
      ServiceClient caller,
      @Nullable ResolvedResources earlier) {
    var stack = new Stack(template, settings);
    var references = new DynamicReferences(caller);
    var literals = new LinkedHashMap<String, JsonNode>();
    var secure = new SecureProperties();
    int count = 0;
    for (var resource : stack.resources()) {
      var properties = resource.node().members().get("Properties");
      if (properties != null) {
        var literal = literal(properties, stack.intrinsics);
        literals.put(resource.id(), literal == null ? object() : literal);
        count += isLiteral(resource) ? 0 : count(literals.get(resource.id()));
        secure.look(resource.type(), literals.get(resource.id()));
      }
    }
    DynamicReferences.requireFew(count);
    secure.requireSupported();
    var resources = new LinkedHashMap<String, Deployed>();
    for (var resource : stack.resources()) {
      var literal = literals.get(resource.id());
      if (literal != null) {
        var before = earlier == null ? null : earlier.resources.get(resource.id());
        resources.put(
            resource.id(),
            isLiteral(resource)
                ? new Deployed(literal, literal, null)
                : deployed(literal, references, before));
      }
    }
    return new ResolvedResources(resources, json(template));
  }

  /** CF-1: in custom resources references stay as they are written. */
  private static boolean isLiteral(Resource resource) {
    return resource.type().startsWith("Custom::")
        || resource.type().equals("AWS::CloudFormation::CustomResource");
  }

  /**
   * CF-3: parameters are read at every operation; secrets, and parameters that are secure, only if
   * the resource is new or changes otherwise.
   */
  private static Deployed deployed(
      JsonNode literal, DynamicReferences references, @Nullable Deployed before) {
    try {
      var compared = replaced(literal, references::withParameters);
      if (before != null && before.failure == null && before.compared.equals(compared)) {
        return before;
      }
      return new Deployed(compared, replaced(literal, references::resolved), null);
    } catch (Unresolved failure) {
      return new Deployed(literal, null, failure.getMessage());
    }
  }

  /**
   * Returns a value as JSON with its functions evaluated, except those that need to know more than
   * a template; null for AWS::NoValue.
   */
  private static @Nullable JsonNode literal(SeedNode node, Intrinsics intrinsics) {
    if (node instanceof Sequence array) {
      var items = JsonNodeFactory.instance.arrayNode();
      for (var item : array.items()) {
        var literal = literal(item, intrinsics);
        if (literal != null) {
          items.add(literal);
        }
      }
      return items;
    }
    if (!(node instanceof Mapping object)) {
      return json(node);
    }
    if (Intrinsics.isFunction(object)) {
      if (object.members().containsKey("Fn::Transform")) {
        return json(object); // CF-1: literal
      }
      try {
        var value = intrinsics.resolve(object);
        return value == null ? null : json(value);
      } catch (SeedSyntaxException unknown) {
        // its arguments may have references
      }
    }
    var members = object();
    object
        .members()
        .forEach(
            (name, value) -> {
              var literal = literal(value, intrinsics);
              if (literal != null) {
                members.set(name, literal);
              }
            });
    return members;
  }

  private static int count(JsonNode node) {
    int count = node.isTextual() ? DynamicReferences.count(node.textValue()) : 0;
    for (var child : node) {
      count += count(child);
    }
    return count;
  }

  private static JsonNode replaced(JsonNode node, Replacing replacing) throws Unresolved {
    if (node.isTextual()) {
      return JsonNodeFactory.instance.textNode(replacing.of(node.textValue()));
    }
    if (node.isArray()) {
      var items = JsonNodeFactory.instance.arrayNode();
      for (var item : node) {
        items.add(replaced(item, replacing));
      }
      return items;
    }
    if (node.isObject()) {
      if (node.has("Fn::Transform") && node.size() == 1) {
        return node; // CF-1: literal
      }
      var members = object();
      for (var member : node.properties()) {
        members.set(member.getKey(), replaced(member.getValue(), replacing));
      }
      return members;
    }
    return node;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static JsonNode json(SeedNode node) {
    if (node instanceof Mapping object) {
      var members = object();
      object.members().forEach((name, value) -> members.set(name, json(value)));
      return members;
    }
    if (node instanceof Sequence array) {
      var items = JsonNodeFactory.instance.arrayNode();
      array.items().forEach(item -> items.add(json(item)));
      return items;
    }
    var scalar = (Scalar) node;
    return switch (scalar.type()) {
      case NUMBER -> number(new BigDecimal(scalar.text()));
      case BOOLEAN -> JsonNodeFactory.instance.booleanNode(scalar.text().equals("true"));
      case NULL -> JsonNodeFactory.instance.nullNode();
      default -> JsonNodeFactory.instance.textNode(scalar.text());
    };
  }

  private static JsonNode number(BigDecimal number) {
    boolean isInt = number.scale() <= 0 && number.precision() - number.scale() < 10;
    return isInt
        ? JsonNodeFactory.instance.numberNode(number.intValueExact())
        : JsonNodeFactory.instance.numberNode(number);
  }
}

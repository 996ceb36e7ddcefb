package dev.strongroom.local.internal.template;

import dev.strongroom.internal.seed.Members;
import dev.strongroom.internal.seed.NodeType;
import dev.strongroom.internal.seed.SeedNode;
import dev.strongroom.internal.seed.SeedNode.Mapping;
import dev.strongroom.internal.seed.SeedNode.Scalar;
import dev.strongroom.internal.seed.SeedNode.Sequence;
import dev.strongroom.internal.seed.SeedSyntaxException;
import dev.strongroom.internal.seed.TreeBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Evaluates a template's functions and conditions. */
final class Intrinsics {

  private static final String SUPPORTED =
      "Ref, Fn::GetAtt, Fn::Sub, Fn::Join, Fn::FindInMap, Fn::If and conditions";

  /** Of Fn::Sub; a name after an exclamation mark is a text. */
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(!?)([^}]*)\\}");

  /** How many characters all Fn::Sub and Fn::Join of a template may make: texts can double. */
  private static final int LARGEST = 16 << 20;

  private final Map<String, SeedNode> mappings;
  private final Map<String, SeedNode> conditions;
  private final References references;
  private final Set<String> open = new HashSet<>();
  private final Map<String, Boolean> decided = new HashMap<>();
  private int made;

  /** What Ref and Fn::GetAtt mean. */
  interface References {

    /** The value of a parameter or pseudo parameter, or what a resource's Ref is; null for none. */
    @Nullable SeedNode ref(String name, SeedNode place);

    SeedNode attribute(String logicalId, String attribute, SeedNode place);
  }

  Intrinsics(
      Map<String, SeedNode> mappings, Map<String, SeedNode> conditions, References references) {
    this.mappings = mappings;
    this.conditions = conditions;
    this.references = references;
  }

  /** A value with all functions evaluated; null for one that is AWS::NoValue. */
  @Nullable SeedNode resolve(SeedNode node) {
    if (node instanceof Sequence array) {
      var items = new ArrayList<SeedNode>();
      for (var item : array.items()) {
        var resolved = resolve(item);
        if (resolved != null) {
          items.add(resolved);
        }
      }
      return new Sequence(array.place(), array.path(), items);
    }
    if (node instanceof Mapping object) {
      var function = function(object);
      if (function != null) {
        return call(function, object.members().get(function), object);
      }
      var resolved = new TreeBuilder(object);
      object.members().forEach((name, value) -> resolved.put(name, resolve(value)));
      return resolved.built();
    }
    return node;
  }

  /** A value that is a text in the end; numbers and booleans are texts too. */
  String text(SeedNode node) {
    var resolved = resolve(node);
    if (resolved instanceof Scalar scalar && scalar.type() != NodeType.NULL) {
      return scalar.text();
    }
    throw node.error(
        "must be a text, but is " + (resolved == null ? "AWS::NoValue" : typeOf(resolved)));
  }

  private static String typeOf(SeedNode node) {
    return node.type().name().toLowerCase(Locale.ROOT);
  }

  static boolean isFunction(Mapping object) {
    return function(object) != null;
  }

  private static @Nullable String function(Mapping object) {
    if (object.members().size() != 1) {
      return null;
    }
    var name = object.members().keySet().iterator().next();
    return name.equals("Ref") || name.startsWith("Fn::") ? name : null;
  }

  private @Nullable SeedNode call(String function, @Nullable SeedNode argument, Mapping place) {
    if (argument == null) {
      throw place.error("has no argument");
    }
    return switch (function) {
      case "Ref" -> ref(Members.string(argument).text(), argument);
      case "Fn::GetAtt" -> attribute(argument);
      case "Fn::Sub" -> sub(argument);
      case "Fn::Join" -> join(argument);
      case "Fn::FindInMap" -> findInMap(argument);
      case "Fn::If" -> ifElse(argument);
      default -> throw place.error("uses " + function + ", but there are only " + SUPPORTED);
    };
  }

  private @Nullable SeedNode ref(String name, SeedNode place) {
    return name.equals("AWS::NoValue") ? null : references.ref(name, place);
  }

  private SeedNode attribute(SeedNode argument) {
    if (argument instanceof Sequence array && array.items().size() == 2) {
      return references.attribute(
          Members.string(array.items().get(0)).text(), text(array.items().get(1)), argument);
    }
    var name = Members.string(argument).text();
    int dot = name.indexOf('.');
    if (dot < 1) {
      throw argument.error("must name a resource and an attribute of it, as in Secret.Id");
    }
    return references.attribute(name.substring(0, dot), name.substring(dot + 1), argument);
  }

  private SeedNode sub(SeedNode argument) {
    boolean hasVariables = argument instanceof Sequence;
    var arguments = hasVariables ? arguments(argument, 2) : List.of(argument);
    var variables = hasVariables ? Members.mapping(arguments.get(1)).members() : Map.of();
    var text = Members.string(arguments.get(0)).text();
    var whole = new StringBuilder();
    var found = VARIABLE.matcher(text);
    while (found.find()) {
      var name = found.group(2).strip();
      var value =
          found.group(1).isEmpty()
              ? variable(name, (SeedNode) variables.get(name), argument)
              : "${" + found.group(2) + "}";
      count(value, argument);
      found.appendReplacement(whole, Matcher.quoteReplacement(value));
    }
    return TreeBuilder.text(argument, found.appendTail(whole).toString());
  }

  private void count(String text, SeedNode place) {
    made += text.length();
    if (made > LARGEST) {
      throw place.error("makes the template's texts longer than " + LARGEST + " characters");
    }
  }

  private String variable(String name, @Nullable SeedNode given, SeedNode place) {
    if (given != null) {
      return text(given);
    }
    var value = name.contains(".") ? attribute(TreeBuilder.text(place, name)) : ref(name, place);
    if (value == null) {
      throw place.error("can't have AWS::NoValue in a text");
    }
    return text(value);
  }

  private SeedNode join(SeedNode argument) {
    var arguments = arguments(argument, 2);
    var list = resolve(arguments.get(1));
    if (list == null) {
      throw argument.error("joins AWS::NoValue");
    }
    var separator = text(arguments.get(0));
    var texts = Members.items(list).stream().map(this::text).toList();
    for (var text : texts) {
      count(text, argument);
      count(separator, argument);
    }
    return TreeBuilder.text(argument, String.join(separator, texts));
  }

  private @Nullable SeedNode findInMap(SeedNode argument) {
    var arguments = arguments(argument, 3);
    var names = arguments.stream().map(this::text).toList();
    var map = mappings.get(names.get(0));
    for (var key : names.subList(1, 3)) {
      map = map == null ? null : Members.mapping(map).members().get(key);
    }
    if (map == null) {
      throw argument.error("finds nothing in Mappings at " + String.join(", ", names));
    }
    return map; // Mappings have no functions
  }

  private @Nullable SeedNode ifElse(SeedNode argument) {
    var arguments = arguments(argument, 3);
    boolean holds = isTrue(Members.string(arguments.get(0)).text(), argument);
    return resolve(arguments.get(holds ? 1 : 2));
  }

  private static List<SeedNode> arguments(SeedNode argument, int number) {
    var arguments = Members.items(argument);
    if (arguments.size() != number) {
      throw argument.error("takes " + number + " values, but here are " + arguments.size());
    }
    return arguments;
  }

  /** Whether a condition of the template holds. */
  boolean isTrue(String condition, SeedNode place) {
    var node = conditions.get(condition);
    if (node == null) {
      throw place.error("names the condition '" + condition + "', which is not there");
    }
    var known = decided.get(condition);
    if (known == null) {
      known = guarded("condition " + condition, place, () -> holds(node));
      decided.put(condition, known);
    }
    return known;
  }

  private boolean holds(SeedNode node) {
    var object = Members.mapping(node);
    var function = object.members().size() == 1 ? object.members().keySet().iterator().next() : "";
    var argument = object.members().get(function);
    if (argument == null) {
      throw node.error("must be one condition function");
    }
    return switch (function) {
      case "Condition" -> isTrue(Members.string(argument).text(), argument);
      case "Fn::Equals" -> {
        var both = arguments(argument, 2);
        yield text(both.get(0)).equals(text(both.get(1)));
      }
      case "Fn::Not" -> !holds(arguments(argument, 1).get(0));
      case "Fn::And" -> Members.items(argument).stream().allMatch(this::holds);
      case "Fn::Or" -> Members.items(argument).stream().anyMatch(this::holds);
      default ->
          throw node.error(
              "uses "
                  + function
                  + ", but a condition has only Fn::Equals, Fn::And, Fn::Or, Fn::Not and Condition");
    };
  }

  /** Evaluates something that must not need itself. */
  <T> T guarded(String what, SeedNode place, Supplier<T> evaluation) {
    if (!open.add(what)) {
      throw new SeedSyntaxException(place.place().of("The " + what + " depends on itself"));
    }
    try {
      return evaluation.get();
    } finally {
      open.remove(what);
    }
  }
}

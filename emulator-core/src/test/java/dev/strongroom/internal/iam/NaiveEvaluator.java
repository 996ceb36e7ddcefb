package dev.strongroom.internal.iam;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strongroom.iam.Layer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A second evaluator, slow and simple: regular expressions over the JSON of the policies. What
 * others read differently can be overridden.
 */
class NaiveEvaluator {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The policies whose incomplete ARNs are completed. */
  private static final Set<Layer> COMPLETED =
      Set.of(Layer.IDENTITY_POLICY, Layer.PERMISSIONS_BOUNDARY, Layer.SERVICE_CONTROL_POLICY);

  final World world;

  NaiveEvaluator(World world) {
    this.world = world;
  }

  static boolean allows(World world) {
    return new NaiveEvaluator(world).allowed();
  }

  boolean allowed() {
    for (var layer : Layer.values()) {
      if (!matching(layer, "Deny").isEmpty()) {
        return false;
      }
    }
    if (!matching(world.rootControls(), "Deny", Layer.SERVICE_CONTROL_POLICY).isEmpty()) {
      return false;
    }
    boolean rootAllows =
        world.rootControls().isEmpty()
            || !matching(world.rootControls(), "Allow", Layer.SERVICE_CONTROL_POLICY).isEmpty();
    if (!rootAllows || filtered(Layer.SERVICE_CONTROL_POLICY) || filtered(Layer.ENDPOINT_POLICY)) {
      return false;
    }
    boolean limited = filtered(Layer.PERMISSIONS_BOUNDARY) || filtered(Layer.SESSION_POLICY);
    boolean identity =
        world.caller().endsWith(":root") || !matching(Layer.IDENTITY_POLICY, "Allow").isEmpty();
    var ways = waysOfTheResource();

    if (world.caller().endsWith(".amazonaws.com")) {
      return !ways.isEmpty();
    }
    if (!account(world.caller()).equals(account(world.resource()))) {
      return !ways.isEmpty() && identity && !limited;
    }
    if (ways.contains("directly")) {
      return !limitsDirectAccess();
    }
    if (ways.contains("by role")) {
      return !limited;
    }
    return identity && !limited && (!world.isKey() || ways.contains("by account"));
  }

  /** Whether something limits what the resource's policy gives to this very caller. */
  boolean limitsDirectAccess() {
    return false;
  }

  final boolean filtered(Layer layer) {
    return !world.policies().getOrDefault(layer, List.of()).isEmpty()
        && matching(layer, "Allow").isEmpty();
  }

  private Set<String> waysOfTheResource() {
    var ways = new HashSet<String>();
    for (var layer : List.of(Layer.RESOURCE_POLICY, Layer.KEY_POLICY)) {
      for (var statement : matching(layer, "Allow")) {
        ways.addAll(waysOf(statement.get("Principal")));
      }
    }
    for (var grant : world.grants()) {
      var operation = world.action().substring(world.action().indexOf(':') + 1);
      var sent = world.encryptionContext();
      boolean constrained = !operation.equals("DescribeKey");
      boolean fits =
          !constrained
              || (grant.subset().keySet().stream()
                      .allMatch(k -> grant.subset().get(k).equals(sent.get(k)))
                  && (grant.equal().isEmpty() || grant.equal().equals(sent)));
      if (grant.operations().contains(operation) && fits) {
        if (grant.grantee().endsWith(":root")) {
          if (grant.grantee().equals(world.caller())) {
            ways.add("directly");
          } else if (account(grant.grantee()).equals(account(world.caller()))) {
            ways.add("by account");
          }
        } else {
          ways.addAll(waysOfName(grant.grantee()));
        }
      }
    }
    return ways;
  }

  private Set<String> waysOf(JsonNode principal) {
    var ways = new HashSet<String>();
    if (principal.isTextual()) {
      ways.addAll(waysOfName(principal.asText()));
    }
    principal
        .fieldNames()
        .forEachRemaining(
            type -> list(principal.get(type)).forEach(name -> ways.addAll(waysOfName(name))));
    return ways;
  }

  private Set<String> waysOfName(String name) {
    var caller = world.caller();
    if (name.equals("*")) {
      return Set.of("directly");
    }
    if (name.equals(caller)) {
      return Set.of(caller.contains(":role/") ? "by role" : "directly");
    }
    if (name.equals(roleOf(caller))) {
      return Set.of("by role");
    }
    if (name.equals(account(caller)) || name.equals("arn:aws:iam::" + account(caller) + ":root")) {
      return Set.of(caller.endsWith(":root") ? "directly" : "by account");
    }
    return Set.of();
  }

  static String roleOf(String caller) {
    return caller.replaceFirst(
        "arn:aws:sts::(\\d+):assumed-role/([^/]+)/.*", "arn:aws:iam::$1:role/$2");
  }

  static String account(String arn) {
    return arn.startsWith("arn:") ? arn.split(":")[4] : "none";
  }

  private List<JsonNode> matching(Layer layer, String effect) {
    return matching(world.policies().getOrDefault(layer, List.of()), effect, layer);
  }

  private List<JsonNode> matching(List<String> documents, String effect, Layer layer) {
    var matching = new ArrayList<JsonNode>();
    for (var text : documents) {
      var document = read(text);
      boolean variables = hasVariables(document.path("Version").asText());
      for (var statement : document.get("Statement")) {
        if (statement.get("Effect").asText().equals(effect)
            && applies(statement, variables, layer)) {
          matching.add(statement);
        }
      }
    }
    return matching;
  }

  private static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  boolean hasVariables(String version) {
    return version.equals("2012-10-17");
  }

  private boolean applies(JsonNode statement, boolean variables, Layer layer) {
    return element(statement, "Action", p -> glob(p, world.action(), false, true))
        && resourceApplies(statement, variables, layer)
        && principalApplies(statement)
        && conditionsApply(statement.path("Condition"), variables);
  }

  static boolean element(JsonNode statement, String name, Predicate<String> matches) {
    return statement.has(name)
        ? list(statement.get(name)).stream().anyMatch(matches)
        : list(statement.get("Not" + name)).stream().noneMatch(matches);
  }

  boolean resourceApplies(JsonNode statement, boolean variables, Layer layer) {
    return element(statement, "Resource", p -> resource(p, variables, COMPLETED.contains(layer)));
  }

  private boolean principalApplies(JsonNode statement) {
    if (statement.has("Principal")) {
      return !waysOf(statement.get("Principal")).isEmpty();
    }
    return !statement.has("NotPrincipal")
        || !spares(list(statement.get("NotPrincipal").get("AWS")));
  }

  /** Whether NotPrincipal leaves the caller out: it must name all that the caller is. */
  boolean spares(List<String> names) {
    var caller = world.caller();
    if (!world.policies().getOrDefault(Layer.PERMISSIONS_BOUNDARY, List.of()).isEmpty()) {
      return false;
    }
    if (caller.endsWith(":root")) {
      return names.contains(caller) || names.contains(account(caller));
    }
    return names.contains(caller) && names.contains(roleOf(caller));
  }

  /** Each segment of an ARN is a regular expression of its own; only a last star crosses colons. */
  private boolean resource(String pattern, boolean variables, boolean completes) {
    if (pattern.equals("*")) {
      return true;
    }
    var colon = "\\$\\{[^}]*}|(:)";
    long colons =
        Pattern.compile(colon).matcher(pattern).results().filter(r -> r.group(1) != null).count();
    var complete = completes ? pattern + ":*".repeat((int) Math.max(0, 5 - colons)) : pattern;
    var regex = new StringBuilder();
    var token = Pattern.compile("\\$\\{([^},]*)(?:, '(.*?)')?}|[*?]|.").matcher(complete);
    while (token.find()) {
      var text = token.group();
      if (token.group(1) != null && variables) {
        var values = values(token.group(1));
        if (values.size() != 1 && token.group(2) == null) {
          return false;
        }
        regex.append(Pattern.quote(values.size() == 1 ? values.get(0) : token.group(2)));
      } else if (text.equals("*")) {
        boolean last = token.end() == complete.length() || complete.charAt(token.end()) == ':';
        regex.append(last ? ".*" : "[^:]*");
      } else {
        regex.append(text.equals("?") ? "[^:]" : Pattern.quote(text));
      }
    }
    return Pattern.matches(regex.toString(), world.resource());
  }

  private boolean conditionsApply(JsonNode conditions, boolean variables) {
    boolean all = true;
    for (var operators = conditions.fieldNames(); operators.hasNext(); ) {
      var operator = operators.next();
      var byKey = conditions.get(operator);
      for (var keys = byKey.fieldNames(); keys.hasNext(); ) {
        var key = keys.next();
        all &= keyCondition(operator, key, values(key), list(byKey.get(key)), variables);
      }
    }
    return all;
  }

  boolean keyCondition(
      String operator, String key, List<String> actual, List<String> expected, boolean variables) {
    return condition(operator, actual, expected, variables);
  }

  boolean condition(
      String operator, List<String> actual, List<String> expected, boolean variables) {
    if (operator.equals("Null")) {
      return expected.contains(actual.isEmpty() ? "true" : "false");
    }
    if (operator.endsWith("IfExists")) {
      return actual.isEmpty()
          || condition(operator.replace("IfExists", ""), actual, expected, variables);
    }
    if (operator.startsWith("ForAllValues:")) {
      var plain = operator.replace("ForAllValues:", "");
      return actual.stream().allMatch(a -> condition(plain, List.of(a), expected, variables));
    }
    if (operator.startsWith("ForAnyValue:")) {
      var plain = operator.replace("ForAnyValue:", "");
      return actual.stream().anyMatch(a -> condition(plain, List.of(a), expected, variables));
    }
    if (operator.contains("Not")) {
      return !condition(operator.replace("Not", ""), actual, expected, variables);
    }
    return actual.stream()
        .anyMatch(a -> expected.stream().anyMatch(e -> compare(operator, a, e, variables)));
  }

  private boolean compare(String operator, String actual, String expected, boolean variables) {
    return switch (operator) {
      case "StringEquals" -> plain(expected, variables, actual);
      case "StringEqualsIgnoreCase" -> expected.equalsIgnoreCase(actual);
      case "StringLike", "ArnLike", "ArnEquals" -> glob(expected, actual, variables, false);
      case "NumericLessThan" -> Double.parseDouble(actual) < Double.parseDouble(expected);
      case "NumericGreaterThanEquals" -> Double.parseDouble(actual) >= Double.parseDouble(expected);
      case "NumericEquals" -> Double.parseDouble(actual) == Double.parseDouble(expected);
      case "Bool" -> actual.equalsIgnoreCase(expected);
      case "DateEquals" -> instant(actual).equals(instant(expected));
      case "DateLessThan" -> instant(actual).isBefore(instant(expected));
      case "DateGreaterThanEquals" -> !instant(actual).isBefore(instant(expected));
      case "IpAddress" -> inRange(actual, expected);
      default -> throw new AssertionError(operator);
    };
  }

  /** A number is in seconds; of a date the time may be left out, and the day too. */
  Instant instant(String text) {
    if (text.matches("[0-9]+")) {
      return Instant.ofEpochSecond(Long.parseLong(text));
    }
    var date = text.matches("[0-9]{4}-[0-9]{2}") ? text + "-01" : text;
    return date.contains("T")
        ? OffsetDateTime.parse(date).toInstant()
        : Instant.parse(date + "T00:00:00Z");
  }

  private boolean plain(String expected, boolean variables, String actual) {
    var variable = Pattern.compile("\\$\\{([^},]*)(?:, '(.*?)')?}").matcher(expected);
    if (variables && variable.matches()) {
      var values = values(variable.group(1));
      return actual.equals(values.size() == 1 ? values.get(0) : variable.group(2));
    }
    return expected.equals(actual);
  }

  private static boolean inRange(String actual, String range) {
    var parts = range.split("/");
    int bits = Integer.parseInt(parts[1]);
    return (ip(actual) >> (32 - bits)) == (ip(parts[0]) >> (32 - bits));
  }

  private static long ip(String text) {
    long all = 0;
    for (var part : text.split("\\.")) {
      all = all * 256 + Long.parseLong(part);
    }
    return all;
  }

  private boolean glob(String pattern, String text, boolean variables, boolean ignoreCase) {
    var regex = new StringBuilder();
    var token = Pattern.compile("\\$\\{([^},]*)(?:, '(.*?)')?}|[*?]|.").matcher(pattern);
    while (token.find()) {
      if (token.group(1) != null && variables) {
        var values = values(token.group(1));
        if (values.size() != 1 && token.group(2) == null) {
          return false;
        }
        regex.append(Pattern.quote(values.size() == 1 ? values.get(0) : token.group(2)));
      } else if (token.group().equals("*")) {
        regex.append(".*");
      } else if (token.group().equals("?")) {
        regex.append('.');
      } else {
        regex.append(Pattern.quote(token.group()));
      }
    }
    Matcher matcher =
        Pattern.compile(regex.toString(), ignoreCase ? Pattern.CASE_INSENSITIVE : 0).matcher(text);
    return matcher.matches();
  }

  final List<String> values(String name) {
    var key = name.toLowerCase(Locale.ROOT);
    boolean service = world.caller().endsWith(".amazonaws.com");
    if (key.equals("aws:principalarn")) {
      return service ? List.of() : List.of(roleOf(world.caller()));
    }
    if (key.equals("aws:principalaccount")) {
      return service ? List.of() : List.of(account(world.caller()));
    }
    if (key.startsWith("aws:principaltag/")) {
      var tag = world.tags().get(key.substring("aws:principaltag/".length()));
      return tag == null ? List.of() : List.of(tag);
    }
    boolean isRole = world.caller().contains("role/");
    if (key.equals("aws:multifactorauthpresent") && isRole && !world.context().containsKey(name)) {
      return List.of("false");
    }
    if (key.startsWith("kms:encryptioncontext:")) {
      var value = world.encryptionContext().get(key.substring("kms:encryptioncontext:".length()));
      return value == null ? List.of() : List.of(value);
    }
    for (var entry : world.context().entrySet()) {
      if (entry.getKey().equalsIgnoreCase(name)) {
        return entry.getValue();
      }
    }
    return List.of();
  }

  static List<String> list(JsonNode node) {
    var texts = new ArrayList<String>();
    if (node.isArray()) {
      node.forEach(element -> texts.add(element.asText()));
    } else {
      texts.add(node.asText());
    }
    return texts;
  }
}

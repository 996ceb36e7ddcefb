package dev.strongroom.internal.iam;

import dev.strongroom.internal.iam.Pattern.Wildcards;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One statement of a policy: compiled for matching, and as JSON for printing. */
final class Statement {

  /** The part of a statement that keeps it from applying. */
  enum Part {
    ACTION,
    RESOURCE,
    PRINCIPAL,
    CONDITION
  }

  private static final Set<String> ELEMENTS =
      Set.of(
          "Sid",
          "Effect",
          "Principal",
          "NotPrincipal",
          "Action",
          "NotAction",
          "Resource",
          "NotResource",
          "Condition");

  private static final int ARN_FIELDS = 6;

  private final Map<String, Object> json;
  private final boolean allows;
  private final @Nullable PrincipalSet principals;
  private final List<Pattern> actions;
  private final List<Pattern> resources;
  private final List<Condition> conditions;

  private Statement(Map<String, Object> json, boolean variables) {
    for (var element : json.keySet()) {
      if (!ELEMENTS.contains(element)) {
        throw Malformed.syntax("A statement has no element '" + element + "'.");
      }
    }
    if (json.containsKey("Sid")) {
      text(json, "Sid");
    }
    var effect = text(json, "Effect");
    if (!effect.equals("Allow") && !effect.equals("Deny")) {
      throw Malformed.syntax("Effect must be Allow or Deny.");
    }
    this.json = json;
    allows = effect.equals("Allow");
    if (allows && json.containsKey("NotPrincipal")) { // POL-12
      throw Malformed.syntax("NotPrincipal is supported with the Effect Deny only.");
    }
    principals =
        json.containsKey("Principal") || json.containsKey("NotPrincipal")
            ? PrincipalSet.parse(oneOf(json, "Principal"), json.containsKey("NotPrincipal"))
            : null;
    actions =
        texts(oneOf(json, "Action"), "Action").stream().map(Statement::actionPattern).toList();
    resources =
        texts(oneOf(json, "Resource"), "Resource").stream()
            .map(resource -> principals == null ? completed(resource) : resource)
            .map(resource -> resourcePattern(resource, variables))
            .toList();
    conditions = Condition.parse(json.get("Condition"), variables);
  }

  private Statement(
      Statement before,
      Map<String, Object> json,
      @Nullable PrincipalSet principals,
      List<Condition> conditions) {
    this.json = json;
    this.allows = before.allows;
    this.principals = principals;
    this.actions = before.actions;
    this.resources = before.resources;
    this.conditions = conditions;
  }

  static Statement parse(Object json, boolean variables) {
    return new Statement(Json.object(json, "A statement"), variables);
  }

  private static Object oneOf(Map<String, Object> json, String element) {
    var plain = json.get(element);
    var inverted = json.get("Not" + element);
    if (plain != null && inverted != null) {
      throw Malformed.syntax("A statement can't have both " + element + " and Not" + element + ".");
    }
    if (plain != null) {
      return plain;
    }
    if (inverted != null) {
      return inverted;
    }
    throw Malformed.syntax("A statement lacks the element " + element + ".");
  }

  private static String text(Map<String, Object> json, String element) {
    if (json.get(element) instanceof String text) {
      return text;
    }
    throw Malformed.syntax("A statement needs a text as " + element + ".");
  }

  static List<String> texts(Object json, String element) {
    var values = json instanceof List<?> list ? list : List.of(json);
    if (values.isEmpty() || !values.stream().allMatch(String.class::isInstance)) {
      throw Malformed.syntax(element + " must be a text or a list of at least one text.");
    }
    return values.stream().map(String.class::cast).toList();
  }

  private static Pattern actionPattern(String action) {
    if (!isAction(action)) {
      throw Malformed.syntax(
          "'" + action + "' is no action: it needs a service, a colon and a name.");
    }
    return Pattern.of(action, Wildcards.UNLIMITED, false);
  }

  /** Returns whether a text is a service, a colon and a name with wildcards, or all actions. */
  private static boolean isAction(String text) {
    int colon = text.indexOf(':');
    return text.equals("*")
        || text.equals("*:*")
        || (isSpelled(text, 0, colon, "-") && isSpelled(text, colon + 1, text.length(), "*?"));
  }

  private static boolean isSpelled(String text, int start, int end, String further) {
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      boolean isLetter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
      if (!isLetter && !(c >= '0' && c <= '9') && further.indexOf(c) < 0) {
        return false;
      }
    }
    return start < end;
  }

  /** Returns an ARN of an identity's policy with {@code *} for each missing field (POL-10). */
  private static String completed(String arn) {
    int missing = missingFields(arn);
    return missing == 0 ? arn : arn + ":*".repeat(missing);
  }

  /** Returns how many of its six fields an ARN lacks; colons of policy variables don't count. */
  private static int missingFields(String arn) {
    int fields = arn.equals("*") ? ARN_FIELDS : 1;
    for (int i = 0; i < arn.length() && fields < ARN_FIELDS; i++) {
      if (arn.startsWith("${", i)) {
        i = Math.max(i, arn.indexOf('}', i));
      } else if (arn.charAt(i) == ':') {
        fields++;
      }
    }
    return ARN_FIELDS - fields;
  }

  /** Returns whether each resource is {@code *} or an ARN with all of its fields. */
  boolean hasCompleteArns() {
    return texts(oneOf(json, "Resource"), "Resource").stream()
        .allMatch(resource -> missingFields(resource) == 0);
  }

  private static Pattern resourcePattern(String resource, boolean variables) {
    if (!resource.equals("*") && !resource.startsWith("arn:")) {
      throw Malformed.syntax("'" + resource + "' is neither an ARN nor *.");
    }
    return Pattern.of(resource, Wildcards.IN_SEGMENTS, variables);
  }

  /** The first part that keeps this statement from applying; null when it applies. */
  @Nullable Part mismatch(AccessRequest request) {
    if (!actionMatches(request)) {
      return Part.ACTION;
    }
    if (!resourceMatches(request)) {
      return Part.RESOURCE;
    }
    if (principals != null && principals.reach(request.caller()) == Reach.NOBODY) {
      return Part.PRINCIPAL;
    }
    for (var condition : conditions) {
      if (!condition.holds(request)) {
        return Part.CONDITION;
      }
    }
    return null;
  }

  /** What a statement that applies says. */
  Reach reach(AccessRequest request) {
    if (!allows) {
      return Reach.DENIED;
    }
    return principals == null ? Reach.CALLER : principals.reach(request.caller());
  }

  private boolean actionMatches(AccessRequest request) {
    boolean listed = false;
    for (int i = 0; i < actions.size() && !listed; i++) {
      listed = actions.get(i).matchesIgnoringCase(request.action(), request);
    }
    return listed != json.containsKey("NotAction");
  }

  private boolean resourceMatches(AccessRequest request) {
    boolean listed = false;
    for (int i = 0; i < resources.size() && !listed; i++) {
      listed = resources.get(i).matches(request.resource().arn(), request);
    }
    return listed != json.containsKey("NotResource");
  }

  boolean allows() {
    return allows;
  }

  /** The Sid, or empty. */
  String sid() {
    return json.get("Sid") instanceof String sid ? sid : "";
  }

  @Nullable PrincipalSet principals() {
    return principals;
  }

  List<Pattern> resources() {
    return resources;
  }

  List<Condition> conditions() {
    return conditions;
  }

  /** POL-7: an Allow for everybody whom no condition names. */
  boolean allowsBroadAccess() {
    return allows
        && principals != null
        && principals.isEveryone()
        && conditions.stream().noneMatch(Condition::pinsCaller);
  }

  Map<String, Object> json() {
    return json;
  }

  /** Returns this statement with another element; only what that changes is compiled again. */
  Statement with(String element, Object value, boolean variables) {
    var changed = new LinkedHashMap<>(json);
    changed.put(element, value);
    var next = Collections.unmodifiableMap(changed);
    return switch (element) {
      case "Condition" -> new Statement(this, next, principals, Condition.parse(value, variables));
      case "Principal" ->
          json.containsKey(element)
              ? new Statement(this, next, PrincipalSet.parse(value, false), conditions)
              : new Statement(next, variables);
      default -> new Statement(next, variables);
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Statement that && json.equals(that.json);
  }

  @Override
  public int hashCode() {
    return json.hashCode();
  }

  @Override
  public String toString() {
    return Json.write(json);
  }
}

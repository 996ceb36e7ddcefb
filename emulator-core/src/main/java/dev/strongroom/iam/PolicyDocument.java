package dev.strongroom.iam;

import static dev.strongroom.iam.MalformedPolicyException.syntax;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A policy of any kind, parsed: statements that allow or deny.
 *
 * <p>Documents are written as JSON or put together: {@code allow("secretsmanager:GetSecretValue")
 * .on(arn).when("StringEquals", "aws:SourceVpc", "vpc-1")}. The calls behind {@code allow} and
 * {@code deny} each change the last statement of a new document.
 */
public final class PolicyDocument {

  private static final String OLD_VERSION = "2008-10-17";
  private static final String VERSION = "2012-10-17";

  /** Where a first statement can be added. */
  static final PolicyDocument EMPTY = new PolicyDocument("", VERSION, "", List.of());

  private final String name;
  private final String version;
  private final String id;
  private final List<Statement> statements;

  private PolicyDocument(String name, String version, String id, List<Statement> statements) {
    this.name = name;
    this.version = version;
    this.id = id;
    this.statements = List.copyOf(statements);
  }

  /**
   * Reads a document; either all of its statements name principals or none does.
   *
   * @throws MalformedPolicyException with the reason, if it breaks the policy grammar
   */
  public static PolicyDocument parse(String json) {
    var document = Json.object(Json.read(json), "A policy");
    for (var element : document.keySet()) {
      if (!Set.of("Version", "Id", "Statement").contains(element)) {
        throw syntax("A policy has no element '" + element + "'.");
      }
    }
    var version = document.getOrDefault("Version", OLD_VERSION);
    if (!version.equals(OLD_VERSION) && !version.equals(VERSION)) {
      throw syntax("Version must be " + VERSION + " or " + OLD_VERSION + ".");
    }
    if (!(document.getOrDefault("Id", "") instanceof String id)) {
      throw syntax("Id must be a text.");
    }
    var body = document.get("Statement");
    if (body == null || body.equals(List.of())) {
      throw syntax("A policy needs at least one statement.");
    }
    var statements = new ArrayList<Statement>();
    for (var statement : body instanceof Collection<?> list ? list : List.of(body)) {
      statements.add(Statement.parse(statement, version.equals(VERSION)));
    }
    var sids = new HashSet<String>();
    for (var statement : statements) {
      if (!statement.sid().isEmpty() && !sids.add(statement.sid())) {
        throw syntax("Two statements have the Sid '" + statement.sid() + "'.");
      }
    }
    if (statements.stream().map(s -> s.principals() == null).distinct().count() > 1) {
      throw syntax("Either every statement names principals or none does.");
    }
    return new PolicyDocument(id, version.toString(), id, statements);
  }

  /**
   * Reads the policy of a secret, a key or an endpoint: every statement must name principals.
   *
   * @throws MalformedPolicyException with the reason, if it breaks the policy grammar
   */
  public static PolicyDocument parseResourcePolicy(String json) {
    var document = parse(json);
    if (!document.namesPrincipals()) {
      throw syntax("A statement lacks the element Principal.");
    }
    return document;
  }

  /**
   * Reads the trust policy of a role: every statement must name principals, and none a resource,
   * which is the role.
   *
   * @throws MalformedPolicyException with the reason, if it breaks the policy grammar
   */
  public static PolicyDocument parseTrustPolicy(String json) {
    var document = new LinkedHashMap<>(Json.object(Json.read(json), "A policy"));
    document.computeIfPresent(
        "Statement",
        (name, body) ->
            (body instanceof Collection<?> list ? list : List.of(body))
                .stream().map(PolicyDocument::onTheRole).toList());
    return parseResourcePolicy(Json.write(document));
  }

  private static Object onTheRole(Object statement) {
    var json = new LinkedHashMap<>(Json.object(statement, "A statement"));
    if (json.containsKey("Resource") || json.containsKey("NotResource")) {
      throw syntax("Has prohibited field Resource.");
    }
    json.put("Resource", "*");
    return json;
  }

  /** One statement that allows these actions on everything. */
  public static PolicyDocument allow(String... actions) {
    return statement("Allow", actions);
  }

  /** One statement that denies these actions on everything. */
  public static PolicyDocument deny(String... actions) {
    return statement("Deny", actions);
  }

  private static PolicyDocument statement(String effect, String... actions) {
    var json = new LinkedHashMap<String, Object>();
    json.put("Effect", effect);
    json.put("Action", oneOrList(List.of(actions)));
    json.put("Resource", "*");
    return new PolicyDocument("", VERSION, "", List.of(Statement.parse(json, true)));
  }

  public PolicyDocument on(String... resources) {
    return lastWith("Resource", oneOrList(List.of(resources)));
  }

  /** Names principals: ARNs, account ids, service names, or {@code *}. */
  public PolicyDocument to(String... principals) {
    var services = new ArrayList<String>();
    var others = new ArrayList<String>();
    for (var principal : principals) {
      (Principal.isServiceName(principal) ? services : others).add(principal);
    }
    var json = new LinkedHashMap<String, Object>();
    if (!others.isEmpty()) {
      json.put("AWS", oneOrList(others));
    }
    if (!services.isEmpty()) {
      json.put("Service", oneOrList(services));
    }
    return lastWith("Principal", others.equals(List.of("*")) && services.isEmpty() ? "*" : json);
  }

  /** One more condition, such as {@code when("StringEquals", "aws:SourceVpc", "vpc-1")}. */
  public PolicyDocument when(String operator, String key, String... values) {
    var conditions = new LinkedHashMap<String, Object>();
    if (last().json().get("Condition") instanceof Map<?, ?> present) {
      present.forEach((name, keys) -> conditions.put(name.toString(), keys));
    }
    var keys = new LinkedHashMap<String, Object>();
    if (conditions.get(operator) instanceof Map<?, ?> present) {
      present.forEach((name, expected) -> keys.put(name.toString(), expected));
    }
    keys.put(key, oneOrList(List.of(values)));
    conditions.put(operator, keys);
    return lastWith("Condition", conditions);
  }

  public PolicyDocument sid(String sid) {
    return lastWith("Sid", sid);
  }

  /** These statements and those. */
  public PolicyDocument and(PolicyDocument other) {
    var all = new ArrayList<>(statements);
    all.addAll(other.statements);
    return new PolicyDocument(name, version, id, all);
  }

  /** The same document under a name, by which an explanation calls it; at first its Id. */
  public PolicyDocument named(String name) {
    return new PolicyDocument(name, version, id, statements);
  }

  /** Whether no statement is left, as after a repair that removed the last one. */
  public boolean isEmpty() {
    return statements.isEmpty();
  }

  public String name() {
    return name;
  }

  /**
   * Everyone whom the statements name: ARNs, account and unique ids, services. The caller has to
   * check that users and roles exist (POL-4).
   */
  public Set<String> principals() {
    var names = new LinkedHashSet<String>();
    for (var statement : statements) {
      if (statement.principals() != null) {
        names.addAll(statement.principals().names());
      }
    }
    return names;
  }

  /** Whether an Allow lets in everybody without a condition that names somebody (POL-7). */
  public boolean allowsBroadAccess() {
    return statements.stream().anyMatch(Statement::allowsBroadAccess);
  }

  /** Whether the caller who puts this on a resource could not do it again (POL-5). */
  public boolean locksOut(AccessRequest putPolicy) {
    return !Decision.of(putPolicy.guardedBy(this)).allowed();
  }

  /** The document as JSON, in the order in which it was written. */
  public String toJson() {
    var json = new LinkedHashMap<String, Object>();
    json.put("Version", version);
    if (!id.isEmpty()) {
      json.put("Id", id);
    }
    json.put("Statement", statements.stream().map(Statement::json).toList());
    return Json.write(json);
  }

  List<Statement> statements() {
    return statements;
  }

  boolean hasVariables() {
    return version.equals(VERSION);
  }

  PolicyDocument plus(Statement statement) {
    var all = new ArrayList<>(statements);
    all.add(statement);
    return new PolicyDocument(name, version, id, all);
  }

  PolicyDocument without(Statement statement) {
    var rest = new ArrayList<>(statements);
    rest.remove(statement);
    return new PolicyDocument(name, version, id, rest);
  }

  /** Refuses what can't be the policy of a resource or an endpoint. */
  public static void requirePrincipals(PolicyDocument policy) {
    if (!policy.statements.isEmpty() && !policy.namesPrincipals()) {
      throw new IllegalArgumentException(
          "The policy of a resource must say whom it is for: add .to(principal).");
    }
  }

  /** Refuses what can't be the policy of an identity or an SCP. */
  public static void requireNoPrincipals(PolicyDocument policy) {
    if (!policy.statements.isEmpty() && policy.namesPrincipals()) {
      throw new IllegalArgumentException(
          "The policy of an identity is for that identity: it can't name principals.");
    }
  }

  private boolean namesPrincipals() {
    return statements.stream().allMatch(statement -> statement.principals() != null);
  }

  private Statement last() {
    return statements.get(statements.size() - 1);
  }

  private PolicyDocument lastWith(String element, Object value) {
    var changed = new ArrayList<>(statements);
    changed.set(changed.size() - 1, last().with(element, value, hasVariables()));
    return new PolicyDocument(name, version, id, changed);
  }

  private static Object oneOrList(List<String> values) {
    return values.size() == 1 ? values.get(0) : values;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PolicyDocument that
        && name.equals(that.name)
        && version.equals(that.version)
        && id.equals(that.id)
        && statements.equals(that.statements);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, version, id, statements);
  }

  @Override
  public String toString() {
    return toJson();
  }
}

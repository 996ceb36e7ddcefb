package dev.strongroom.internal.iam;

import static dev.strongroom.internal.iam.Malformed.syntax;

import dev.strongroom.iam.MalformedPolicyException;
import dev.strongroom.iam.PolicyDocument;
import dev.strongroom.internal.codec.Representation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A policy document, compiled for evaluation: statements that allow or deny. */
public final class Policy implements PolicyDocument {

  private static final String OLD_VERSION = "2008-10-17";
  private static final String VERSION = "2012-10-17";

  /** Where a statement stands in a policy's text: behind its braces, counted from 1. */
  public record Place(int startLine, int startColumn, int endLine, int endColumn) {}

  /** Where a first statement can be added. */
  static final Policy EMPTY = new Policy("", VERSION, "", List.of());

  /**
   * The name, and the JSON; null for a document without statements, which has none.
   *
   * @param text the JSON as it was written, if that is known
   */
  private record Kept(String name, @Nullable String json, @Nullable String text) {}

  /** What stands for policies on disk. */
  public static final Representation<Policy, ?> REPRESENTATION =
      new Representation<>(
          Policy.class,
          Kept.class,
          policy -> new Kept(policy.name, policy.isEmpty() ? null : policy.toJson(), policy.text),
          kept ->
              (kept.json() == null ? EMPTY : parse(kept.json()))
                  .named(kept.name())
                  .written(kept.text()));

  private final String name;
  private final String version;
  private final String id;
  private final List<Statement> statements;
  private @Nullable String text; // set before the policy is published; not part of its value
  private int weight; // 0 until it is asked for; any thread computes the same

  private Policy(String name, String version, String id, List<Statement> statements) {
    this.name = name;
    this.version = version;
    this.id = id;
    this.statements = List.copyOf(statements);
  }

  /** Returns the document as this class; one of another class is read from its JSON. */
  public static Policy of(PolicyDocument document) {
    return document instanceof Policy policy
        ? policy
        : parse(document.toJson()).named(document.name());
  }

  /** Returns the documents as this class. */
  public static List<Policy> listOf(PolicyDocument... documents) {
    return Arrays.stream(documents).map(Policy::of).toList();
  }

  /**
   * Reads a document; either all of its statements name principals or none does.
   *
   * @throws MalformedPolicyException with the reason, if it breaks the policy grammar
   */
  public static Policy parse(String json) {
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
    return new Policy(id, version.toString(), id, statements);
  }

  /**
   * Reads a document as {@link #parse} does, and keeps its text.
   *
   * @throws MalformedPolicyException with the reason, if it breaks the policy grammar
   */
  public static Policy parseWritten(String json) {
    return parse(json).written(json);
  }

  /**
   * Reads the policy of a secret, a key or an endpoint: every statement must name principals.
   *
   * @throws MalformedPolicyException with the reason, if it breaks the policy grammar
   */
  public static Policy parseResourcePolicy(String json) {
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
  public static Policy parseTrustPolicy(String json) {
    var document = new LinkedHashMap<>(Json.object(Json.read(json), "A policy"));
    document.computeIfPresent(
        "Statement",
        (name, body) ->
            (body instanceof Collection<?> list ? list : List.of(body))
                .stream().map(Policy::onTheRole).toList());
    var policy = parseResourcePolicy(Json.write(document));
    policy.requireTrustPolicy();
    return policy.written(json);
  }

  private static Object onTheRole(Object statement) {
    var json = new LinkedHashMap<>(Json.object(statement, "A statement"));
    if (json.containsKey("Resource") || json.containsKey("NotResource")) {
      throw syntax("Has prohibited field Resource.");
    }
    json.put("Resource", "*");
    return json;
  }

  /** Returns a document of statements as JSON has them; to read a text costs a new process more. */
  public static Policy of(String id, List<Map<String, Object>> statements) {
    var compiled = statements.stream().map(json -> Statement.parse(json, true)).toList();
    return new Policy(id, VERSION, id, compiled);
  }

  /** One statement that allows these actions on everything. */
  public static Policy allow(String... actions) {
    return statement("Allow", actions);
  }

  /** One statement that denies these actions on everything. */
  public static Policy deny(String... actions) {
    return statement("Deny", actions);
  }

  private static Policy statement(String effect, String... actions) {
    var json = new LinkedHashMap<String, Object>();
    json.put("Effect", effect);
    json.put("Action", oneOrList(List.of(actions)));
    json.put("Resource", "*");
    return of("", List.of(json));
  }

  @Override
  public Policy on(String... resources) {
    return lastWith("Resource", oneOrList(List.of(resources)));
  }

  /** Names principals: ARNs, account ids, service names, or {@code *}. */
  @Override
  public Policy to(String... principals) {
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
  @Override
  public Policy when(String operator, String key, String... values) {
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

  @Override
  public Policy sid(String sid) {
    return lastWith("Sid", sid);
  }

  /** These statements and those. */
  @Override
  public Policy and(PolicyDocument other) {
    var all = new ArrayList<>(statements);
    all.addAll(of(other).statements);
    return new Policy(name, version, id, all);
  }

  /** The same document under a name, by which an explanation calls it; at first its Id. */
  @Override
  public Policy named(String name) {
    return new Policy(name, version, id, statements).written(text);
  }

  /** Returns the same document, which shows this text as the one it was read from. */
  public Policy written(@Nullable String original) {
    var copy = new Policy(name, version, id, statements);
    copy.text = original;
    return copy;
  }

  /** Returns the JSON as it was written where that is known, else as {@link #toJson} has it. */
  public String text() {
    return text == null ? toJson() : text;
  }

  /** Returns the places of the statements in {@link #text}, in their order. */
  public List<Place> places() {
    return isEmpty() ? List.of() : Json.statements(text());
  }

  /** Returns {@link #text} of a trust policy, whose statements have no Resource in IAM's API. */
  public String trustText() {
    if (text != null) {
      return text;
    }
    var json = new LinkedHashMap<>(Json.object(Json.read(toJson()), "A policy"));
    json.put("Statement", statements.stream().map(Policy::withoutResource).toList());
    return Json.write(json);
  }

  private static Map<String, Object> withoutResource(Statement statement) {
    var json = new LinkedHashMap<>(statement.json());
    json.remove("Resource");
    return json;
  }

  /** Whether no statement is left, as after a repair that removed the last one. */
  @Override
  public boolean isEmpty() {
    return statements.isEmpty();
  }

  @Override
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
    return !AccessDecision.of(putPolicy.guardedBy(this)).allowed();
  }

  /** The document as JSON, in the order in which it was written. */
  @Override
  public String toJson() {
    var json = new LinkedHashMap<String, Object>();
    json.put("Version", version);
    if (!id.isEmpty()) {
      json.put("Id", id);
    }
    json.put("Statement", statements.stream().map(Statement::json).toList());
    return Json.write(json);
  }

  /** Returns about how many bytes this policy keeps; compiled, it is 3 to 15 times its text. */
  public int weight() {
    if (weight == 0) {
      int length = 0;
      for (var statement : statements) {
        length += Json.length(statement.json());
      }
      weight = 1_500 + 15 * length;
    }
    return weight;
  }

  List<Statement> statements() {
    return statements;
  }

  boolean hasVariables() {
    return version.equals(VERSION);
  }

  Policy plus(Statement statement) {
    var all = new ArrayList<>(statements);
    all.add(statement);
    return new Policy(name, version, id, all);
  }

  Policy without(Statement statement) {
    var rest = new ArrayList<>(statements);
    rest.remove(statement);
    return new Policy(name, version, id, rest);
  }

  /** Refuses what can't be the policy of a resource or an endpoint. */
  public void requirePrincipals() {
    if (!statements.isEmpty() && !namesPrincipals()) {
      throw new IllegalArgumentException(
          "The policy of a resource must say whom it is for: add .to(principal).");
    }
  }

  /** Refuses what can't be the policy of an identity or an SCP. */
  public void requireNoPrincipals() {
    if (!statements.isEmpty() && namesPrincipals()) {
      throw new IllegalArgumentException(
          "The policy of an identity is for that identity: it can't name principals.");
    }
  }

  /** Refuses what can't be a trust policy: it names principals, and not by NotPrincipal. */
  void requireTrustPolicy() {
    requirePrincipals();
    if (statements.stream().anyMatch(statement -> statement.json().containsKey("NotPrincipal"))) {
      throw syntax("A trust policy can't have the element NotPrincipal.");
    }
  }

  /** Refuses what can't be a resource control policy: it denies, and its Principal is everyone. */
  void requireResourceControl() {
    for (var statement : statements) {
      var principals = statement.json().get("Principal");
      if (statement.allows()
          || (!PrincipalSet.EVERYONE.equals(principals)
              && !Map.of("AWS", PrincipalSet.EVERYONE).equals(principals))) {
        throw syntax("A statement of a resource control policy denies, with the Principal *.");
      }
    }
  }

  /**
   * Refuses what can't be a session policy: only in other policies incomplete ARNs are completed.
   */
  public void requireCompleteArns() {
    if (!statements.stream().allMatch(Statement::hasCompleteArns)) {
      throw syntax("A session policy needs ARNs with all six fields, or *.");
    }
  }

  private boolean namesPrincipals() {
    for (var statement : statements) {
      if (statement.principals() == null) {
        return false;
      }
    }
    return true;
  }

  private Statement last() {
    return statements.get(statements.size() - 1);
  }

  private Policy lastWith(String element, Object value) {
    return with(statements.size() - 1, element, value);
  }

  /** Returns this document with another element in one of its statements. */
  public Policy with(int statement, String element, Object value) {
    var changed = new ArrayList<>(statements);
    changed.set(statement, statements.get(statement).with(element, value, hasVariables()));
    return new Policy(name, version, id, changed);
  }

  private static Object oneOrList(List<String> values) {
    return values.size() == 1 ? values.get(0) : values;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Policy that
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

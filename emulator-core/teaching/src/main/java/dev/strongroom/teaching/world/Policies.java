package dev.strongroom.teaching.world;

import static dev.strongroom.teaching.world.Names.Kind.KEY;
import static dev.strongroom.teaching.world.Names.Kind.PRINCIPAL;
import static dev.strongroom.teaching.world.Names.Kind.SECRET;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strongroom.IamEntity;
import dev.strongroom.api.Caller;
import dev.strongroom.iam.PolicyDocument;
import dev.strongroom.teaching.world.Action.Verb;
import dev.strongroom.teaching.world.Event.Kind;
import dev.strongroom.teaching.yaml.Located;
import dev.strongroom.teaching.yaml.Members;
import dev.strongroom.teaching.yaml.ScenarioException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Actions that change policies, and the reading of policies. */
final class Policies {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Policies() {}

  /** {@code {to, allow | deny | policy, on?, when?, name?}}: one more identity policy. */
  static Verb attach(Located file, Names names) {
    var members = file.asMembers().only("to", "name", "allow", "deny", "on", "policy");
    var to = members.text("to");
    names.require(PRINCIPAL, to, members.get("to").place());
    members.oneOf(List.of("allow", "deny", "policy"));
    return (world, action) -> {
      attach(world, to, members);
      return Outcome.OK;
    };
  }

  static void attach(World world, String to, Members members) {
    var person = world.person(to);
    var name = members.text("name", "policy-" + (person.policies().size() + 1));
    set(world, to, name, document(world, members));
  }

  /** The policy that {@code allow}, {@code deny} or {@code policy} writes. */
  static PolicyDocument document(World world, Members members) {
    if (members.has("Statement")) {
      return parse(world, members);
    }
    if (members.has("policy")) {
      return parse(world, members.get("policy"));
    }
    members.only("to", "name", "allow", "deny", "on");
    var effect = members.has("allow") ? "allow" : "deny";
    var actions = members.texts(effect).toArray(String[]::new);
    var document =
        effect.equals("allow") ? PolicyDocument.allow(actions) : PolicyDocument.deny(actions);
    var resources = members.texts("on").stream().map(world::resolve).toArray(String[]::new);
    return resources.length == 0 ? document : document.on(resources);
  }

  /** A policy in JSON, with everything put in that it refers to. */
  static PolicyDocument parse(World world, Located file) {
    try {
      return PolicyDocument.parse(world.resolve(file.json()).toString());
    } catch (RuntimeException malformed) {
      throw new ScenarioException(
          file.place(), "this is no policy: " + malformed.getMessage(), malformed);
    }
  }

  /** Puts an identity policy in place of the one of that name; null takes it away. */
  static void set(World world, String to, String name, @Nullable PolicyDocument policy) {
    var person = world.person(to);
    var entity = entity(world, person);
    var before = person.policies().get(name);
    if (before != null) {
      entity.detach(before.named(name));
    }
    if (policy != null) {
      entity.policy(policy.named(name));
    }
    world.people.put(to, person.withPolicy(name, policy));
    changed(world, "identity policy", to + "/" + name, text(before), text(policy));
  }

  private static IamEntity entity(World world, Person person) {
    var entity = person.entity(world.aws);
    if (entity == null) {
      throw new IllegalArgumentException(
          "Policies are attached to users and roles, not to " + person.name());
    }
    return entity;
  }

  static Verb detach(Located file, Names names) {
    var members = file.asMembers().only("from", "name");
    var from = members.text("from");
    names.require(PRINCIPAL, from, members.get("from").place());
    var name = members.text("name");
    return (world, action) -> {
      if (!world.person(from).policies().containsKey(name)) {
        throw members.get("name").error(from + " has no policy '" + name + "'");
      }
      set(world, from, name, null);
      return Outcome.OK;
    };
  }

  static Verb boundary(Located file, Names names) {
    var members = file.asMembers().only("of", "policy");
    var of = members.text("of");
    names.require(PRINCIPAL, of, members.get("of").place());
    return (world, action) -> {
      setBoundary(world, of, parse(world, members.get("policy")));
      return Outcome.OK;
    };
  }

  static void setBoundary(World world, String of, PolicyDocument policy) {
    var person = world.person(of);
    entity(world, person).boundary(policy);
    world.people.put(of, person.withBoundary(policy));
    changed(world, "permissions boundary", of, text(person.boundary()), text(policy));
  }

  static void setTrust(World world, String of, Located file) {
    var entity = entity(world, world.person(of));
    try {
      entity.trust(PolicyDocument.parseTrustPolicy(world.resolve(file.json()).toString()));
    } catch (RuntimeException malformed) {
      throw new ScenarioException(
          file.place(), "this is no trust policy: " + malformed.getMessage(), malformed);
    }
  }

  static Verb controls(Located file, Names names) {
    var members = file.asMembers().only("account", "policies");
    return (world, action) -> {
      setControls(
          world,
          members.text("account", world.aws.administrator().accountId()),
          members.get("policies").asItems().values());
      return Outcome.OK;
    };
  }

  static void setControls(World world, String account, List<Located> policies) {
    var documents = policies.stream().map(file -> parse(world, file)).toList();
    world.aws.account(account).serviceControlPolicies(documents.toArray(PolicyDocument[]::new));
    var before = world.controls.put(account, documents);
    changed(world, "SCP", account, String.valueOf(before), String.valueOf(documents));
  }

  static Verb endpoint(Located file, Names names) {
    var members = file.asMembers().only("endpoint", "policy");
    names.require(Names.Kind.ENDPOINT, members.text("endpoint"), members.get("endpoint").place());
    return (world, action) -> {
      setEndpoint(world, members.text("endpoint"), parse(world, members.get("policy")));
      return Outcome.OK;
    };
  }

  static void setEndpoint(World world, String endpoint, PolicyDocument policy) {
    world.aws.vpcEndpointPolicy(endpoint, policy);
    var before = world.endpoints.put(endpoint, policy);
    changed(world, "VPC endpoint policy", endpoint, text(before), text(policy));
  }

  /** {@code {key | secret, Sid?, Effect, …}}: one more statement of a resource's policy. */
  static Verb addStatement(Located file, Names names) {
    var target = Target.of(file.asMembers(), names);
    var statement = file.asMembers().json().deepCopy();
    statement.remove(List.of("key", "secret"));
    return (world, action) -> {
      var policy = target.policy(world);
      policy.withArray("Statement").add(world.resolve(statement));
      return target.put(world, action, policy);
    };
  }

  /** {@code {key | secret, Sid}}: one statement less. */
  static Verb removeStatement(Located file, Names names) {
    var members = file.asMembers().only("key", "secret", "Sid");
    var target = Target.of(members, names);
    var sid = members.text("Sid");
    return (world, action) -> {
      var policy = target.policy(world);
      var rest = JsonNodeFactory.instance.arrayNode();
      policy
          .path("Statement")
          .forEach(
              statement -> {
                if (!statement.path("Sid").asText().equals(sid)) {
                  rest.add(statement);
                }
              });
      if (rest.size() == policy.path("Statement").size()) {
        throw members.get("Sid").error("no statement has the Sid '" + sid + "'");
      }
      policy.set("Statement", rest);
      return target.put(world, action, policy);
    };
  }

  /** Whether a statement lets in everybody, under no condition. */
  static boolean isPublic(@Nullable String policy) {
    if (policy == null) {
      return false;
    }
    for (var statement : tree(policy).path("Statement")) {
      var principal = statement.path("Principal");
      boolean isEverybody =
          principal.isObject() ? says(principal.path("AWS"), "*") : says(principal, "*");
      if (statement.path("Effect").asText().equals("Allow")
          && isEverybody
          && !statement.has("Condition")) {
        return true;
      }
    }
    return false;
  }

  /** Whether a statement allows everything, or all of a service, on everything. */
  static boolean isAlmighty(PolicyDocument policy) {
    for (var statement : tree(policy.toJson()).path("Statement")) {
      if (statement.path("Effect").asText().equals("Allow")
          && says(statement.path("Resource"), "*")
          && (says(statement.path("Action"), "*")
              || says(statement.path("Action"), "secretsmanager:*")
              || says(statement.path("Action"), "kms:*"))) {
        return true;
      }
    }
    return false;
  }

  private static boolean says(JsonNode oneOrMore, String text) {
    if (!oneOrMore.isArray()) {
      return oneOrMore.asText().equals(text);
    }
    for (var each : oneOrMore) {
      if (each.asText().equals(text)) {
        return true;
      }
    }
    return false;
  }

  static ObjectNode tree(String policy) {
    try {
      return (ObjectNode) JSON.readTree(policy);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("A policy is JSON", impossible);
    }
  }

  private static String text(@Nullable PolicyDocument policy) {
    return policy == null ? "" : policy.toJson();
  }

  private static void changed(World world, String layer, String of, String before, String after) {
    world.happened(
        Kind.POLICY,
        "the " + layer + " of " + of + (after.isEmpty() ? " is removed" : " changes"),
        Map.of("layer", layer, "of", of, "before", before, "after", after));
  }

  /** A resource whose policy changes. */
  record Target(boolean isKey, String name) {

    static Target of(Members file, Names names) {
      var kind = file.oneOf(List.of("key", "secret"));
      var name = file.text(kind);
      names.require(kind.equals("key") ? KEY : SECRET, name, file.get(kind).place());
      return new Target(kind.equals("key"), name);
    }

    /** The policy as it is; a new one where there is none. */
    ObjectNode policy(World world) {
      var text = new View(world).policy(this);
      return text == null
          ? JsonNodeFactory.instance.objectNode().put("Version", "2012-10-17")
          : tree(text);
    }

    /** The principal that the action names, or the administrator of the resource's account. */
    private Caller caller(World world, Action action) {
      return isKey && action.as() == null
          ? View.owner(Objects.requireNonNull(world.keys.get(name)))
          : action.caller(world);
    }

    Outcome put(World world, Action action, JsonNode policy) {
      var before = Objects.requireNonNullElse(new View(world).policy(this), "");
      var members = JsonNodeFactory.instance.objectNode();
      members.put(isKey ? "KeyId" : "SecretId", isKey ? world.keys.get(name) : name);
      members.put(isKey ? "Policy" : "ResourcePolicy", policy.toString());
      var operation =
          Objects.requireNonNull(Calls.find(isKey ? "PutKeyPolicy" : "PutResourcePolicy"));
      var outcome = Calls.send(world.aws, caller(world, action), operation, members);
      if (outcome.succeeded()) {
        changed(world, isKey ? "key policy" : "resource policy", name, before, policy.toString());
      } else {
        var details = new LinkedHashMap<String, Object>();
        details.put("operation", operation.name());
        details.put("outcome", outcome.toString());
        world.happened(
            Kind.CALL, "administrator calls " + operation.name() + ": " + outcome, details);
      }
      return outcome;
    }
  }
}

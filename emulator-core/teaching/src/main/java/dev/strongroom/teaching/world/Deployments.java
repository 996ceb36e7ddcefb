package dev.strongroom.teaching.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.strongroom.api.Caller;
import dev.strongroom.teaching.world.Action.Verb;
import dev.strongroom.teaching.world.Event.Kind;
import dev.strongroom.teaching.world.Look.Test;
import dev.strongroom.teaching.world.Look.Unmet;
import dev.strongroom.teaching.yaml.Located;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What reads secrets for an application when it is deployed: ECS, for the environment of a task
 * that starts, and CloudFormation, for the properties of a resource that changes.
 */
final class Deployments {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String REFERENCE = "{{resolve:secretsmanager:";

  /** Why a value can't be had. */
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final String why;

    Refused(String why) {
      super(why, null, false, false);
      this.why = why;
    }
  }

  private final Map<String, String> texts = new LinkedHashMap<>();
  private final Map<String, String> values = new LinkedHashMap<>();

  void takeFrom(Deployments other) {
    texts.putAll(other.texts);
    values.putAll(other.values);
  }

  /**
   * {@code {name, execution-role, secrets: {VARIABLE: valueFrom}}}: ECS starts a task, whose
   * execution role reads the secrets (ECS-1 to ECS-4).
   */
  static Verb startTask(Located file, Names names) {
    var members = file.asMembers().only("name", "execution-role", "secrets");
    var name = members.text("name");
    var role = members.text("execution-role");
    names.require(Names.Kind.PRINCIPAL, role, members.get("execution-role").place());
    var secrets = members.get("secrets").asMembers();
    return (world, action) -> {
      var environment = new LinkedHashMap<String, String>();
      try {
        for (var variable : secrets.names()) {
          var from = world.resolve(secrets.text(variable));
          environment.put(
              name + "/" + variable, injected(world, world.person(role).caller(), from));
        }
      } catch (Refused refused) {
        var outcome = Outcome.failure("ResourceInitializationError", refused.why);
        world.happened(
            Kind.OUTSIDE, "ECS does not start " + name + ": " + outcome, Map.of("task", name));
        return outcome;
      }
      world.deployments.values.putAll(environment);
      world.happened(Kind.OUTSIDE, "ECS starts " + name, Map.of("task", name));
      return Outcome.OK;
    };
  }

  private static String injected(World world, Caller role, String from) throws Refused {
    var parts = from.split(":", -1);
    if (!from.startsWith("arn:") || (parts.length != 7 && parts.length != 10)) { // ECS-1
      throw new Refused(
          "trying to retrieve secret with value "
              + from
              + " resulted in error: an invalid ARN format for the AWS Secrets Manager secret was"
              + " specified. Specify a valid ARN and try again.");
    }
    var id = String.join(":", Arrays.copyOf(parts, 7));
    var key = parts.length == 10 ? parts[7] : "";
    var read =
        read(
            world,
            role,
            id,
            parts.length == 10 ? parts[8] : "",
            parts.length == 10 ? parts[9] : "",
            "the execution role");
    if (!read.succeeded()) { // ECS-3
      throw new Refused(
          "unable to pull secrets or registry auth: execution resource retrieval failed: unable to"
              + " retrieve secret from asm: service call has been retried 1 time(s): failed to fetch"
              + " secret "
              + id
              + " from secrets manager: api error "
              + read.error()
              + ": "
              + read.message());
    }
    var text = read.result().path("SecretString").asText();
    if (key.isEmpty()) { // ECS-2
      return text;
    }
    var member = object(text).path(key);
    if (member.isMissingNode()) {
      throw new Refused("retrieved secret from Secrets Manager did not contain json key " + key);
    }
    return member.asText();
  }

  /**
   * {@code {stack, resources: {NAME: {PROPERTY: text}}}}: CloudFormation resolves the references to
   * secrets in the resources that are new or have changed (CF-1 to CF-3).
   */
  static Verb deploy(Located file, Names names) {
    var members = file.asMembers().only("stack", "resources");
    var stack = members.text("stack");
    var resources = members.get("resources").asMembers();
    return (world, action) -> {
      var deployed = new Deployments();
      try {
        for (var resource : resources.names()) {
          var properties = resources.get(resource).asMembers();
          var path = stack + "/" + resource;
          var text = world.resolve(properties.json()).toString();
          if (text.equals(world.deployments.texts.get(path))) {
            continue; // CF-3
          }
          deployed.texts.put(path, text);
          for (var property : properties.names()) {
            deployed.values.put(
                path + "." + property,
                resolved(world, action.caller(world), world.resolve(properties.text(property))));
          }
        }
      } catch (Refused refused) {
        var outcome = Outcome.failure("CREATE_FAILED", refused.why);
        world.happened(
            Kind.OUTSIDE, "the stack " + stack + " fails: " + outcome, Map.of("stack", stack));
        return outcome;
      }
      world.deployments.takeFrom(deployed);
      world.happened(
          Kind.OUTSIDE,
          "the stack " + stack + " is deployed; changed: " + deployed.texts.size(),
          Map.of("stack", stack, "changed", deployed.texts.size()));
      return Outcome.OK;
    };
  }

  private static String resolved(World world, Caller caller, String text) throws Refused {
    var resolved = new StringBuilder();
    int written = 0;
    int start = text.indexOf(REFERENCE);
    while (start >= 0) {
      int end = text.indexOf("}}", start);
      if (end < 0) {
        break;
      }
      resolved.append(text, written, start);
      resolved.append(reference(world, caller, text.substring(start + REFERENCE.length(), end)));
      written = end + 2;
      start = text.indexOf(REFERENCE, written);
    }
    return resolved.append(text, written, text.length()).toString();
  }

  /** {@code name or ARN[:SecretString[:key[:stage[:id]]]]} (CF-1). */
  private static String reference(World world, Caller caller, String inside) throws Refused {
    var parts = inside.split(":", -1);
    int first = inside.startsWith("arn:") ? 7 : 1;
    if (parts.length < first) {
      throw new Refused("Incorrect format is used in the reference to a secret");
    }
    var id = String.join(":", Arrays.copyOf(parts, first));
    var read =
        read(world, caller, id, part(parts, first + 2), part(parts, first + 3), "CloudFormation");
    if (!read.succeeded()) {
      throw new Refused(read.message() + " (" + read.error() + ")");
    }
    var text = read.result().path("SecretString").asText();
    var key = part(parts, first + 1);
    if (key.isEmpty()) {
      return text;
    }
    var object = object(text);
    if (object.isMissingNode()) { // CF-2
      throw new Refused("Could not parse SecretString JSON");
    }
    if (object.path(key).isMissingNode()) { // CF-2
      throw new Refused("Could not find a value associated with JSONKey in SecretString");
    }
    return object.path(key).asText();
  }

  private static String part(String[] parts, int at) {
    return at < parts.length ? parts[at] : "";
  }

  private static Outcome read(
      World world, Caller caller, String id, String stage, String version, String who) {
    var members = JsonNodeFactory.instance.objectNode().put("SecretId", id);
    if (!stage.isEmpty()) {
      members.put("VersionStage", stage);
    }
    if (!version.isEmpty()) {
      members.put("VersionId", version);
    }
    var operation = Objects.requireNonNull(Calls.find("GetSecretValue"));
    var outcome = Calls.send(world.aws, caller, operation, members);
    world.happened(
        Kind.CALL,
        who + " calls GetSecretValue: " + outcome.brief(),
        Map.of("operation", "GetSecretValue", "outcome", outcome.toString()));
    return outcome;
  }

  private static JsonNode object(String text) {
    try {
      var tree = JSON.readTree(text);
      return tree.isObject() ? tree : MissingNode.getInstance();
    } catch (IOException noJson) {
      return MissingNode.getInstance();
    }
  }

  /**
   * {@code {of: task/VARIABLE or stack/Resource.Property, is: text | absent}}: what was put there.
   */
  static Test deployed(Located file, Names names) {
    var members = file.asMembers().only("of", "is");
    var of = members.text("of");
    var wanted = members.text("is");
    return world -> {
      @Nullable String value = world.deployments.values.get(of);
      boolean holds = wanted.equals("absent") ? value == null : world.resolve(wanted).equals(value);
      return holds
          ? null
          : new Unmet(
              members.place(), of + (value == null ? " is absent" : " has another value"), null);
    };
  }
}

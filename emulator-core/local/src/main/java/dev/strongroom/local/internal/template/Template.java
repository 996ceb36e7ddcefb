package dev.strongroom.local.internal.template;

import static java.util.Objects.requireNonNull;

import dev.strongroom.internal.seed.JsonText;
import dev.strongroom.internal.seed.JsonTree;
import dev.strongroom.internal.seed.Members;
import dev.strongroom.internal.seed.NodeType;
import dev.strongroom.internal.seed.SeedNode;
import dev.strongroom.internal.seed.SeedNode.Mapping;
import dev.strongroom.internal.seed.SeedSyntaxException;
import dev.strongroom.internal.seed.TreeBuilder;
import dev.strongroom.seed.SeedLoader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The secrets, keys and parameters of a CloudFormation, SAM or CDK template as the tree of a seed
 * (CF-5). What is none of these is listed in its notes.
 */
public final class Template {

  private static final String SECRETS_MANAGER = "AWS::SecretsManager::";
  private static final List<String> OF_SECRET =
      List.of(
          "Name",
          "Description",
          "KmsKeyId",
          "SecretString",
          "GenerateSecretString",
          "ReplicaRegions",
          "Tags");
  private static final List<String> OF_GENERATED =
      List.of(
          "PasswordLength",
          "ExcludeCharacters",
          "ExcludeNumbers",
          "ExcludePunctuation",
          "ExcludeUppercase",
          "ExcludeLowercase",
          "IncludeSpace",
          "RequireEachIncludedType",
          "SecretStringTemplate",
          "GenerateStringKey");
  private static final List<String> OF_KEY =
      List.of(
          "Description",
          "Enabled",
          "EnableKeyRotation",
          "KeyPolicy",
          "KeySpec",
          "KeyUsage",
          "MultiRegion",
          "Origin",
          "RotationPeriodInDays",
          "PendingWindowInDays",
          "BypassPolicyLockoutSafetyCheck",
          "Tags");

  private static final List<String> OF_ROTATION =
      List.of(
          "SecretId",
          "RotationLambdaARN",
          "HostedRotationLambda",
          "RotationRules",
          "RotateImmediatelyOnUpdate");

  private final Stack stack;
  private final Mapping template;
  private final Map<String, TreeBuilder> secrets = new LinkedHashMap<>(); // by ARN
  private final Map<String, TreeBuilder> keys = new LinkedHashMap<>(); // by id
  private final Map<String, List<SeedNode>> aliases = new LinkedHashMap<>(); // by key id
  private final List<SeedNode> parameters = new ArrayList<>();
  private final List<SeedNode> notes = new ArrayList<>();

  private Template(Stack stack, Mapping template) {
    this.stack = stack;
    this.template = template;
  }

  /** Translates a template. */
  public static Mapping seed(Mapping template, SeedLoader loader) {
    return new Template(new Stack(template, loader), template).translated();
  }

  private Mapping translated() {
    var resources = stack.resources();
    each(resources, "AWS::KMS::Key", this::key);
    each(resources, "AWS::KMS::Alias", this::alias);
    each(resources, SECRETS_MANAGER + "Secret", this::secret);
    each(resources, SECRETS_MANAGER + "SecretTargetAttachment", this::attachment);
    each(resources, SECRETS_MANAGER + "RotationSchedule", this::rotation);
    each(resources, SECRETS_MANAGER + "ResourcePolicy", this::resourcePolicy);
    each(resources, Parameters.TYPE, this::parameter);
    resources.forEach(this::noteIfForeign);
    aliases.forEach((id, names) -> requireNonNull(keys.get(id)).put("aliases", names));
    return new TreeBuilder(template)
        .put("account", stack.loader.account())
        .put("region", stack.loader.region())
        .put("keys", keys.values().stream().map(TreeBuilder::built).toList())
        .put("secrets", secrets.values().stream().map(TreeBuilder::built).toList())
        .put("parameters", parameters)
        .put("notes", notes)
        .built();
  }

  private static void each(List<Resource> resources, String type, Consumer<Resource> work) {
    resources.stream().filter(resource -> resource.type().equals(type)).forEach(work);
  }

  private void noteIfForeign(Resource resource) {
    boolean isOurs =
        resource.type().matches("AWS::KMS::(Key|Alias)")
            || resource
                .type()
                .matches(
                    "AWS::SecretsManager::(Secret|SecretTargetAttachment|RotationSchedule|ResourcePolicy)");
    isOurs |= resource.type().equals(Parameters.TYPE);
    if (!isOurs && !resource.type().equals("AWS::CDK::Metadata")) {
      note(resource, "is a " + resource.type() + ", which is left out");
    }
  }

  private void note(Resource resource, String text) {
    notes.add(
        TreeBuilder.text(
            resource.node(), resource.node().place().of(resource.node().path() + " " + text)));
  }

  // ---- keys

  private void key(Resource resource) {
    resource.requireOnly(OF_KEY);
    requireOnly("false", resource, "MultiRegion");
    requireOnly("AWS_KMS", resource, "Origin");
    var key = new TreeBuilder(resource.node());
    key.put("id", stack.keyId(resource));
    putText(key, "description", resource, "Description");
    putText(key, "spec", resource, "KeySpec");
    putText(key, "usage", resource, "KeyUsage");
    key.put("policy", stack.value(resource, "KeyPolicy"));
    key.put("enabled", stack.bool(resource, "Enabled"));
    if ("true".equals(stack.text(resource, "EnableKeyRotation"))) {
      var days = stack.text(resource, "RotationPeriodInDays");
      key.put(
          "rotationPeriodInDays",
          TreeBuilder.scalar(resource.node(), NodeType.NUMBER, days == null ? "365" : days));
    }
    key.put("tags", tags(resource).built());
    keys.put(stack.keyId(resource), key);
  }

  private void requireOnly(String possible, Resource resource, String property) {
    var value = stack.text(resource, property);
    if (value != null && !value.equals(possible)) {
      throw requireNonNull(resource.get(property)).error("can't be " + value + " here");
    }
  }

  private void alias(Resource resource) {
    resource.requireOnly(List.of("AliasName", "TargetKeyId"));
    var target = stack.requiredText(resource, "TargetKeyId");
    var id = target.substring(target.lastIndexOf('/') + 1);
    if (keys.containsKey(id)) {
      var name = stack.requiredText(resource, "AliasName");
      aliases
          .computeIfAbsent(id, first -> new ArrayList<>())
          .add(TreeBuilder.text(resource.node(), name));
    } else {
      note(resource, "is the alias of a key that is not in the template, and is left out");
    }
  }

  // ---- secrets

  private void secret(Resource resource) {
    resource.requireOnly(OF_SECRET);
    var secret = new TreeBuilder(resource.node());
    secret.put("name", stack.secretName(resource));
    secret.put("arnSuffix", stack.arnSuffix(resource));
    putText(secret, "description", resource, "Description");
    putText(secret, "kmsKey", resource, "KmsKeyId");
    putText(secret, "string", resource, "SecretString");
    var generated = stack.value(resource, "GenerateSecretString");
    if (generated != null) {
      secret.put("generate", generated(generated));
    }
    var replicas = stack.value(resource, "ReplicaRegions");
    if (replicas != null) {
      secret.put("replicas", Members.items(replicas).stream().map(this::replica).toList());
    }
    var tags = tags(resource);
    tags.put("aws:cloudformation:stack-name", stack.loader.stack());
    tags.put("aws:cloudformation:logical-id", resource.id());
    tags.put("aws:cloudformation:stack-id", stack.stackId());
    secret.put("tags", tags.built());
    if (secrets.put(stack.secretArn(resource), secret) != null) {
      throw resource.node().error("has the name of another secret of the template");
    }
  }

  private Mapping replica(SeedNode node) {
    var members = Members.of(node, List.of("Region", "KmsKeyId"));
    var replica = new TreeBuilder(node).put("region", members.required("Region"));
    return replica.put("kmsKey", members.get("KmsKeyId")).built();
  }

  private Mapping generated(SeedNode node) {
    var members = Members.of(node, OF_GENERATED);
    var generated = new TreeBuilder(node);
    for (var property : OF_GENERATED) {
      var value = members.get(property);
      if (value != null) {
        switch (property) {
          case "PasswordLength" -> generated.put("length", typed(value, NodeType.NUMBER));
          case "ExcludeCharacters" -> generated.put("excludeCharacters", value);
          case "SecretStringTemplate" -> generated.put("template", object(value));
          case "GenerateStringKey" -> generated.put("key", value);
          default -> generated.put(camelCase(property), typed(value, NodeType.BOOLEAN));
        }
      }
    }
    return generated.built();
  }

  private static String camelCase(String property) {
    return property.substring(0, 1).toLowerCase(Locale.ROOT) + property.substring(1);
  }

  /** A number or boolean, which a template may write as text. */
  private SeedNode typed(SeedNode value, NodeType type) {
    return TreeBuilder.scalar(value, type, stack.intrinsics.text(value));
  }

  private Mapping object(SeedNode json) {
    try {
      return Members.mapping(JsonTree.parse(Members.string(json).text(), ""));
    } catch (SeedSyntaxException malformed) {
      throw json.error("must be a JSON object in a text");
    }
  }

  private TreeBuilder tags(Resource resource) {
    var tags = new TreeBuilder(resource.node());
    var list = stack.value(resource, "Tags");
    for (var item : list == null ? List.<SeedNode>of() : Members.items(list)) {
      var tag = Members.of(item, List.of("Key", "Value"));
      tags.put(tag.requiredText("Key"), stack.intrinsics.text(tag.required("Value")));
    }
    return tags;
  }

  private void putText(TreeBuilder entry, String member, Resource resource, String property) {
    var text = stack.text(resource, property);
    var node = resource.get(property);
    if (text != null && node != null) {
      entry.put(member, TreeBuilder.text(node, text));
    }
  }

  /** A parameter often holds something of another resource, of which nothing is known here. */
  private void parameter(Resource resource) {
    resource.requireOnly(Parameters.OF_PARAMETER);
    if (stack.isKnown(resource, "Value")) {
      parameters.add(Parameters.parameter(stack, resource));
    } else {
      note(resource, "has a value that is not known here, and is left out");
    }
  }

  // ---- what belongs to a secret

  private @Nullable TreeBuilder secretOf(Resource resource) {
    var secret = secrets.get(stack.requiredText(resource, "SecretId"));
    if (secret == null) {
      note(resource, "belongs to a secret that is not in the template, and is left out");
    }
    return secret;
  }

  private void attachment(Resource resource) {
    resource.requireOnly(List.of("SecretId", "TargetId", "TargetType"));
    var secret = secretOf(resource);
    var database = stack.referred(resource.get("TargetId"));
    if (secret == null) {
      return;
    }
    if (database == null) {
      note(resource, "attaches a database that is not in the template, and is left out");
      return;
    }
    var string = secret.get("string");
    if (secret.get("generate") instanceof Mapping generate) {
      var template = generate.members().get("template");
      if (template == null) {
        throw generate.error("needs a SecretStringTemplate, as a database is attached");
      }
      var attached = copy(generate);
      secret.put("generate", attached.put("template", attached(template, database)).built());
    } else {
      var json = string == null ? new TreeBuilder(resource.node()).built() : object(string);
      var text = JsonText.of(attached(json, database));
      secret.put("string", TreeBuilder.text(resource.node(), text));
    }
  }

  private Mapping attached(SeedNode json, Resource database) {
    var attached = copy(Members.mapping(json));
    Databases.describe(stack, database, attached);
    return attached.built();
  }

  private static TreeBuilder copy(Mapping object) {
    var copy = new TreeBuilder(object);
    object.members().forEach(copy::put);
    return copy;
  }

  private void rotation(Resource resource) {
    resource.requireOnly(OF_ROTATION);
    var secret = secretOf(resource);
    var rules = stack.value(resource, "RotationRules");
    var function = function(resource);
    if (secret == null) {
      return;
    }
    if (rules == null || function == null) {
      note(resource, "has no rules or no function, and is left out");
      return;
    }
    var members =
        Members.of(rules, List.of("AutomaticallyAfterDays", "Duration", "ScheduleExpression"));
    var days = members.get("AutomaticallyAfterDays");
    var rotation = new TreeBuilder(resource.node()).put("function", function);
    rotation.put("days", days == null ? null : typed(days, NodeType.NUMBER));
    rotation.put("duration", members.get("Duration"));
    rotation.put("schedule", members.get("ScheduleExpression"));
    var immediately = stack.text(resource, "RotateImmediatelyOnUpdate");
    rotation.put(
        "immediately",
        TreeBuilder.scalar(
            resource.node(), NodeType.BOOLEAN, immediately == null ? "true" : immediately));
    secret.put("rotation", rotation.built());
  }

  private @Nullable String function(Resource resource) {
    var arn = stack.text(resource, "RotationLambdaARN");
    var hosted = stack.value(resource, "HostedRotationLambda");
    if (hosted == null) {
      return arn;
    }
    var name = Members.mapping(hosted).members().get("RotationLambdaName");
    return stack.functionArn(
        name == null ? "SecretsManager-" + resource.id() : stack.intrinsics.text(name));
  }

  private void resourcePolicy(Resource resource) {
    resource.requireOnly(List.of("SecretId", "ResourcePolicy", "BlockPublicPolicy"));
    var secret = secretOf(resource);
    var policy = stack.value(resource, "ResourcePolicy");
    if (policy == null) {
      throw resource.node().error("has no property 'ResourcePolicy'");
    }
    if (secret != null) {
      secret.put("resourcePolicy", policy);
      secret.put("blockPublicPolicy", stack.bool(resource, "BlockPublicPolicy"));
    }
  }
}

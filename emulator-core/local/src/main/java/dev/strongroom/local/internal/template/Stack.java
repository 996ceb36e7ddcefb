package dev.strongroom.local.internal.template;

import dev.strongroom.internal.seed.Members;
import dev.strongroom.internal.seed.NodeType;
import dev.strongroom.internal.seed.SeedNode;
import dev.strongroom.internal.seed.SeedNode.Mapping;
import dev.strongroom.internal.seed.SeedNode.Scalar;
import dev.strongroom.internal.seed.SeedNode.Sequence;
import dev.strongroom.internal.seed.SeedSyntaxException;
import dev.strongroom.internal.seed.TreeBuilder;
import dev.strongroom.seed.SeedLoader;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A template that is deployed: what its parameters are, what Ref and Fn::GetAtt mean, and the names
 * and ids that its resources get.
 */
final class Stack implements Intrinsics.References {

  private static final List<String> SECTIONS =
      List.of(
          "AWSTemplateFormatVersion",
          "Description",
          "Metadata",
          "Parameters",
          "Rules",
          "Mappings",
          "Conditions",
          "Transform",
          "Globals",
          "Resources",
          "Outputs");

  final SeedLoader loader;
  final Intrinsics intrinsics;
  private final Names names;
  private final Map<String, SeedNode> parameters;
  private final Map<String, Resource> resources = new LinkedHashMap<>();
  private final Map<String, String> known = new HashMap<>(); // by Ref or Fn::GetAtt

  Stack(Mapping template, SeedLoader loader) {
    var sections = Members.of(template, SECTIONS);
    this.loader = loader;
    this.names = new Names(loader.stack());
    this.parameters = sections.map("Parameters");
    this.intrinsics = new Intrinsics(sections.map("Mappings"), sections.map("Conditions"), this);
    sections.map("Resources").forEach((id, node) -> resources.put(id, Resource.of(id, node)));
    for (var name : loader.parameters().keySet()) {
      if (!parameters.containsKey(name)) {
        throw new SeedSyntaxException(
            template
                .place()
                .of(
                    "The template has no parameter '%s'; it has %s"
                        .formatted(name, parameters.keySet())));
      }
    }
  }

  /** The resources whose conditions hold. */
  List<Resource> resources() {
    return resources.values().stream().filter(this::exists).toList();
  }

  private boolean exists(Resource resource) {
    var condition = resource.condition();
    return condition == null || intrinsics.isTrue(Members.string(condition).text(), condition);
  }

  /** A resource, by the Ref or Fn::GetAtt that is a property's value; null if it is none. */
  @Nullable Resource referred(@Nullable SeedNode node) {
    if (!(node instanceof Mapping object)) {
      return null;
    }
    var ref = object.members().get("Ref");
    return ref instanceof Scalar name ? resources.get(name.text()) : null;
  }

  // ---- properties

  /** A property as text; null if it is not there. */
  @Nullable String text(Resource resource, String property) {
    var node = resource.get(property);
    var resolved = node == null ? null : intrinsics.resolve(node);
    return resolved == null ? null : requireStatic(intrinsics.text(resolved), node);
  }

  /** A value inside a property, as text. */
  String text(SeedNode value) {
    return requireStatic(intrinsics.text(value), value);
  }

  /** Whether a property's functions can be evaluated: they may ask for what is not known here. */
  boolean isKnown(Resource resource, String property) {
    try {
      var unused = text(resource, property);
      return true;
    } catch (SeedSyntaxException unknown) {
      return false;
    }
  }

  /** A property that has to be there, as text. */
  String requiredText(Resource resource, String property) {
    var text = text(resource, property);
    if (text == null) {
      throw resource.node().error("has no property '" + property + "'");
    }
    return text;
  }

  private static String requireStatic(String text, @Nullable SeedNode node) {
    if (text.contains("{{resolve:") && node != null) {
      throw node.error("has a dynamic reference, which is not supported");
    }
    return text;
  }

  /** A property with its functions evaluated; null if it is not there. */
  @Nullable SeedNode value(Resource resource, String property) {
    var node = resource.get(property);
    return node == null ? null : intrinsics.resolve(node);
  }

  /** A property that may be written as text, as a boolean; null if it is not there. */
  @Nullable Scalar bool(Resource resource, String property) {
    var text = text(resource, property);
    return text == null ? null : TreeBuilder.scalar(resource.node(), NodeType.BOOLEAN, text);
  }

  // ---- names

  String partition() {
    return loader.region().startsWith("cn-")
        ? "aws-cn"
        : loader.region().startsWith("us-gov-") ? "aws-us-gov" : "aws";
  }

  private String arn(String service, String resource) {
    return String.join(
        ":", "arn", partition(), service, loader.region(), loader.account(), resource);
  }

  String stackId() {
    return arn("cloudformation", "stack/" + loader.stack() + "/" + names.uuid("AWS::StackId"));
  }

  /** The name of a secret: the one that is given, or one as CloudFormation makes it. */
  String secretName(Resource secret) {
    var given = text(secret, "Name");
    return given == null ? secret.id() + "-" + names.random(secret.id(), "name", 12) : given;
  }

  /** The name of a parameter: the one that is given, or one as CloudFormation makes it. */
  String parameterName(Resource parameter) {
    var given = text(parameter, "Name");
    return given == null
        ? "CFN-" + parameter.id() + "-" + names.random(parameter.id(), "name", 12)
        : given;
  }

  String arnSuffix(Resource secret) {
    return names.random(secret.id(), "suffix", 6);
  }

  String secretArn(Resource secret) {
    return arn("secretsmanager", "secret:" + secretName(secret) + "-" + arnSuffix(secret));
  }

  String keyId(Resource key) {
    return names.uuid(key.id());
  }

  /** The name that is given, or the stack's and the logical one. */
  String physicalName(Resource resource, String property) {
    var given = text(resource, property);
    return given == null ? loader.stack() + "-" + resource.id() : given;
  }

  // ---- Ref and Fn::GetAtt

  @Override
  public @Nullable SeedNode ref(String name, SeedNode place) {
    if (name.startsWith("AWS::")) {
      return TreeBuilder.text(place, pseudo(name, place));
    }
    var parameter = parameters.get(name);
    if (parameter != null) {
      return parameter(name, Members.mapping(parameter), place);
    }
    var resource = existing(name, place);
    return TreeBuilder.text(
        place, once("Ref " + name, name, place, () -> reference(resource, place)));
  }

  private String once(
      String function, String logicalId, SeedNode place, Supplier<String> evaluation) {
    var value = known.get(function);
    if (value == null) {
      value = intrinsics.guarded("resource " + logicalId, place, evaluation);
      known.put(function, value);
    }
    return value;
  }

  private String pseudo(String name, SeedNode place) {
    return switch (name) {
      case "AWS::AccountId" -> loader.account();
      case "AWS::Region" -> loader.region();
      case "AWS::Partition" -> partition();
      case "AWS::StackName" -> loader.stack();
      case "AWS::StackId" -> stackId();
      case "AWS::URLSuffix" ->
          loader.region().startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
      default -> throw place.error("names '" + name + "', which is not supported");
    };
  }

  private SeedNode parameter(String name, Mapping parameter, SeedNode place) {
    var type = parameter.members().get("Type");
    var typeName = type instanceof Scalar text ? text.text() : "String";
    var given = loader.parameters().get(name);
    var fallback = parameter.members().get("Default");
    boolean isElsewhere = typeName.startsWith("AWS::SSM::Parameter::");
    var value =
        given == null && fallback != null && !isElsewhere ? intrinsics.text(fallback) : given;
    if (value == null) {
      throw place.error(
          "needs the parameter %1$s, which has no value: give it one, as in --parameter %1$s=value"
              .formatted(name));
    }
    requireAllowed(name, value, parameter, place);
    if (!typeName.equals("CommaDelimitedList") && !typeName.startsWith("List<")) {
      return TreeBuilder.text(place, value);
    }
    var items =
        Arrays.stream(value.split(",", -1))
            .<SeedNode>map(item -> TreeBuilder.text(place, item.strip()))
            .toList();
    return new Sequence(place.place(), place.path(), items);
  }

  private static void requireAllowed(String name, String value, Mapping parameter, SeedNode place) {
    if (parameter.members().get("AllowedValues") instanceof Sequence allowed) {
      var values =
          allowed.items().stream()
              .map(item -> item instanceof Scalar scalar ? scalar.text() : "")
              .collect(Collectors.toList());
      if (!values.contains(value)) {
        throw place.error("needs the parameter " + name + ", which must be one of " + values);
      }
    }
  }

  private Resource existing(String id, SeedNode place) {
    var resource = resources.get(id);
    if (resource == null) {
      throw place.error("names '" + id + "', which is neither a parameter nor a resource");
    }
    if (!exists(resource)) {
      throw place.error("names the resource '" + id + "', whose condition does not hold");
    }
    return resource;
  }

  private String reference(Resource resource, SeedNode place) {
    return switch (resource.type()) {
      case "AWS::SecretsManager::Secret" -> secretArn(resource);
      case "AWS::SecretsManager::SecretTargetAttachment",
          "AWS::SecretsManager::RotationSchedule",
          "AWS::SecretsManager::ResourcePolicy" ->
          requiredText(resource, "SecretId");
      case "AWS::KMS::Key" -> keyId(resource);
      case Parameters.TYPE -> parameterName(resource);
      case "AWS::KMS::Alias" -> requiredText(resource, "AliasName");
      case "AWS::Lambda::Function", "AWS::Serverless::Function" ->
          physicalName(resource, "FunctionName");
      case "AWS::IAM::Role" -> physicalName(resource, "RoleName");
      case "AWS::IAM::User" -> physicalName(resource, "UserName");
      case "AWS::RDS::DBInstance" -> Databases.identifier(this, resource);
      case "AWS::RDS::DBCluster" -> Databases.identifier(this, resource);
      default ->
          throw place.error(
              "names '%s', which is a %s: nothing is known of those"
                  .formatted(resource.id(), resource.type()));
    };
  }

  @Override
  public SeedNode attribute(String logicalId, String attribute, SeedNode place) {
    var resource = existing(logicalId, place);
    return TreeBuilder.text(
        place,
        once(
            "Fn::GetAtt " + logicalId + "." + attribute,
            logicalId,
            place,
            () -> attribute(resource, attribute, place)));
  }

  private String attribute(Resource resource, String attribute, SeedNode place) {
    return switch (resource.type() + " " + attribute) {
      case "AWS::SecretsManager::Secret Id" -> secretArn(resource);
      case "AWS::KMS::Key Arn" -> arn("kms", "key/" + keyId(resource));
      case "AWS::KMS::Key KeyId" -> keyId(resource);
      case Parameters.TYPE + " Type" -> requiredText(resource, "Type");
      case Parameters.TYPE + " Value" -> requiredText(resource, "Value");
      case "AWS::Lambda::Function Arn", "AWS::Serverless::Function Arn" ->
          functionArn(physicalName(resource, "FunctionName"));
      case "AWS::IAM::Role Arn" -> iamArn(resource, "role", "RoleName");
      case "AWS::IAM::User Arn" -> iamArn(resource, "user", "UserName");
      case "AWS::RDS::DBInstance Endpoint.Address", "AWS::RDS::DBCluster Endpoint.Address" ->
          Databases.host(this, resource);
      case "AWS::RDS::DBInstance Endpoint.Port", "AWS::RDS::DBCluster Endpoint.Port" ->
          String.valueOf(Databases.port(this, resource));
      default ->
          throw place.error(
              "asks for %s of '%s', which is a %s: that is not known"
                  .formatted(attribute, resource.id(), resource.type()));
    };
  }

  String functionArn(String name) {
    return arn("lambda", "function:" + name);
  }

  private String iamArn(Resource resource, String kind, String nameProperty) {
    var path = text(resource, "Path");
    return "arn:%s:iam::%s:%s%s%s"
        .formatted(
            partition(),
            loader.account(),
            kind,
            path == null ? "/" : path,
            physicalName(resource, nameProperty));
  }
}

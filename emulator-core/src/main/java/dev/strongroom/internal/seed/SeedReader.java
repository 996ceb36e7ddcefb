package dev.strongroom.internal.seed;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.strongroom.api.GetRandomPassword;
import dev.strongroom.api.ReplicaRegion;
import dev.strongroom.api.RotationRules;
import dev.strongroom.api.SecretValue;
import dev.strongroom.iam.PolicyDocument;
import dev.strongroom.internal.seed.SeedNode.Scalar;
import dev.strongroom.seed.FaultSeed;
import dev.strongroom.seed.FunctionSeed;
import dev.strongroom.seed.KeySeed;
import dev.strongroom.seed.ParameterSeed;
import dev.strongroom.seed.SecretSeed;
import dev.strongroom.seed.Seed;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the tree of a seed: refuses by name what it doesn't know, and quotes no value. */
public final class SeedReader {

  /** Members of the whole, of a secret and so on, as the JSON Schema has them too. */
  static final List<String> OF_SEED =
      List.of(
          "$schema",
          "account",
          "region",
          "clock",
          "accounts",
          "vpcEndpoints",
          "keys",
          "secrets",
          "parameters",
          "functions",
          "faults",
          "notes");

  static final List<String> VALUES = List.of("string", "json", "binary", "file", "generate");
  static final List<String> OF_SECRET =
      Stream.concat(
              Stream.of(
                  "name",
                  "account",
                  "region",
                  "arnSuffix",
                  "description",
                  "tags",
                  "kmsKey",
                  "replicas",
                  "resourcePolicy",
                  "blockPublicPolicy",
                  "rotation",
                  "scheduledForDeletion",
                  "managedBy",
                  "versions"),
              VALUES.stream())
          .toList();
  static final List<String> OF_VERSION =
      Stream.concat(Stream.of("id", "labels"), VALUES.stream()).toList();
  static final List<String> OF_ROTATION =
      List.of("function", "days", "schedule", "duration", "immediately");
  static final List<String> OF_GENERATE =
      List.of(
          "length",
          "excludeCharacters",
          "excludeNumbers",
          "excludePunctuation",
          "excludeUppercase",
          "excludeLowercase",
          "includeSpace",
          "requireEachIncludedType",
          "template",
          "key");
  static final List<String> OF_FUNCTION =
      List.of("arn", "code", "timeoutInSeconds", "concurrency", "role", "classPath", "environment");
  static final List<String> OF_KEY =
      List.of(
          "id",
          "account",
          "region",
          "aliases",
          "description",
          "policy",
          "spec",
          "usage",
          "tags",
          "enabled",
          "rotationPeriodInDays");

  private final Placeholders placeholders;

  SeedReader(Placeholders placeholders) {
    this.placeholders = placeholders;
  }

  /** Reads a whole seed. */
  Seed seed(SeedNode.Mapping tree) {
    var members = Members.of(tree, OF_SEED);
    var endpoints = new LinkedHashMap<String, PolicyDocument>();
    members
        .map("vpcEndpoints")
        .forEach((id, policy) -> endpoints.put(id, Policies.ofEndpoint(policy)));
    return new Seed(
        members.text("account"),
        members.text("region"),
        clock(members),
        members.list("accounts").stream().map(AccountReader::account).toList(),
        endpoints,
        members.list("keys").stream().map(this::key).toList(),
        members.list("secrets").stream().map(this::secret).toList(),
        members.list("parameters").stream().map(this::parameter).toList(),
        members.list("functions").stream().map(this::function).toList(),
        members.list("faults").stream().map(SeedReader::fault).toList(),
        members.texts("notes"));
  }

  private FunctionSeed function(SeedNode node) {
    var members = Members.of(node, OF_FUNCTION);
    return at(
        node,
        () -> {
          var function =
              FunctionSeed.of(members.requiredText("arn"), code(members))
                  .role(members.text("role"))
                  .classPath(members.texts("classPath").stream().map(placeholders::path).toList())
                  .environment(variables(members.map("environment")))
                  .at(node.place());
          var seconds = members.integer("timeoutInSeconds");
          function = seconds == null ? function : function.timeout(Duration.ofSeconds(seconds));
          var steps = members.integer("concurrency");
          return steps == null ? function : function.concurrency(steps);
        });
  }

  /** A text of which nobody knows where it is from may not have programs run, or drivers load. */
  private String code(Members function) {
    var code = function.requiredText("code");
    int hash = code.indexOf('#');
    if (hash < 0) {
      return code;
    }
    if (!placeholders.mayReadFiles()) {
      throw function
          .required("code")
          .error(
              "names a jar or a JDBC URL, which only a seed that is a file itself may do: write a"
                  + " URL or a built-in function");
    }
    return code.startsWith("builtin:")
        ? code
        : placeholders.path(code.substring(0, hash)) + code.substring(hash);
  }

  private Map<String, String> variables(Map<String, SeedNode> members) {
    var variables = new LinkedHashMap<String, String>();
    members.forEach((name, value) -> variables.put(name, placeholders.text(Members.string(value))));
    return variables;
  }

  private static FaultSeed fault(SeedNode node) {
    return new FaultSeed(JsonText.of(Members.mapping(node)), node.place());
  }

  private static @Nullable Instant clock(Members seed) {
    var node = seed.get("clock");
    if (node == null) {
      return null;
    }
    var instant = Members.string(Members.of(node, List.of("frozenAt")).required("frozenAt"));
    try {
      return Instant.parse(instant.text());
    } catch (DateTimeParseException malformed) {
      throw instant.error("must be an instant such as 2026-01-01T00:00:00Z");
    }
  }

  private ParameterSeed parameter(SeedNode node) {
    return ParameterReader.parameter(node, placeholders);
  }

  private KeySeed key(SeedNode node) {
    var members = Members.of(node, OF_KEY);
    var policy = members.get("policy");
    return new KeySeed(
        members.text("id"),
        members.text("account"),
        members.text("region"),
        members.texts("aliases"),
        members.text("description"),
        policy == null ? null : Policies.ofResource(policy),
        members.text("spec"),
        members.text("usage"),
        texts(members.map("tags")),
        !Boolean.FALSE.equals(members.bool("enabled")),
        members.integer("rotationPeriodInDays"),
        node.place());
  }

  private SecretSeed secret(SeedNode node) {
    var members = Members.of(node, OF_SECRET);
    return at(
        node,
        () -> {
          var secret = Seed.secret(members.requiredText("name")).at(node.place());
          secret = identified(secret, members);
          secret = arranged(secret, members);
          if (!members.has("versions")) {
            var value = value(members);
            return value == null ? secret : secret.value(value);
          }
          if (VALUES.stream().anyMatch(members::has)) {
            throw node.error("has versions and a value: keep one");
          }
          return secret.versions(members.list("versions").stream().map(this::version).toList());
        });
  }

  private static SecretSeed identified(SecretSeed secret, Members members) {
    var account = members.text("account");
    var region = members.text("region");
    var suffix = members.text("arnSuffix");
    var description = members.text("description");
    var identified = account == null ? secret : secret.account(account);
    identified = region == null ? identified : identified.region(region);
    identified = suffix == null ? identified : identified.arnSuffix(suffix);
    identified = description == null ? identified : identified.description(description);
    for (var tag : texts(members.map("tags")).entrySet()) {
      identified = identified.tag(tag.getKey(), tag.getValue());
    }
    return identified;
  }

  private SecretSeed arranged(SecretSeed secret, Members members) {
    var kmsKey = members.text("kmsKey");
    var arranged = kmsKey == null ? secret : secret.kmsKey(kmsKey);
    for (var replica : members.list("replicas")) {
      arranged = arranged.replica(replica(replica));
    }
    var policy = members.get("resourcePolicy");
    arranged = policy == null ? arranged : arranged.resourcePolicy(Policies.ofResource(policy));
    if (Boolean.TRUE.equals(members.bool("blockPublicPolicy"))) {
      arranged = arranged.blockingPublicPolicy();
    }
    var rotation = members.get("rotation");
    arranged = rotation == null ? arranged : arranged.rotation(rotation(rotation));
    var managedBy = members.text("managedBy");
    arranged = managedBy == null ? arranged : arranged.managedBy(managedBy);
    var deletion = members.get("scheduledForDeletion");
    return deletion == null ? arranged : deleted(arranged, deletion, members);
  }

  private static ReplicaRegion replica(SeedNode node) {
    if (node instanceof Scalar) {
      return ReplicaRegion.of(Members.string(node).text());
    }
    var members = Members.of(node, List.of("region", "kmsKey"));
    return new ReplicaRegion(members.requiredText("region"), members.text("kmsKey"));
  }

  private static SecretSeed deleted(SecretSeed secret, SeedNode deletion, Members members) {
    if (!(deletion instanceof SeedNode.Mapping)) {
      return Boolean.TRUE.equals(members.bool("scheduledForDeletion"))
          ? secret.scheduledForDeletion()
          : secret;
    }
    var days =
        Members.of(deletion, List.of("recoveryWindowInDays")).integer("recoveryWindowInDays");
    return days == null ? secret.scheduledForDeletion() : secret.scheduledForDeletion(days);
  }

  private static SecretSeed.Rotation rotation(SeedNode node) {
    var members = Members.of(node, OF_ROTATION);
    var days = members.number("days");
    var schedule = members.text("schedule");
    if (days != null && schedule != null) {
      throw node.error("has days and a schedule: keep one");
    }
    return new SecretSeed.Rotation(
        members.requiredText("function"),
        new RotationRules(days, members.text("duration"), schedule),
        Boolean.TRUE.equals(members.bool("immediately")));
  }

  private SecretSeed.Version version(SeedNode node) {
    var members = Members.of(node, OF_VERSION);
    var value = value(members);
    if (value == null) {
      throw node.error("has no value: write one of " + String.join(", ", VALUES));
    }
    return new SecretSeed.Version(members.text("id"), value, members.texts("labels"));
  }

  /** The value that one of the members has; null if none is there. */
  private SecretSeed.@Nullable Value value(Members members) {
    var given = VALUES.stream().filter(members::has).toList();
    if (given.size() > 1) {
      throw members.object().error("has one value, but here are " + String.join(" and ", given));
    }
    if (given.isEmpty()) {
      return null;
    }
    var node = members.required(given.get(0));
    return switch (given.get(0)) {
      case "generate" -> generated(node);
      case "file" -> new SecretSeed.Value.Fixed(file(Members.string(node)));
      case "json" -> fixed(JsonText.of(Members.mapping(node), placeholders::text));
      case "binary" -> new SecretSeed.Value.Fixed(binary(Members.string(node)));
      default -> fixed(placeholders.text(Members.string(node)));
    };
  }

  private static SecretSeed.Value fixed(String text) {
    return new SecretSeed.Value.Fixed(SecretValue.ofText(text));
  }

  /** A text if it is one, else bytes, as the annotation has it. */
  private SecretValue file(Scalar name) {
    var bytes = placeholders.bytes(name.text(), name);
    var text = SecretValue.ofText(new String(bytes, UTF_8));
    return Arrays.equals(text.bytes(), bytes) ? text : SecretValue.ofBinary(bytes);
  }

  private SecretValue binary(Scalar base64) {
    var bytes = placeholders.file(base64);
    if (bytes != null) {
      return SecretValue.ofBinary(bytes);
    }
    try {
      return SecretValue.ofBinary(Base64.getDecoder().decode(placeholders.text(base64)));
    } catch (IllegalArgumentException malformed) { // without its message, which quotes the value
      throw base64.error("must be base64");
    }
  }

  private static SecretSeed.Value generated(SeedNode node) {
    var members = Members.of(node, OF_GENERATE);
    var template = members.get("template");
    return at(
        node,
        () ->
            new SecretSeed.Value.Generated(
                new GetRandomPassword(
                    members.number("length"),
                    members.text("excludeCharacters"),
                    members.bool("excludeNumbers"),
                    members.bool("excludePunctuation"),
                    members.bool("excludeUppercase"),
                    members.bool("excludeLowercase"),
                    members.bool("includeSpace"),
                    members.bool("requireEachIncludedType")),
                template == null ? null : JsonText.of(Members.mapping(template)),
                members.text("key")));
  }

  static Map<String, String> texts(Map<String, SeedNode> members) {
    var texts = new LinkedHashMap<String, String>();
    members.forEach((name, value) -> texts.put(name, Members.string(value).text()));
    return texts;
  }

  /** Makes something, and gives what contradicts itself in it its place. */
  static <T> T at(SeedNode node, Supplier<T> made) {
    try {
      return made.get();
    } catch (SeedSyntaxException placed) {
      throw placed;
    } catch (IllegalArgumentException contradiction) {
      throw new SeedSyntaxException(node.place().of(String.valueOf(contradiction.getMessage())));
    }
  }
}

package dev.strongroom.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The secrets and parameters of a running service as a file that another one can import. */
@Command(
    name = "export",
    description = {
      "Prints the secrets and parameters of the running service, for import. Values are encrypted"
          + " under a passphrase, or left out, with the parameters: then it is a seed. The KMS keys"
          + " that its users made are part of it, without their material; accounts and functions"
          + " are not. Replicas are made anew, and replicas themselves are not exported. Of a"
          + " parameter the newest version is."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it is printed",
      "1:nothing listens, or no passphrase",
      "2:wrong command line"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  STRONGROOM_PASSPHRASE=... strongroom export > secrets.export",
      "  strongroom export --without-values > seed.json"
    })
final class Export implements Callable<Integer> {

  static final String FORMAT = "strongroomExport";
  static final int VERSION = 2;

  private static final ObjectMapper JSON = new ObjectMapper();

  @Mixin private Server server = new Server();
  @Mixin private Passphrase passphrase = new Passphrase();

  @Option(names = "--without-values", description = "Leaves all values out.")
  private boolean withoutValues;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws CommandException {
    server.requireHealth();
    var secret = withoutValues ? new char[0] : passphrase.read();
    var seed = JSON.createObjectNode();
    var keys = seed.putArray("keys");
    for (var key : server.administration("keys").path("keys")) {
      if (isMadeByUsers(key.path("metadata"))) {
        keys.add(keySeed(key));
      }
    }
    var secrets = seed.putArray("secrets");
    var versions = JSON.createArrayNode();
    for (var listed : server.administration("secrets").path("secrets")) {
      if (!listed.path("replica").asBoolean()) {
        var arn = URLEncoder.encode(listed.path("arn").asText(), UTF_8);
        var shown = server.administration("secrets/" + arn + (withoutValues ? "" : "?values=true"));
        secrets.add(seed(shown));
        versions.add(withoutValues ? JSON.nullNode() : versions(shown));
      }
    }
    var out = Objects.requireNonNull(spec).commandLine().getOut();
    if (withoutValues) {
      out.println(seed.toPrettyString());
    } else {
      var parameters = ParameterExport.of(server);
      seed.set("parameters", parameters.seeds());
      var values = JSON.createObjectNode();
      values.set("secrets", versions);
      values.set("parameters", parameters.values());
      var export = JSON.createObjectNode().put(FORMAT, VERSION);
      export.set("seed", seed);
      export.set("values", Sealed.seal(values.toString(), secret));
      out.println(export.toPrettyString());
    }
    out.flush();
    return 0;
  }

  /** Returns whether a seed can describe a key: not AWS's, an imported or a multi-Region one. */
  private static boolean isMadeByUsers(JsonNode metadata) {
    return metadata.path("KeyManager").asText().equals("CUSTOMER")
        && metadata.path("Origin").asText().equals("AWS_KMS")
        && !metadata.path("MultiRegion").asBoolean()
        && metadata.path("KeyState").asText().matches("Enabled|Disabled");
  }

  private static ObjectNode keySeed(JsonNode shown) {
    var metadata = shown.path("metadata");
    var seed = JsonNodeFactory.instance.objectNode();
    put(seed, "id", metadata.path("KeyId"));
    put(seed, "account", metadata.path("AWSAccountId"));
    seed.put("region", metadata.path("Arn").asText().split(":", 5)[3]);
    put(seed, "description", metadata.path("Description"));
    put(seed, "spec", metadata.path("KeySpec"));
    put(seed, "usage", metadata.path("KeyUsage"));
    seed.put("enabled", metadata.path("Enabled").asBoolean());
    var aliases = seed.putArray("aliases");
    shown.path("aliases").forEach(alias -> aliases.add(alias.path("AliasName").asText()));
    put(seed, "policy", shown.path("policy"));
    if (shown.path("rotation").path("KeyRotationEnabled").asBoolean()) {
      seed.put("rotationPeriodInDays", shown.path("rotation").path("RotationPeriodInDays").asInt());
    }
    return seed;
  }

  private static ObjectNode seed(JsonNode shown) {
    var described = shown.path("description");
    var arn = shown.path("arn").asText();
    var seed = JsonNodeFactory.instance.objectNode();
    seed.put("name", shown.path("name").asText());
    seed.put("account", shown.path("account").asText());
    seed.put("region", shown.path("region").asText());
    seed.put("arnSuffix", arn.substring(arn.length() - 6));
    put(seed, "description", described.path("Description"));
    put(seed, "kmsKey", described.path("KmsKeyId"));
    if (!described.path("Tags").isEmpty()) {
      var tags = seed.putObject("tags");
      described
          .path("Tags")
          .forEach(tag -> tags.put(tag.path("Key").asText(), tag.path("Value").asText()));
    }
    if (!described.path("ReplicationStatus").isEmpty()) {
      var replicas = seed.putArray("replicas");
      for (var replica : described.path("ReplicationStatus")) {
        replicas.add(replica.path("Region").asText());
      }
    }
    put(seed, "resourcePolicy", shown.path("resourcePolicy"));
    var function = described.path("RotationLambdaARN");
    var rules = described.path("RotationRules");
    if (function.isTextual() && !rules.isMissingNode()) {
      var rotation = seed.putObject("rotation").put("function", function.asText());
      if (rules.has("ScheduleExpression")) {
        put(rotation, "schedule", rules.path("ScheduleExpression"));
      } else if (rules.has("AutomaticallyAfterDays")) {
        rotation.put("days", rules.path("AutomaticallyAfterDays").asInt());
      }
      put(rotation, "duration", rules.path("Duration"));
    }
    if (shown.path("scheduledForDeletion").asBoolean()) {
      seed.put("scheduledForDeletion", true);
    }
    return seed;
  }

  private static void put(ObjectNode seed, String member, JsonNode text) {
    if (text.isTextual()) {
      seed.put(member, text.asText());
    }
  }

  /** The versions with a label, as a seed has them; one without any is as good as gone. */
  private static JsonNode versions(JsonNode shown) {
    var versions = JsonNodeFactory.instance.arrayNode();
    for (var version : shown.path("versions")) {
      var id = version.path("VersionId").asText();
      var value = shown.path("values").path(id);
      if (version.path("VersionStages").isEmpty() || value.has("error")) {
        continue;
      }
      var seed = versions.addObject().put("id", id);
      var labels = seed.putArray("labels");
      version.path("VersionStages").forEach(label -> labels.add(label.asText()));
      put(seed, "string", value.path("SecretString"));
      put(seed, "binary", value.path("SecretBinary"));
    }
    return versions;
  }
}

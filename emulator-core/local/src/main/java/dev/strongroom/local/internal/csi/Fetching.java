package dev.strongroom.local.internal.csi;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceClient;
import dev.strongroom.api.ServiceError;
import dev.strongroom.fault.ConnectionFailure;
import dev.strongroom.internal.service.ssm.api.GetParameters;
import dev.strongroom.local.MountFailedException;
import dev.strongroom.local.internal.GoErrors;
import io.burt.jmespath.Expression;
import io.burt.jmespath.jackson.JacksonRuntime;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the secrets of a mount, in one Region or in both (CSI-5). */
final class Fetching {

  private static final String CURRENT = "AWSCURRENT";
  private static final JsonMapper JSON = new JsonMapper();
  private static final JacksonRuntime JMES_PATH = new JacksonRuntime();

  /** What a file is to have. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Content(byte[] bytes, int mode) {}

  /** The files of an object; none if those that are mounted are still good. */
  record Files(Map<String, Content> contents, String version) {}

  private final List<ServiceClient> regions; // the primary first

  Fetching(List<ServiceClient> regions) {
    this.regions = regions;
  }

  /**
   * Returns the files of an object.
   *
   * @param mounted the version that is mounted; null for none
   */
  Files files(MountedObject object, @Nullable String mounted) {
    Files primary = null;
    for (int i = 0; i < regions.size(); i++) {
      try {
        var files = files(object, i == 0 ? null : object.failover(), regions.get(i), mounted);
        primary = primary == null ? files : primary; // CSI-5: the primary wins
      } catch (ServiceError refused) {
        if (!refused.code().isServerFault()) { // CSI-5: a client's error in either Region fails
          throw new MountFailedException(
              regions.get(i).caller().region()
                  + (object.isParameter()
                      ? ": Failed fetching parameters: "
                          + GoErrors.text("SSM", "GetParameters", refused)
                      : ": Failed fetching secret "
                          + object.name()
                          + ": "
                          + GoErrors.text("Secrets Manager", "GetSecretValue", refused)));
        }
      } catch (ConnectionFailure lost) {
        // as a fault of the service: the other Region may answer
      }
    }
    if (primary == null) {
      throw new MountFailedException(
          object.isParameter()
              ? "Failed to fetch parameters from all regions."
              : "Failed to fetch secret from all regions. Verify secret exists and required permissions"
                  + " are granted for: "
                  + object.name());
    }
    return primary;
  }

  private static Files files(
      MountedObject object,
      MountedObject.@Nullable Failover failover,
      ServiceClient client,
      @Nullable String mounted) {
    var name = failover == null ? object.name() : failover.name();
    var version = failover == null ? object.version() : failover.version();
    var label = failover == null ? object.label() : failover.label();
    if (object.isParameter()) {
      return parameter(object, name, version == null ? label : version, client);
    }
    if (mounted != null && isCurrent(name, version, label, client, mounted)) {
      return new Files(Map.of(), mounted);
    }
    var value = client.call(GetSecretValue.of(name).withVersionId(version).withVersionStage(label));
    var secret = value.secretString() == null ? value.secretBinary() : value.secretString();
    return files(object, secret, value.versionId());
  }

  /** A parameter is read at each mount (CSI-7). */
  private static Files parameter(
      MountedObject object, String name, @Nullable String selector, ServiceClient client) {
    var asked = selector == null ? name : name + ":" + selector;
    var read = client.call(new GetParameters(List.of(asked), true));
    if (!read.invalidParameters().isEmpty()) {
      throw new MountFailedException(
          client.caller().region() + ": Invalid parameters: " + read.invalidParameters().get(0));
    }
    var parameter = read.parameters().get(0);
    return files(object, parameter.value(), String.valueOf(parameter.version()));
  }

  private static Files files(MountedObject object, @Nullable SecretValue value, String version) {
    var contents = new LinkedHashMap<String, Content>();
    var bytes = value == null ? new byte[0] : value.bytes(); // CSI-3: without a newline
    contents.put(object.fileName(), new Content(bytes, object.mode()));
    if (!object.members().isEmpty()) {
      addMembers(object, bytes, contents);
    }
    return new Files(contents, version);
  }

  /** CSI-6: of a pinned version without asking; else whether the version still has the label. */
  private static boolean isCurrent(
      String name,
      @Nullable String version,
      @Nullable String label,
      ServiceClient client,
      String mounted) {
    if (version != null) {
      return version.equals(mounted);
    }
    var stages = client.call(new DescribeSecret(name)).versionIdsToStages();
    return stages != null
        && stages.getOrDefault(mounted, List.of()).contains(label == null ? CURRENT : label);
  }

  private static void addMembers(
      MountedObject object, byte[] bytes, Map<String, Content> contents) {
    JsonNode json;
    try {
      json = JSON.readTree(bytes);
    } catch (IOException malformed) {
      throw new MountFailedException(
          "Invalid JSON used with jmesPath in secret: " + object.name() + ".");
    }
    for (var member : object.members()) {
      var found = expression(member.path()).search(json);
      if (found.isNull() || found.isMissingNode()) {
        throw new MountFailedException(
            "JMES Path - %s for object alias - %s does not point to a valid object."
                .formatted(member.path(), member.alias()));
      }
      if (!found.isTextual()) {
        throw new MountFailedException(
            "Invalid JMES search result type for path:%s. Only string is allowed."
                .formatted(member.path()));
      }
      var text = found.textValue().getBytes(UTF_8);
      contents.put(member.fileName(), new Content(text, member.mode()));
    }
  }

  private static Expression<JsonNode> expression(String path) {
    try {
      return JMES_PATH.compile(path);
    } catch (RuntimeException malformed) {
      throw new MountFailedException("Invalid JMES Path: " + path + ".");
    }
  }
}

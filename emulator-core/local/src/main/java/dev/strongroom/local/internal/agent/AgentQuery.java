package dev.strongroom.local.internal.agent;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a request asks of the Agent (AG-3, AG-4). */
record AgentQuery(
    String secretId,
    @Nullable String versionId,
    @Nullable String versionStage,
    boolean refreshNow,
    @Nullable String roleArn) {

  private static final Pattern ROLE =
      Pattern.compile("^arn:[\\w-]+:iam::\\d{12}:role/[\\w+=,.@/-]+$"); // AG-4

  /** Reads {@code /secretsmanager/get?secretId=...}. */
  static AgentQuery ofQuery(URI target, boolean knowsRoles) throws AgentError {
    var query = parse(target, null, knowsRoles);
    if (query.secretId.isEmpty()) {
      throw new AgentError(400, "missing parameter secretId"); // AG-4
    }
    return query;
  }

  /** Reads {@code <prefix><id>?...}; unlike a parameter, the id is not decoded (AG-3). */
  static AgentQuery ofPath(URI target, String prefix, boolean knowsRoles) throws AgentError {
    var id = target.getRawPath().substring(prefix.length());
    if (id.isEmpty()) {
      throw new AgentError(400, "missing secret ID"); // AG-4
    }
    return parse(target, id, knowsRoles);
  }

  /** Refuses the first parameter that is wrong (AG-4). */
  private static AgentQuery parse(URI target, @Nullable String idOfPath, boolean knowsRoles)
      throws AgentError {
    var id = idOfPath == null ? "" : idOfPath;
    String versionId = null;
    String versionStage = null;
    boolean refreshNow = false;
    String roleArn = null;
    for (var parameter : Parameter.of(target)) {
      var name = parameter.name();
      if (name.equals("secretId") && idOfPath == null) {
        id = parameter.value();
      } else if (name.equals("versionId")) {
        versionId = parameter.value();
      } else if (name.equals("versionStage")) {
        versionStage = parameter.value();
      } else if (name.equals("refreshNow")) {
        refreshNow = truth(parameter.value());
      } else if (name.equals("roleArn") && knowsRoles) {
        roleArn = role(parameter.value());
      } else {
        throw new AgentError(400, "unknown parameter: " + name);
      }
    }
    return new AgentQuery(id, versionId, versionStage, refreshNow, roleArn);
  }

  private static boolean truth(String text) throws AgentError {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw new AgentError(400, "invalid refreshNow value");
    };
  }

  private static String role(String arn) throws AgentError {
    if (!ROLE.matcher(arn).matches()) {
      throw new AgentError(
          400, "invalid roleArn format, expected arn:<partition>:iam::<account>:role/<name>");
    }
    return arn;
  }
}

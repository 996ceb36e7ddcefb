package dev.strongroom.local.internal.agent;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.SecretValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bodies of answers, as the Agent and the Lambda extension print them. */
final class AgentBody {

  private static final JsonMapper JSON = new JsonMapper();

  private AgentBody() {}

  /** AG-6: absent members are left out, and the date is a text of seconds. */
  static String ofAgent(GetSecretValue.Result value) {
    var body = object();
    body.put("ARN", value.arn());
    body.put("Name", value.name());
    body.put("VersionId", value.versionId());
    if (value.secretString() != null) {
      body.put("SecretString", value.secretString().text());
    }
    if (value.secretBinary() != null) {
      body.put("SecretBinary", base64(value.secretBinary()));
    }
    if (value.versionStages() != null) {
      addStages(body, value.versionStages());
    }
    body.put("CreatedDate", seconds(value.createdDate()));
    return text(body);
  }

  /** LE-2: as Go prints the SDK's own answer. */
  static String ofExtension(GetSecretValue.Result value) {
    var body = object();
    body.put("ARN", value.arn());
    body.put("CreatedDate", goDate(value.createdDate()));
    body.put("Name", value.name());
    body.put("SecretBinary", value.secretBinary() == null ? null : base64(value.secretBinary()));
    body.put("SecretString", value.secretString() == null ? null : value.secretString().text());
    body.put("VersionId", value.versionId());
    if (value.versionStages() == null) {
      body.putNull("VersionStages");
    } else {
      addStages(body, value.versionStages());
    }
    body.putObject("ResultMetadata");
    return escaped(body);
  }

  /** As Go escapes what could be markup. */
  private static String escaped(ObjectNode body) {
    return text(body)
        .replace("&", "\\u0026")
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }

  /** LE-2, by analogy: as Go prints the SDK's own answer. */
  static String ofExtension(dev.strongroom.internal.service.ssm.api.Parameter parameter) {
    var body = object();
    var content = body.putObject("Parameter");
    content.put("ARN", parameter.arn());
    content.put("DataType", parameter.dataType());
    content.put("LastModifiedDate", goDate(parameter.lastModifiedDate()));
    content.put("Name", parameter.name());
    content.put("Selector", parameter.selector());
    content.put(
        "SourceResult", parameter.sourceResult() == null ? null : parameter.sourceResult().text());
    content.put("Type", parameter.type());
    content.put("Value", parameter.value() == null ? null : parameter.value().text());
    content.put("Version", parameter.version());
    body.putObject("ResultMetadata");
    return escaped(body);
  }

  /** AG-5: an empty message is an internal failure. */
  static String ofError(String type, @Nullable String message, int version) {
    if (message == null || message.isEmpty() || type.equals("InternalFailure")) {
      return "{\"__type\":\"InternalFailure\"}";
    }
    if (version == 2) {
      return "{\"__type\":\"%s\", \"message\":\"%s\"}".formatted(type, message);
    }
    return text(object().put("__type", type).put("message", message));
  }

  static AgentError error(int status, String type, String message) {
    return new AgentError(status, ofError(type, message, 3));
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static void addStages(ObjectNode body, List<String> stages) {
    var list = body.putArray("VersionStages");
    stages.forEach(list::add);
  }

  private static String base64(SecretValue value) {
    return Base64.getEncoder().encodeToString(value.bytes());
  }

  private static String seconds(Instant instant) {
    return BigDecimal.valueOf(instant.toEpochMilli(), 3).stripTrailingZeros().toPlainString();
  }

  /** RFC 3339 without zeros at the end of the second. */
  private static String goDate(Instant instant) {
    var text = instant.toString();
    return text.contains(".") ? text.replaceFirst("0{1,2}Z$", "Z") : text;
  }

  private static String text(ObjectNode body) {
    try {
      return JSON.writeValueAsString(body);
    } catch (com.fasterxml.jackson.core.JsonProcessingException impossible) {
      throw new IllegalStateException("A tree of texts can be written", impossible);
    }
  }
}

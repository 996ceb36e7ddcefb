package dev.strongroom.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strongroom.api.Caller;
import dev.strongroom.api.DescribeSecret;
import dev.strongroom.api.ErrorCode;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.Request;
import dev.strongroom.api.SecretValue;
import dev.strongroom.api.ServiceClient;
import dev.strongroom.fault.ConnectionFailure;
import dev.strongroom.internal.service.ssm.api.GetParameter;
import dev.strongroom.internal.service.ssm.api.GetParameters;
import dev.strongroom.internal.service.ssm.api.Parameter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads of secrets and parameters from a running service, as whom an access key id names there. */
final class RemoteClient implements ServiceClient {

  private final Server server;
  private final String accessKeyId;
  private final Caller caller;

  /**
   * @param caller who the service takes the access key id for, in the Region to call
   */
  RemoteClient(Server server, String accessKeyId, Caller caller) {
    this.server = server;
    this.accessKeyId = accessKeyId;
    this.caller = caller;
  }

  /** Returns the access key id by which the service knows the caller. */
  String accessKeyId() {
    return accessKeyId;
  }

  /** Returns the same caller's client in another Region. */
  RemoteClient in(String region) {
    return new RemoteClient(server, accessKeyId, caller.in(region));
  }

  @Override
  public Caller caller() {
    return caller;
  }

  @Override
  @SuppressWarnings("unchecked") // each request has its own result
  public <Q extends Request<R>, R extends Record> R call(Q request) {
    if (request instanceof GetSecretValue get) {
      var body = secretId(get.secretId());
      putIfThere(body, "VersionId", get.versionId());
      putIfThere(body, "VersionStage", get.versionStage());
      return (R) value(send("secretsmanager", "GetSecretValue", body));
    }
    if (request instanceof DescribeSecret describe) {
      return (R)
          description(send("secretsmanager", "DescribeSecret", secretId(describe.secretId())));
    }
    if (request instanceof GetParameter get) {
      var body = JsonNodeFactory.instance.objectNode().put("Name", get.name());
      body.put("WithDecryption", get.withDecryption());
      return (R)
          new GetParameter.Result(parameter(send("ssm", "GetParameter", body).path("Parameter")));
    }
    if (request instanceof GetParameters get) {
      var body = JsonNodeFactory.instance.objectNode().put("WithDecryption", get.withDecryption());
      get.names().forEach(body.putArray("Names")::add);
      var answer = send("ssm", "GetParameters", body);
      var parameters = new ArrayList<Parameter>();
      answer.path("Parameters").forEach(each -> parameters.add(parameter(each)));
      return (R) new GetParameters.Result(parameters, texts(answer.path("InvalidParameters")));
    }
    throw new IllegalArgumentException(
        request.operation() + " is no read of a secret or parameter");
  }

  private JsonNode send(String service, String operation, ObjectNode body) {
    Server.Answer answer;
    try {
      answer = server.call(service, operation, body, accessKeyId, caller.region());
    } catch (CommandException lost) {
      throw new ConnectionFailure(ConnectionFailure.Kind.CUT, String.valueOf(lost.getMessage()));
    }
    if (answer.status() == 200) {
      return answer.body();
    }
    var type = answer.body().path("__type").asText();
    var text = answer.body().path("Message").asText(answer.body().path("message").asText());
    var code =
        Arrays.stream(ErrorCode.values())
            .filter(known -> known.wireName().equals(type))
            .findFirst()
            .orElse(ErrorCode.INTERNAL_SERVICE_ERROR);
    throw code.error(text).answering(answer.requestId());
  }

  private static ObjectNode secretId(String id) {
    return JsonNodeFactory.instance.objectNode().put("SecretId", id);
  }

  private static void putIfThere(ObjectNode body, String name, @Nullable String value) {
    if (value != null) {
      body.put(name, value);
    }
  }

  private static GetSecretValue.Result value(JsonNode body) {
    var text = body.path("SecretString");
    var bytes = body.path("SecretBinary");
    return new GetSecretValue.Result(
        body.path("ARN").asText(),
        body.path("Name").asText(),
        body.path("VersionId").asText(),
        bytes.isTextual() ? SecretValue.ofBinary(Base64.getDecoder().decode(bytes.asText())) : null,
        text.isTextual() ? SecretValue.ofText(text.asText()) : null,
        texts(body.path("VersionStages")),
        Instant.ofEpochMilli(Math.round(body.path("CreatedDate").asDouble() * 1000)));
  }

  private static Parameter parameter(JsonNode body) {
    return new Parameter(
        body.path("Name").asText(),
        body.path("Type").asText(),
        body.hasNonNull("Value") ? SecretValue.ofText(body.path("Value").asText()) : null,
        body.path("Version").asLong(),
        body.hasNonNull("Selector") ? body.path("Selector").asText() : null,
        null, // read by nobody here
        Instant.ofEpochMilli(Math.round(body.path("LastModifiedDate").asDouble() * 1000)),
        body.path("ARN").asText(),
        null);
  }

  private static DescribeSecret.Result description(JsonNode body) {
    Map<String, List<String>> stages = new LinkedHashMap<>();
    body.path("VersionIdsToStages")
        .properties()
        .forEach(version -> stages.put(version.getKey(), texts(version.getValue())));
    var created = Instant.ofEpochMilli(Math.round(body.path("CreatedDate").asDouble() * 1000));
    return new DescribeSecret.Result(
        body.path("ARN").asText(),
        body.path("Name").asText(),
        null,
        null,
        created,
        null,
        null,
        null,
        stages,
        created,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private static List<String> texts(JsonNode array) {
    var texts = new ArrayList<String>();
    array.forEach(item -> texts.add(item.asText()));
    return texts;
  }
}

package dev.strongroom.teaching.world;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strongroom.SecretsEmulator;
import dev.strongroom.api.Caller;
import dev.strongroom.fault.ConnectionFailure;
import dev.strongroom.iam.Access;
import dev.strongroom.internal.wire.HttpApi;
import dev.strongroom.wire.HttpRequest;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Calls of Secrets Manager and KMS as an SDK sends them: AWS JSON over HTTP. */
final class Calls {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String KEY_ID = "SCENARIO";

  /** The members of an operation that nobody may read in a report. */
  private static final Set<String> SENSITIVE =
      Set.of("SecretString", "SecretBinary", "RotationToken", "Plaintext", "RandomPassword");

  private Calls() {}

  /**
   * An operation of one of the services.
   *
   * @param members the names of what it takes, as AWS spells them
   */
  record Operation(String target, String name, Set<String> members) {

    boolean takesToken() {
      return members.contains("ClientRequestToken");
    }
  }

  /** The operation of that name; {@code kms:TagResource} is KMS's. Null if there is none. */
  static @Nullable Operation find(String name) {
    if (!name.matches("(kms:)?[A-Z][A-Za-z]+")) {
      return null;
    }
    boolean isKms = name.startsWith("kms:");
    var plain = isKms ? name.substring(4) : name;
    var secretsManager = isKms ? null : members("dev.strongroom.api.", plain);
    if (secretsManager != null) {
      return new Operation("secretsmanager." + plain, plain, secretsManager);
    }
    var kms = members("dev.strongroom.api.kms.", plain);
    return kms == null ? null : new Operation("TrentService." + plain, plain, kms);
  }

  /** An operation is a record that has a record {@code Result} inside. */
  private static @Nullable Set<String> members(String packageName, String operation) {
    try {
      var type = Class.forName(packageName + operation);
      Class.forName(packageName + operation + "$Result");
      return Set.copyOf(
          Arrays.stream(type.getRecordComponents())
              .map(RecordComponent::getName)
              .map(Calls::upper)
              .toList());
    } catch (ClassNotFoundException unknown) {
      return null;
    }
  }

  private static String upper(String name) {
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  /** Sends a request; a refusal is an outcome. */
  static Outcome send(SecretsEmulator aws, Caller caller, Operation operation, ObjectNode members) {
    var body = members.deepCopy();
    if (operation.takesToken() && !body.has("ClientRequestToken")) {
      body.put("ClientRequestToken", aws.newClientRequestToken()); // as every SDK does
    }
    body.properties().removeIf(member -> member.getValue().isNull());
    var service = operation.target().startsWith("secretsmanager") ? "secretsmanager" : "kms";
    var credential =
        "AWS4-HMAC-SHA256 Credential=%s/20260101/%s/%s/aws4_request"
            .formatted(KEY_ID, caller.region(), service);
    var request =
        new HttpRequest(
            "POST",
            "/",
            Map.of(
                "X-Amz-Target", List.of(operation.target()),
                "Content-Type", List.of("application/x-amz-json-1.1"),
                "Authorization", List.of(credential)),
            body.toString().getBytes(UTF_8));
    try {
      var response = HttpApi.of(aws).naming(KEY_ID, caller).answer(request);
      var answer = json(response.body());
      if (response.status() == 200) {
        return new Outcome(answer, null, "", Access.NONE);
      }
      return new Outcome(
          answer,
          answer.path("__type").asText(),
          answer.path("Message").asText(answer.path("message").asText()),
          access(aws, response.headers().getOrDefault("x-amzn-RequestId", List.of(""))));
    } catch (ConnectionFailure lost) {
      return Outcome.failure(ConnectionFailure.class.getSimpleName(), lost.kind().toString());
    }
  }

  private static JsonNode json(byte[] body) {
    try {
      return body.length == 0 ? JsonNodeFactory.instance.objectNode() : JSON.readTree(body);
    } catch (IOException impossible) {
      throw new IllegalStateException("An answer is JSON", impossible);
    }
  }

  /** Every decision that a refused call needed. */
  private static Access access(SecretsEmulator aws, List<String> requestId) {
    var records = aws.audit().records();
    for (int i = records.size() - 1; i >= 0; i--) {
      var record = records.get(i);
      if (requestId.contains(record.requestId())) {
        return record.access();
      }
    }
    return Access.NONE;
  }

  /** The request as a report may show it. */
  static String shown(ObjectNode members) {
    var shown = members.deepCopy();
    for (var name : SENSITIVE) {
      if (shown.has(name)) {
        shown.put(name, "***");
      }
    }
    try {
      return JSON.writeValueAsString(shown);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("A tree can be written", impossible);
    }
  }
}

package dev.strongroom.local.internal.ecs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.ServiceClient;
import dev.strongroom.api.ServiceError;
import dev.strongroom.fault.ConnectionFailure;
import dev.strongroom.internal.service.ssm.api.GetParameters;
import dev.strongroom.local.TaskFailedToStartException;
import dev.strongroom.local.internal.GoErrors;
import java.util.List;
import java.util.function.Function;

/** Reads what the secrets of a task definition refer to, as the execution role (ECS-4). */
public final class SecretInjection {

  private static final String UNABLE =
      "ResourceInitializationError: unable to pull secrets or registry auth: execution resource"
          + " retrieval failed: unable to retrieve ";
  private static final String FAILURE = UNABLE + "secret from asm: "; // ECS-3
  private static final String FAILURE_OF_PARAMETERS = UNABLE + "secrets from ssm: "; // ECS-5
  private static final String NO_ANSWER =
      "RequestCanceled: request context canceled caused by: context deadline exceeded. Please check"
          + " your task network configuration.";
  private static final String RETRIED = "service call has been retried %d time(s): ";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final Function<String, ServiceClient> executionRole;
  private final String region;

  /**
   * @param executionRole the client of the execution role in a Region
   * @param region of the task, in which names of parameters are
   */
  public SecretInjection(Function<String, ServiceClient> executionRole, String region) {
    this.executionRole = executionRole;
    this.region = region;
  }

  /** Returns the value that a reference stands for. */
  public String value(String valueFrom) {
    if (!SecretReference.isOfSecretsManager(valueFrom)) {
      return parameter(valueFrom); // ECS-1
    }
    var reference = SecretReference.parse(valueFrom);
    if (reference == null) {
      throw new TaskFailedToStartException(
          FAILURE
              + "trying to retrieve secret with value "
              + valueFrom
              + " resulted in error: an invalid ARN format for the AWS Secrets Manager secret was"
              + " specified. Specify a valid ARN and try again."); // ECS-1
    }
    var text = read(reference);
    return reference.key() == null ? text : member(text, reference.key());
  }

  /** Returns a member of the credentials of a private registry. */
  public String registry(String credentialsParameter, String member) {
    return member(value(credentialsParameter), member); // ECS-4
  }

  private String read(SecretReference reference) {
    var request =
        GetSecretValue.of(reference.arn())
            .withVersionStage(reference.stage())
            .withVersionId(reference.versionId());
    try {
      var value = executionRole.apply(reference.region()).call(request).secretString();
      return value == null ? "" : value.text(); // ECS-2
    } catch (ServiceError refused) {
      throw failure(
          1,
          "failed to fetch secret %s from secrets manager: %s"
              .formatted(
                  reference.arn(), GoErrors.text("Secrets Manager", "GetSecretValue", refused)));
    } catch (ConnectionFailure lost) {
      throw failure(
          5,
          "failed to fetch secret %s from secrets manager: ".formatted(reference.arn())
              + NO_ANSWER);
    }
  }

  /** ECS-5: a parameter by its name or ARN. */
  private String parameter(String valueFrom) {
    var parts = valueFrom.split(":", 6);
    var client = executionRole.apply(parts.length == 6 ? parts[3] : region);
    try {
      var read = client.call(new GetParameters(List.of(valueFrom), true));
      if (!read.invalidParameters().isEmpty()) {
        throw failure(FAILURE_OF_PARAMETERS, 1, "invalid parameters: " + valueFrom);
      }
      var value = read.parameters().get(0).value();
      return value == null ? "" : value.text();
    } catch (ServiceError refused) {
      throw failure(
          FAILURE_OF_PARAMETERS,
          1,
          "%s: %s status code: %d, request id: %s"
              .formatted(
                  refused.code().wireName(),
                  refused.text(),
                  refused.code().httpStatus(),
                  refused.requestId()));
    } catch (ConnectionFailure lost) {
      throw failure(FAILURE_OF_PARAMETERS, 5, NO_ANSWER);
    }
  }

  private static String member(String text, String key) {
    var value = object(text).get(key);
    if (value == null) {
      throw failure(1, "retrieved secret from Secrets Manager did not contain json key " + key);
    }
    return GoValue.print(value);
  }

  private static JsonNode object(String text) {
    JsonNode value;
    try {
      value = JSON.readTree(text);
    } catch (JsonProcessingException malformed) {
      throw failure(1, malformed(text, malformed));
    }
    if (value.isMissingNode()) {
      throw failure(1, "unexpected end of JSON input");
    }
    if (!value.isObject()) {
      throw failure(
          1,
          "json: cannot unmarshal %s into Go value of type map[string]interface {}"
              .formatted(goType(value)));
    }
    return value;
  }

  private static String goType(JsonNode value) {
    return value.isTextual()
        ? "string"
        : value.isArray()
            ? "array"
            : value.isBoolean() ? "bool" : value.isNull() ? "null" : "number";
  }

  /** As Go says it of the first character, which is all that ever shows of a value. */
  private static String malformed(String text, JsonProcessingException malformed) {
    if (malformed instanceof JsonEOFException) {
      return "unexpected end of JSON input";
    }
    var start = text.stripLeading();
    if (!start.isEmpty() && "{[\"-0123456789tfn".indexOf(start.charAt(0)) < 0) {
      int first = start.codePointAt(0);
      var shown = first == '\'' ? "\\'" : Character.toString(first);
      return "invalid character '" + shown + "' looking for beginning of value";
    }
    return "invalid JSON";
  }

  private static TaskFailedToStartException failure(int retries, String cause) {
    return failure(FAILURE, retries, cause);
  }

  private static TaskFailedToStartException failure(String what, int retries, String cause) {
    return new TaskFailedToStartException(what + RETRIED.formatted(retries) + cause);
  }
}

package dev.strongroom.local.internal.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.ServiceClient;
import dev.strongroom.api.ServiceError;
import dev.strongroom.internal.service.ssm.api.GetParameter;
import dev.strongroom.internal.service.ssm.api.Parameter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Replaces the references to secrets and parameters in texts by their values (CF-1, CF-4). */
final class DynamicReferences {

  private static final String START = "{{resolve:";
  private static final String END = "}}";
  private static final String SECRETS_MANAGER = "secretsmanager:";
  private static final String PARAMETERS = "ssm:";
  private static final String SECURE_PARAMETERS = "ssm-secure:";
  private static final Pattern PARAMETER = Pattern.compile("[a-zA-Z0-9_.\\-/]+(?::[0-9]{1,18})?");
  private static final int PARTS_OF_AN_ARN = 7;
  private static final int MOST = 60; // CF-1

  private static final JsonMapper JSON = new JsonMapper();

  private final ServiceClient caller;
  private final Map<String, String> parameters = new HashMap<>();

  /** What stands for a reference; null if it stays as it is. */
  private interface Replacement {
    @Nullable String of(String reference) throws Unresolved;
  }

  DynamicReferences(ServiceClient caller) {
    this.caller = caller;
  }

  /** What CloudFormation says of a resource whose reference has no value. */
  static final class Unresolved extends Exception {

    private static final long serialVersionUID = 1;

    Unresolved(String reason) {
      super(reason);
    }
  }

  /** Returns how many references a text has. */
  static int count(String text) {
    int count = 0;
    for (int at = text.indexOf(START); at >= 0; at = text.indexOf(START, at + 1)) {
      count++;
    }
    return count;
  }

  /** Refuses a template with more references than CloudFormation takes. */
  static void requireFew(int references) {
    if (references > MOST) {
      throw new IllegalArgumentException(
          "A template has at most " + MOST + " dynamic references, but this one has " + references);
    }
  }

  /** Returns whether a text has a reference to a SecureString. */
  static boolean hasSecure(String text) {
    return text.contains(START + SECURE_PARAMETERS);
  }

  /** Returns a text in which references to plain parameters are values, which are read once. */
  String withParameters(String text) throws Unresolved {
    return replaced(
        text, it -> it.startsWith(PARAMETERS) ? parameter(PARAMETERS, it, false) : null);
  }

  /** Returns a text in which all references are values; the values are not looked through. */
  String resolved(String text) throws Unresolved {
    return replaced(text, this::value);
  }

  private static String replaced(String text, Replacement replacement) throws Unresolved {
    int start = text.indexOf(START);
    if (start < 0) {
      return text;
    }
    var whole = new StringBuilder();
    int done = 0;
    while (start >= 0) {
      int end = text.indexOf(END, start);
      if (end < 0) {
        break;
      }
      var value = replacement.of(text.substring(start + START.length(), end));
      whole.append(text, done, value == null ? end + END.length() : start);
      whole.append(value == null ? "" : value);
      done = end + END.length();
      start = text.indexOf(START, done);
    }
    return whole.append(text.substring(done)).toString();
  }

  private String value(String reference) throws Unresolved {
    if (reference.startsWith(PARAMETERS)) {
      return parameter(PARAMETERS, reference, false);
    }
    if (reference.startsWith(SECURE_PARAMETERS)) {
      return parameter(SECURE_PARAMETERS, reference, true);
    }
    if (!reference.startsWith(SECRETS_MANAGER)) {
      throw new Unresolved(
          "Only secretsmanager, ssm and ssm-secure references are resolved, not {{resolve:"
              + reference
              + "}}");
    }
    var parts = List.of(reference.substring(SECRETS_MANAGER.length()).split(":", -1));
    int id = parts.get(0).equals("arn") ? Math.min(PARTS_OF_AN_ARN, parts.size()) : 1;
    var rest = parts.subList(id, parts.size());
    boolean isText = part(rest, 0) == null || "SecretString".equals(part(rest, 0));
    if (!isText || rest.size() > 4) {
      throw new Unresolved(
          "Incorrect format is used in the following Secrets Manager reference: [{{resolve:"
              + reference
              + "}}]");
    }
    var text = read(String.join(":", parts.subList(0, id)), part(rest, 2), part(rest, 3));
    var key = part(rest, 1);
    return key == null ? text : member(text, key);
  }

  /** CF-4; what CloudFormation finds before it touches a resource refuses the whole template. */
  private String parameter(String prefix, String reference, boolean isSecure) throws Unresolved {
    var known = parameters.get(reference);
    if (known != null) {
      return known;
    }
    var name = reference.substring(prefix.length());
    if (!PARAMETER.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "Incorrect format is used in the following SSM reference: [{{resolve:"
              + reference
              + "}}]");
    }
    Parameter parameter;
    try {
      parameter = caller.call(new GetParameter(name, isSecure)).parameter();
    } catch (ServiceError refused) {
      throw unresolved(refused, "AWSSimpleSystemsManagement");
    }
    if (parameter.type().equals("SecureString") != isSecure) {
      throw new IllegalArgumentException(
          isSecure
              ? "Secure ssm prefix was used for non-secure parameter " + parameter.name()
              : "Non-secure ssm prefix was used for secure parameter " + parameter.name());
    }
    var value = parameter.value() == null ? "" : parameter.value().text();
    parameters.put(reference, value);
    return value;
  }

  private static Unresolved unresolved(ServiceError refused, String service) {
    return new Unresolved(
        "%s (Service: %s; Status Code: %d; Error Code: %s; Request ID: %s; Proxy: null)"
            .formatted(
                refused.text(),
                service,
                refused.code().httpStatus(),
                refused.code().wireName(),
                refused.requestId()));
  }

  private static @Nullable String part(List<String> parts, int index) {
    return parts.size() <= index || parts.get(index).isEmpty() ? null : parts.get(index);
  }

  private String read(String secretId, @Nullable String stage, @Nullable String versionId)
      throws Unresolved {
    try {
      var request = GetSecretValue.of(secretId).withVersionStage(stage).withVersionId(versionId);
      var value = caller.call(request).secretString();
      if (value == null) {
        throw new Unresolved("The secret " + secretId + " has no SecretString");
      }
      return value.text();
    } catch (ServiceError refused) {
      throw unresolved(refused, "AWSSecretsManager");
    }
  }

  private static String member(String text, String key) throws Unresolved {
    JsonNode json;
    try {
      json = JSON.readTree(text);
    } catch (JsonProcessingException malformed) {
      throw new Unresolved("Could not parse SecretString JSON"); // CF-2
    }
    var value = json.path(key);
    if (value.isMissingNode()) {
      throw new Unresolved("Could not find a value associated with JSONKey in SecretString");
    }
    return value.isContainerNode() ? value.toString() : value.asText();
  }
}

package dev.strongroom.internal.iam;

import static dev.strongroom.internal.iam.Malformed.syntax;

import dev.strongroom.iam.MalformedPolicyException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What IAM's API refuses in a document, beyond the grammar of {@link Policy#parse}, in its words.
 */
public final class PolicyGrammar {

  private static final String SYNTAX = "Syntax errors in policy.";
  private static final String VERSION = "2012-10-17";

  private static final Set<String> PARTITIONS =
      Set.of("aws", "aws-cn", "aws-us-gov", "aws-eusc", "aws-iso", "aws-iso-b", "*");

  /** What a trust policy may allow. */
  private static final List<String> TRUSTED =
      List.of("sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity", "sts:SetContext");

  private PolicyGrammar() {}

  /**
   * Reads the policy of a user, role or group.
   *
   * @throws MalformedPolicyException with IAM's text
   */
  public static Policy ofAnIdentity(String text) {
    var statements = statements(text, SYNTAX);
    var specific = specific(text, statements); // IAMAPI-17
    if (specific != null) {
      throw syntax(specific);
    }
    try {
      var policy = Policy.parseWritten(text);
      policy.requireNoPrincipals();
      return policy;
    } catch (MalformedPolicyException malformed) {
      throw syntax(SYNTAX);
    } catch (IllegalArgumentException namesPrincipals) {
      throw syntax("Policy document should not specify a principal.");
    }
  }

  /**
   * Reads the trust policy of a role.
   *
   * @throws MalformedPolicyException with IAM's text
   */
  public static Policy ofTrust(String text) {
    for (var statement : statements(text, "This policy contains invalid Json")) { // IAMAPI-18
      if (statement.containsKey("Resource") || statement.containsKey("NotResource")) {
        throw syntax("Has prohibited field Resource");
      }
      if (!statement.containsKey("Principal") && !statement.containsKey("NotPrincipal")) {
        throw syntax("Missing required field Principal");
      }
      if (!texts(statement.get("Action")).stream().allMatch(PolicyGrammar::isTrustable)) {
        throw syntax("AssumeRole policy may only specify STS AssumeRole actions.");
      }
    }
    try {
      return Policy.parseTrustPolicy(text);
    } catch (MalformedPolicyException malformed) {
      throw switch (malformed.reason()) {
        case UNSUPPORTED_PRINCIPAL -> invalid("AWS", malformed);
        case INVALID_SERVICE_PRINCIPAL -> invalid("SERVICE", malformed);
        case SYNTAX -> syntax(SYNTAX);
      };
    } catch (IllegalArgumentException noPrincipals) {
      throw syntax("Missing required field Principal");
    }
  }

  /** Returns IAM's text for a principal, which the message of the grammar quotes. */
  private static MalformedPolicyException invalid(String kind, MalformedPolicyException malformed) {
    var message = String.valueOf(malformed.getMessage());
    var name = message.substring(1, Math.max(1, message.lastIndexOf("' ")));
    return syntax("Invalid principal in policy: \"" + kind + "\":\"" + name + "\"");
  }

  private static boolean isTrustable(String action) {
    return TRUSTED.stream().anyMatch(action::startsWith) || action.equals("sts:*");
  }

  @SuppressWarnings("unchecked") // keys are texts: only Json.read makes maps
  private static List<Map<String, Object>> statements(String text, String refusal) {
    Object read;
    try {
      read = Json.read(text);
    } catch (MalformedPolicyException noJson) {
      throw syntax(refusal);
    }
    if (!(read instanceof Map<?, ?> document) || document.get("Statement") == null) {
      throw syntax(SYNTAX);
    }
    var body = document.get("Statement");
    var statements = body instanceof Collection<?> list ? List.copyOf(list) : List.of(body);
    if (statements.isEmpty() || !statements.stream().allMatch(Map.class::isInstance)) {
      throw syntax(SYNTAX);
    }
    return statements.stream().map(statement -> (Map<String, Object>) statement).toList();
  }

  /** Returns the text for what IAM names more precisely than as a syntax error; null if nothing. */
  private static @Nullable String specific(String text, List<Map<String, Object>> statements) {
    if (Json.read(text) instanceof Map<?, ?> document
        && (document.get("Version") == null || document.get("Version").equals("2008-10-17"))) {
      return "Policy document must be version " + VERSION + " or greater.";
    }
    var sids = new HashSet<Object>();
    for (var statement : statements) {
      var sid = statement.getOrDefault("Sid", "");
      if (!sid.equals("") && !sids.add(sid)) {
        return "Statement IDs (SID) in a single policy must be unique.";
      }
    }
    for (var statement : statements) {
      if (isMissing(statement, "Action")) {
        return "Policy statement must contain actions.";
      }
      if (isMissing(statement, "Resource")) {
        return "Policy statement must contain resources.";
      }
    }
    for (var statement : statements) {
      for (var resource : either(statement, "Resource")) {
        var refusal = resource(resource);
        if (refusal != null) {
          return refusal;
        }
      }
      for (var action : either(statement, "Action")) {
        var refusal = action(action);
        if (refusal != null) {
          return refusal;
        }
      }
    }
    return null;
  }

  private static boolean isMissing(Map<String, Object> statement, String element) {
    var value = statement.getOrDefault(element, statement.get("Not" + element));
    return value == null || value.equals(List.of());
  }

  private static List<String> either(Map<String, Object> statement, String element) {
    return texts(statement.getOrDefault(element, statement.get("Not" + element)));
  }

  private static List<String> texts(@Nullable Object value) {
    var values =
        value instanceof Collection<?> list ? list : value == null ? List.of() : List.of(value);
    return values.stream().filter(String.class::isInstance).map(String.class::cast).toList();
  }

  private static @Nullable String resource(String resource) {
    if (resource.equals("*")) {
      return null;
    }
    var fields = resource.split(":", 6);
    if (fields.length == 1 || !fields[0].equals("arn")) {
      return "Resource " + resource + " must be in ARN format or \"*\".";
    }
    if (!PARTITIONS.contains(fields[1])) {
      var rest = new StringBuilder();
      for (int i = 2; i < 6; i++) {
        rest.append(':').append(i < fields.length ? fields[i] : "*");
      }
      return "Partition \"%s\" is not valid for resource \"arn:%s%s\"."
          .formatted(fields[1], fields[1], rest);
    }
    return fields.length < 3 || fields[2].isEmpty()
        ? "Resource vendor must be fully qualified and cannot contain regexes."
        : null;
  }

  private static @Nullable String action(String action) {
    var parts = action.split(":", -1);
    if (parts.length == 1 && !action.equals("*")) {
      return "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";
    }
    if (parts.length > 2) {
      return "Actions/Condition can contain only one colon.";
    }
    boolean isValid =
        parts[0].equals("*")
            || parts[0]
                .chars()
                .allMatch(c -> c == '-' || c == '.' || (c < 128 && Character.isLetterOrDigit(c)));
    return isValid ? null : "Vendor " + parts[0] + " is not valid";
  }
}

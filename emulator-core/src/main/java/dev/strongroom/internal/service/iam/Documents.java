package dev.strongroom.internal.service.iam;

import static dev.strongroom.api.ErrorCode.LIMIT_EXCEEDED;
import static dev.strongroom.api.ErrorCode.MALFORMED_POLICY_DOCUMENT;

import dev.strongroom.iam.MalformedPolicyException;
import dev.strongroom.internal.engine.IamState;
import dev.strongroom.internal.iam.Policy;
import dev.strongroom.internal.iam.PolicyGrammar;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.function.Function;

/** Policy documents as IAM's API takes and shows them. */
final class Documents {

  private static final int MOST_OF_A_TRUST_POLICY = 2_048;

  private Documents() {}

  /** Returns a text as IAM's answers hold documents: percent-encoded (IAMAPI-10). */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  /** Reads the policy of an identity. */
  static Policy ofAnIdentity(String text) {
    return read(text, PolicyGrammar::ofAnIdentity);
  }

  /** Reads a trust policy, whose principals must exist. */
  static Policy ofTrust(String text, String role, IamState iam) {
    var policy = read(text, PolicyGrammar::ofTrust);
    for (var principal : policy.principals()) {
      if (!iam.mayExist(principal)) { // IAMAPI-11
        throw MALFORMED_POLICY_DOCUMENT.error(
            "Invalid principal in policy: \"AWS\":\"" + principal + "\"");
      }
    }
    if (size(policy) > MOST_OF_A_TRUST_POLICY) {
      throw LIMIT_EXCEEDED.error(
          "Cannot exceed quota for ACLSizePerRole: " + MOST_OF_A_TRUST_POLICY);
    }
    return policy;
  }

  private static Policy read(String text, Function<String, Policy> grammar) {
    try {
      return grammar.apply(text);
    } catch (MalformedPolicyException malformed) {
      throw MALFORMED_POLICY_DOCUMENT.error(String.valueOf(malformed.getMessage()));
    }
  }

  /** Refuses inline policies that are too long together: white space doesn't count. */
  static void requireFitting(Collection<Policy> inline, int most, Kind kind, String name) {
    if (inline.stream().mapToInt(Documents::size).sum() > most) { // IAMAPI-4
      throw LIMIT_EXCEEDED.error(
          "Maximum policy size of " + most + " bytes exceeded for " + kind.word() + " " + name);
    }
  }

  static int size(Policy policy) {
    return (int) policy.text().chars().filter(c -> !Character.isWhitespace(c)).count();
  }
}

package dev.strongroom.internal.seed;

import dev.strongroom.iam.MalformedPolicyException;
import dev.strongroom.iam.PolicyDocument;
import dev.strongroom.internal.seed.SeedNode.Scalar;
import java.util.function.Function;

/** Policies of a seed: an object, or a string with the same in JSON. */
final class Policies {

  private Policies() {}

  /** A policy of a user, role, group or account. */
  static PolicyDocument ofIdentity(SeedNode node) {
    return parsed(node, PolicyDocument::parse);
  }

  static PolicyDocument ofTrust(SeedNode node) {
    return parsed(node, PolicyDocument::parseTrustPolicy);
  }

  static PolicyDocument ofEndpoint(SeedNode node) {
    return parsed(node, PolicyDocument::parseResourcePolicy);
  }

  /** The text of a policy of a secret or key, as the service keeps it. */
  static String ofResource(SeedNode node) {
    parsed(node, PolicyDocument::parseResourcePolicy);
    return text(node);
  }

  private static PolicyDocument parsed(SeedNode node, Function<String, PolicyDocument> parser) {
    try {
      return parser.apply(text(node));
    } catch (MalformedPolicyException malformed) {
      throw node.error("is no such policy: " + malformed.getMessage());
    }
  }

  private static String text(SeedNode node) {
    return node instanceof Scalar
        ? Members.string(node).text()
        : JsonText.of(Members.mapping(node));
  }
}

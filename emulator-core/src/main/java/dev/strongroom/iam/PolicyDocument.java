package dev.strongroom.iam;

import dev.strongroom.internal.iam.Policy;

/**
 * An IAM policy document: an immutable list of statements, read from JSON or built in code.
 *
 * <p>In code a statement starts with {@code allow} or {@code deny}, and each further call changes
 * the last statement of a new document:
 *
 * <pre>{@code
 * PolicyDocument.allow("secretsmanager:GetSecretValue")
 *     .on(arn)
 *     .when("StringEquals", "aws:SourceVpc", "vpc-1")
 * }</pre>
 *
 * <p>Instances come from the methods of this interface; two are equal if their names and JSON are.
 */
public interface PolicyDocument {

  /**
   * Reads a document in which either all statements name principals or none does.
   *
   * @throws MalformedPolicyException if the text breaks the policy grammar
   */
  static PolicyDocument parse(String json) {
    return Policy.parse(json);
  }

  /**
   * Reads the policy of a secret, a key or a VPC endpoint, in which every statement names
   * principals.
   *
   * @throws MalformedPolicyException if the text breaks the policy grammar
   */
  static PolicyDocument parseResourcePolicy(String json) {
    return Policy.parseResourcePolicy(json);
  }

  /**
   * Reads the trust policy of a role, in which every statement names principals and none names a
   * resource.
   *
   * @throws MalformedPolicyException if the text breaks the policy grammar
   */
  static PolicyDocument parseTrustPolicy(String json) {
    return Policy.parseTrustPolicy(json);
  }

  /** Returns a document with one statement that allows these actions on every resource. */
  static PolicyDocument allow(String... actions) {
    return Policy.allow(actions);
  }

  /** Returns a document with one statement that denies these actions on every resource. */
  static PolicyDocument deny(String... actions) {
    return Policy.deny(actions);
  }

  /** Limits the last statement to these resources: ARNs with wildcards, or {@code *}. */
  PolicyDocument on(String... resources);

  /** Names the principals of the last statement: ARNs, account IDs, service names, or {@code *}. */
  PolicyDocument to(String... principals);

  /**
   * Adds a condition to the last statement, such as {@code when("StringEquals", "aws:SourceVpc",
   * "vpc-1")}.
   */
  PolicyDocument when(String operator, String key, String... values);

  /** Sets the Sid of the last statement. */
  PolicyDocument sid(String sid);

  /** Returns a document with the statements of both. */
  PolicyDocument and(PolicyDocument other);

  /** Returns this document under a name, which explanations print; the default is its Id. */
  PolicyDocument named(String name);

  /** Returns the name that explanations print; empty if the document has none. */
  String name();

  /** Returns whether no statement is left, as after a repair that removed the last one. */
  boolean isEmpty();

  /** Returns the document as JSON, with its elements in the order in which they were written. */
  String toJson();
}

package dev.strongroom.internal.service.kms;

import static dev.strongroom.api.ErrorCode.LIMIT_EXCEEDED;
import static dev.strongroom.api.ErrorCode.NOT_FOUND;

import dev.strongroom.api.kms.GetKeyPolicy;
import dev.strongroom.api.kms.ListKeyPolicies;
import dev.strongroom.api.kms.PutKeyPolicy;
import dev.strongroom.internal.iam.Policy;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * GetKeyPolicy, PutKeyPolicy and ListKeyPolicies, and the policies that keys begin with. A policy
 * is kept as the text it came in; whether it is well-formed is decided where policies are read.
 */
public final class KeyPolicies {

  private static final String NAME = "default";
  private static final int MAX_BYTES = 32768; // KMS-11

  // %1 to %3 are partition, account and Region, %4 and %5 the service's name in its host and prose.

  private static final String DEFAULT = // KMS-14
      """
      {
        "Version" : "2012-10-17",
        "Id" : "key-default-1",
        "Statement" : [ {
          "Sid" : "Enable IAM User Permissions",
          "Effect" : "Allow",
          "Principal" : {
            "AWS" : "arn:%1:iam::%2:root"
          },
          "Action" : "kms:*",
          "Resource" : "*"
        } ]
      }""";

  private static final String AWS_MANAGED = // KMS-6, and kms:Encrypt, which re-wrapping needs
      """
      {
        "Version" : "2012-10-17",
        "Id" : "auto-%4-1",
        "Statement" : [ {
          "Sid" : "Allow access through %5 for all principals in the account that are authorized to use %5",
          "Effect" : "Allow",
          "Principal" : {
            "AWS" : "*"
          },
          "Action" : [ "kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:CreateGrant", "kms:DescribeKey" ],
          "Resource" : "*",
          "Condition" : {
            "StringEquals" : {
              "kms:CallerAccount" : "%2",
              "kms:ViaService" : "%4.%3.amazonaws.com"
            }
          }
        }, {
          "Sid" : "Allow direct access to key metadata to the account",
          "Effect" : "Allow",
          "Principal" : {
            "AWS" : "arn:%1:iam::%2:root"
          },
          "Action" : [ "kms:Describe*", "kms:Get*", "kms:List*", "kms:RevokeGrant" ],
          "Resource" : "*"
        } ]
      }""";

  /** The policies of the AWS managed keys in no place yet, by service; a few constants. */
  private static final Map<String, Policy> NOWHERE = new ConcurrentHashMap<>();

  private KeyPolicies() {}

  static KeyPolicy byDefault(KeyArn key) {
    return KeyPolicy.parse(filled(DEFAULT, key.partition(), key.accountId()));
  }

  /**
   * Returns the policy of an AWS managed key. Every emulator makes one, so only what differs from
   * the same in another place is compiled.
   */
  static KeyPolicy awsManaged(KeyArn key, ManagedKey managed) {
    var conditions = new LinkedHashMap<String, Object>();
    conditions.put("kms:CallerAccount", key.accountId());
    conditions.put("kms:ViaService", managed.service() + "." + key.region() + ".amazonaws.com");
    var account = "arn:" + key.partition() + ":iam::" + key.accountId() + ":root";
    var document =
        NOWHERE
            .computeIfAbsent(managed.service(), service -> nowhere(managed))
            .with(0, "Condition", Map.of("StringEquals", conditions))
            .with(1, "Principal", Map.of("AWS", account));
    return new KeyPolicy(awsManagedText(key, managed), document);
  }

  /** The policy as {@link #AWS_MANAGED} has it, without what differs by place. */
  private static Policy nowhere(ManagedKey managed) {
    var through = new LinkedHashMap<String, Object>();
    through.put(
        "Sid",
        "Allow access through %5 for all principals in the account that are authorized to use %5"
            .replace("%5", managed.displayName()));
    through.put("Effect", "Allow");
    through.put("Principal", Map.of("AWS", "*"));
    through.put(
        "Action",
        List.of(
            "kms:Encrypt",
            "kms:Decrypt",
            "kms:ReEncrypt*",
            "kms:GenerateDataKey*",
            "kms:CreateGrant",
            "kms:DescribeKey"));
    through.put("Resource", "*");
    var direct = new LinkedHashMap<String, Object>();
    direct.put("Sid", "Allow direct access to key metadata to the account");
    direct.put("Effect", "Allow");
    direct.put("Principal", Map.of("AWS", "*"));
    direct.put("Action", List.of("kms:Describe*", "kms:Get*", "kms:List*", "kms:RevokeGrant"));
    direct.put("Resource", "*");
    return Policy.of("auto-" + managed.service() + "-1", List.of(through, direct));
  }

  private static String awsManagedText(KeyArn key, ManagedKey managed) {
    return filled(
        AWS_MANAGED,
        key.partition(),
        key.accountId(),
        key.region(),
        managed.service(),
        managed.displayName());
  }

  /** Fills in a policy; every emulator makes one, for which a formatter needs 20 KB. */
  private static String filled(String template, String... values) {
    var text = new StringBuilder(template.length() + 200);
    int start = 0;
    for (int at = template.indexOf('%'); at >= 0; at = template.indexOf('%', start)) {
      text.append(template, start, at).append(values[template.charAt(at + 1) - '1']);
      start = at + 2;
    }
    return text.append(template, start, template.length()).toString();
  }

  public static GetKeyPolicy.Result getKeyPolicy(
      Key key, GetKeyPolicy request, KmsContext context) {
    requireDefault(request.policyName());
    return new GetKeyPolicy.Result(key.policy().text(), NAME);
  }

  public static Change<PutKeyPolicy.Result> putKeyPolicy(
      Key key, PutKeyPolicy request, KmsContext context) {
    requireDefault(request.policyName());
    return new Change<>(
        key.withPolicy(requireFitting(request.policy())), new PutKeyPolicy.Result());
  }

  public static ListKeyPolicies.Result listKeyPolicies(
      Key key, ListKeyPolicies request, KmsContext context) {
    var page =
        Page.of(context, 100, request.limit(), request.marker(), "policies", key.arn())
            .take(Stream.of(NAME), name -> name);
    return new ListKeyPolicies.Result(page.entries(), page.nextMarker(), page.truncated());
  }

  static String requireFitting(String policy) {
    if (policy.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw LIMIT_EXCEEDED.error("A key policy can't be longer than " + MAX_BYTES + " bytes");
    }
    return policy;
  }

  private static void requireDefault(@Nullable String name) {
    if (name != null && !name.equals(NAME)) {
      throw NOT_FOUND.error("No such policy exists");
    }
  }
}

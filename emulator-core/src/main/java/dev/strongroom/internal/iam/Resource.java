package dev.strongroom.internal.iam;

import dev.strongroom.iam.Layer;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The resource of a call: a secret, a key or a role with its policy, or just an ARN. */
public final class Resource {

  private enum Kind {
    PLAIN,
    SECRET,
    KEY,
    AWS_MANAGED_KEY,
    ROLE
  }

  /** The resource of actions that have none, such as ListSecrets (POL-13). */
  public static final Resource ANY = of("*");

  private final Kind kind;
  private final String arn;
  private final String account;
  private final List<Policy> policy;
  private final List<Grant> grants;

  private Resource(Kind kind, String arn, List<Policy> policy, List<Grant> grants) {
    this(kind, arn, accountOf(arn), policy, grants);
  }

  private Resource(Kind kind, String arn, String account, List<Policy> policy, List<Grant> grants) {
    policy.forEach(Policy::requirePrincipals);
    this.kind = kind;
    this.arn = arn;
    this.account = account;
    this.policy = List.copyOf(policy);
    this.grants = List.copyOf(grants);
  }

  /** Makes a resource without a policy; a text that is no ARN belongs to the caller's account. */
  public static Resource of(String arn) {
    return new Resource(Kind.PLAIN, arn, List.of(), List.of());
  }

  /**
   * Makes a resource of any service as IAM's simulator knows it.
   *
   * @param owner the account that owns it if its ARN names none
   */
  public static Resource simulated(String arn, @Nullable Policy policy, String owner) {
    var named = accountOf(arn);
    return new Resource(
        Kind.PLAIN, arn, named.isEmpty() ? owner : named, listOf(policy), List.of());
  }

  /** Makes a secret of an account with its resource policy; null if it has none. */
  public static Resource secret(String arn, String account, @Nullable Policy policy) {
    return new Resource(Kind.SECRET, arn, account, listOf(policy), List.of());
  }

  /** Makes a KMS key of an account, to which only its key policy and its grants give access. */
  public static Resource key(String arn, String account, Policy policy, List<Grant> grants) {
    return new Resource(Kind.KEY, arn, account, List.of(policy), grants);
  }

  /** Makes a KMS key that AWS manages, which resource control policies don't affect. */
  public static Resource awsManagedKey(
      String arn, String account, Policy policy, List<Grant> grants) {
    return new Resource(Kind.AWS_MANAGED_KEY, arn, account, List.of(policy), grants);
  }

  /** Makes a role, which only its trust policy allows to assume; null if there is no such role. */
  public static Resource role(String arn, @Nullable Policy trust) {
    return new Resource(Kind.ROLE, arn, listOf(trust), List.of());
  }

  public String arn() {
    return arn;
  }

  /** Returns the resource policy, key policy or trust policy. */
  public @Nullable Policy policy() {
    return policy.isEmpty() ? null : policy.get(0);
  }

  /** Returns the account that owns it; empty if the text is no ARN. */
  String account() {
    return account;
  }

  /** Returns whether it is a KMS key that exists. */
  public boolean isKey() {
    return kind == Kind.KEY || kind == Kind.AWS_MANAGED_KEY;
  }

  /** Returns whether it is a role to be assumed. */
  public boolean isRole() {
    return kind == Kind.ROLE;
  }

  /** Returns whether its own policy must allow before any other policy counts. */
  boolean mustDelegate() {
    return isKey() || isRole();
  }

  /** Returns whether resource control policies affect it. */
  boolean isControlled() {
    return kind != Kind.AWS_MANAGED_KEY;
  }

  /** Returns whether it is a secret that exists. */
  public boolean isSecret() {
    return kind == Kind.SECRET;
  }

  List<Grant> grants() {
    return grants;
  }

  /** Returns the layer of {@link #policy()}. */
  Layer policyLayer() {
    return isKey() ? Layer.KEY_POLICY : Layer.RESOURCE_POLICY;
  }

  List<Policy> policies(Layer layer) {
    return layer == policyLayer() ? policy : List.of();
  }

  Resource with(List<Policy> policies) {
    return new Resource(kind, arn, account, policies, grants);
  }

  /** Returns the fifth part of an ARN; empty for other texts. */
  static String accountOf(String arn) {
    if (!arn.startsWith("arn:")) {
      return "";
    }
    int start = 0;
    for (int part = 1; part < 5; part++) {
      start = arn.indexOf(':', start) + 1;
      if (start == 0) {
        return "";
      }
    }
    int end = arn.indexOf(':', start);
    var account = end < 0 ? "" : arn.substring(start, end);
    return account.equals("aws") ? "" : account; // AWS's managed policies are of no account
  }

  private static List<Policy> listOf(@Nullable Policy policy) {
    return policy == null ? List.of() : List.of(policy);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Resource that
        && kind == that.kind
        && arn.equals(that.arn)
        && account.equals(that.account)
        && policy.equals(that.policy)
        && grants.equals(that.grants);
  }

  @Override
  public int hashCode() {
    return Objects.hash(kind, arn, policy, grants);
  }

  @Override
  public String toString() {
    return arn;
  }
}

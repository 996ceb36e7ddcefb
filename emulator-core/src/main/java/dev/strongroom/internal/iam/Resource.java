package dev.strongroom.internal.iam;

import dev.strongroom.iam.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a call is about: a secret or a key with the policies that guard it, or just a text. */
public final class Resource {

  private enum Kind {
    PLAIN,
    SECRET,
    KEY,
    ROLE
  }

  /** The resource of actions that have none, such as ListSecrets (POL-13). */
  public static final Resource ANY = of("*");

  private final Kind kind;
  private final String arn;
  private final String account;
  private final List<Policy> policy;
  private final List<Grant> grants;
  private final List<Policy> controls;

  private Resource(
      Kind kind, String arn, List<Policy> policy, List<Grant> grants, List<Policy> controls) {
    policy.forEach(Policy::requirePrincipals);
    controls.forEach(Policy::requirePrincipals);
    this.kind = kind;
    this.arn = arn;
    this.account = accountOf(arn);
    this.policy = List.copyOf(policy);
    this.grants = List.copyOf(grants);
    this.controls = List.copyOf(controls);
  }

  /** A resource without a policy of its own; a text that is no ARN lies in the caller's account. */
  public static Resource of(String arn) {
    return new Resource(Kind.PLAIN, arn, List.of(), List.of(), List.of());
  }

  /** A secret; null when it has no resource policy. */
  public static Resource secret(String arn, @Nullable Policy policy) {
    return new Resource(Kind.SECRET, arn, listOf(policy), List.of(), List.of());
  }

  /** A KMS key, to which nobody has access but through its key policy and its grants. */
  public static Resource key(String arn, Policy policy, List<Grant> grants) {
    return new Resource(Kind.KEY, arn, List.of(policy), grants, List.of());
  }

  /**
   * A role to be assumed, which nobody may but through its trust policy; null where there is no
   * such role.
   */
  public static Resource role(String arn, @Nullable Policy trust) {
    return new Resource(Kind.ROLE, arn, listOf(trust), List.of(), List.of());
  }

  /** One more resource control policy of the account that owns this; only its Denies count. */
  public Resource rcp(Policy policy) {
    var all = new ArrayList<>(controls);
    all.add(policy);
    return new Resource(kind, arn, this.policy, grants, all);
  }

  public String arn() {
    return arn;
  }

  /** The resource policy or key policy. */
  public @Nullable Policy policy() {
    return policy.isEmpty() ? null : policy.get(0);
  }

  /** The account that owns it; empty when the text is no ARN. */
  String account() {
    return account;
  }

  /** Whether it is a KMS key that exists. */
  public boolean isKey() {
    return kind == Kind.KEY;
  }

  /** Whether it is a role to be assumed. */
  public boolean isRole() {
    return kind == Kind.ROLE;
  }

  /** Whether its own policy must let somebody in before any other policy counts. */
  boolean mustDelegate() {
    return isKey() || isRole();
  }

  /** Whether it is a secret that exists. */
  public boolean isSecret() {
    return kind == Kind.SECRET;
  }

  List<Grant> grants() {
    return grants;
  }

  /** The layer of {@link #policy()}. */
  Layer policyLayer() {
    return isKey() ? Layer.KEY_POLICY : Layer.RESOURCE_POLICY;
  }

  List<Policy> policies(Layer layer) {
    if (layer == Layer.RESOURCE_CONTROL_POLICY) {
      return controls;
    }
    return layer == policyLayer() ? policy : List.of();
  }

  Resource with(Layer layer, List<Policy> policies) {
    return layer == Layer.RESOURCE_CONTROL_POLICY
        ? new Resource(kind, arn, policy, grants, policies)
        : new Resource(kind, arn, policies, grants, controls);
  }

  /** The fifth part of an ARN; empty for other texts. */
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
    return end < 0 ? "" : arn.substring(start, end);
  }

  private static List<Policy> listOf(@Nullable Policy policy) {
    return policy == null ? List.of() : List.of(policy);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Resource that
        && kind == that.kind
        && arn.equals(that.arn)
        && policy.equals(that.policy)
        && grants.equals(that.grants)
        && controls.equals(that.controls);
  }

  @Override
  public int hashCode() {
    return Objects.hash(kind, arn, policy, grants, controls);
  }

  @Override
  public String toString() {
    return arn;
  }
}

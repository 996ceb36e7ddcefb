package dev.strongroom.internal.iam;

import dev.strongroom.iam.Layer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A principal with all that is attached to it: policies, boundary, session, SCPs, tags. */
public final class Identity {

  private final Principal principal;
  private final String uniqueId;
  private final Map<Layer, List<Policy>> attached;
  private final Map<String, List<String>> attributes;
  private final @Nullable Policy trust;
  private final Set<String> accessKeys;
  private final RequestContext context;

  private Identity(
      Principal principal,
      String uniqueId,
      Map<Layer, List<Policy>> attached,
      Map<String, List<String>> attributes,
      @Nullable Policy trust,
      Set<String> accessKeys) {
    this.principal = principal;
    this.uniqueId = uniqueId;
    this.attached = attached;
    this.attributes = attributes;
    this.trust = trust;
    this.accessKeys = accessKeys;
    this.context = contextOf(principal, uniqueId, attributes);
  }

  public static Identity of(Principal principal) {
    return new Identity(principal, "", Map.of(), Map.of(), null, Set.of());
  }

  /** The account's root user: may do everything that nothing denies. */
  public static Identity administrator(String account) {
    return of(Principal.administrator(account));
  }

  /** A session with what is attached to its role as well: all of that allows and limits it. */
  public Identity within(Identity role) {
    var all = new EnumMap<Layer, List<Policy>>(Layer.class);
    all.putAll(role.attached);
    attached.forEach(
        (layer, own) ->
            all.merge(layer, own, (a, b) -> Stream.concat(a.stream(), b.stream()).toList()));
    var tags = new LinkedHashMap<>(role.attributes);
    tags.putAll(attributes);
    var id = uniqueId.isEmpty() ? role.uniqueId : uniqueId;
    return new Identity(principal, id, all, Collections.unmodifiableMap(tags), trust, accessKeys);
  }

  /** One more identity policy. */
  public Identity policy(Policy policy) {
    return plus(Layer.IDENTITY_POLICY, policy);
  }

  /** One identity policy less that equals this one, if there is one. */
  public Identity withoutPolicy(Policy policy) {
    var policies = new ArrayList<>(policies(Layer.IDENTITY_POLICY));
    policies.remove(policy);
    return with(Layer.IDENTITY_POLICY, policies);
  }

  /** The permissions boundary, instead of the one that was there. */
  public Identity boundary(Policy boundary) {
    return with(Layer.PERMISSIONS_BOUNDARY, List.of(boundary));
  }

  /** One more policy of the session; together they limit what the role's policies allow. */
  public Identity sessionPolicy(Policy policy) {
    return plus(Layer.SESSION_POLICY, policy);
  }

  /**
   * One more SCP of the account. As soon as there is one, only what an SCP allows is allowed: add
   * one that allows everything (AWS's {@code FullAWSAccess}) beside those that deny.
   */
  public Identity scp(Policy policy) {
    return plus(Layer.SERVICE_CONTROL_POLICY, policy);
  }

  /** A principal or session tag, {@code aws:PrincipalTag/<key>} in policies. */
  public Identity tag(String key, String value) {
    return attribute("aws:PrincipalTag/" + key, value);
  }

  /** The id that IAM gave the user or role ({@code AIDA...}, {@code AROA...}). */
  public Identity uniqueId(String id) {
    return new Identity(principal, id, attached, attributes, trust, accessKeys);
  }

  /**
   * A condition key that comes with the caller, such as {@code aws:MultiFactorAuthPresent} or
   * {@code aws:PrincipalOrgID}; a request's own context goes before it.
   */
  public Identity attribute(String key, String... values) {
    var more = new LinkedHashMap<>(attributes);
    more.put(key, List.of(values));
    return new Identity(
        principal, uniqueId, attached, Collections.unmodifiableMap(more), trust, accessKeys);
  }

  /** A role with the policy that says who may assume it, in place of the one that was there. */
  public Identity trust(Policy policy) {
    if (principal.type() != Principal.Type.ROLE) {
      throw new IllegalArgumentException("Only a role has a trust policy: " + principal);
    }
    Policy.requirePrincipals(policy);
    return new Identity(principal, uniqueId, attached, attributes, policy, accessKeys);
  }

  /**
   * Who may assume this role: if nothing was said, whoever in its account has the permission, as in
   * a role that AWS's console makes for "this account".
   */
  public Policy trust() {
    return trust != null
        ? trust
        : Policy.allow("sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity")
            .to(principal.account());
  }

  /** One more access key id by which requests name this principal. */
  public Identity accessKey(String id) {
    var more = new HashSet<>(accessKeys);
    more.add(id);
    return new Identity(principal, uniqueId, attached, attributes, trust, Set.copyOf(more));
  }

  public Set<String> accessKeys() {
    return accessKeys;
  }

  public Principal principal() {
    return principal;
  }

  public String uniqueId() {
    return uniqueId;
  }

  /** What the caller itself adds to every request's context. */
  public RequestContext context() {
    return context;
  }

  /** The policies of this layer; none when the layer isn't one of an identity. */
  public List<Policy> policies(Layer layer) {
    return attached.getOrDefault(layer, List.of());
  }

  /** Whether it may do everything in its account, without any policy that could limit that. */
  public boolean hasNoPolicies() {
    return attached.isEmpty() && principal.type() == Principal.Type.ACCOUNT;
  }

  private Identity plus(Layer layer, Policy policy) {
    var policies = new ArrayList<>(policies(layer));
    policies.add(policy);
    return with(layer, policies);
  }

  /** The policies of a layer, in place of those that were there. */
  public Identity with(Layer layer, List<Policy> policies) {
    policies.forEach(Policy::requireNoPrincipals);
    var changed = new EnumMap<Layer, List<Policy>>(Layer.class);
    changed.putAll(attached);
    changed.put(layer, List.copyOf(policies));
    return new Identity(principal, uniqueId, changed, attributes, trust, accessKeys);
  }

  private static RequestContext contextOf(
      Principal principal, String uniqueId, Map<String, List<String>> attributes) {
    var context = RequestContext.builder();
    if (principal.type() == Principal.Type.SERVICE) {
      context.with("aws:PrincipalIsAWSService", true);
      context.with("aws:PrincipalServiceName", principal.arn());
    } else {
      context.with("aws:PrincipalIsAWSService", false);
      context.with("aws:PrincipalArn", principal.policyArn());
      context.with("aws:PrincipalAccount", principal.account());
    }
    var name = principal.arn().substring(principal.arn().lastIndexOf('/') + 1);
    switch (principal.type()) {
      case ACCOUNT ->
          context.with("aws:PrincipalType", "Account").with("aws:userid", principal.account());
      case USER -> {
        context.with("aws:PrincipalType", "User").with("aws:username", name);
        context.with("aws:userid", uniqueId.isEmpty() ? null : uniqueId);
      }
      case ROLE, SESSION -> {
        context.with("aws:PrincipalType", "AssumedRole");
        context.with("aws:userid", uniqueId.isEmpty() ? null : uniqueId + ":" + name);
      }
      case FEDERATED_USER ->
          context
              .with("aws:PrincipalType", "FederatedUser")
              .with("aws:userid", principal.account() + ":" + name);
      case SERVICE, IDENTITY_PROVIDER -> {}
    }
    attributes.forEach(context::with);
    return context.build();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Identity that
        && principal.equals(that.principal)
        && uniqueId.equals(that.uniqueId)
        && attached.equals(that.attached)
        && attributes.equals(that.attributes)
        && Objects.equals(trust, that.trust)
        && accessKeys.equals(that.accessKeys);
  }

  @Override
  public int hashCode() {
    return Objects.hash(principal, uniqueId, attached, attributes, trust, accessKeys);
  }

  @Override
  public String toString() {
    return principal.toString();
  }
}

package dev.strongroom.internal.iam;

import dev.strongroom.iam.Layer;
import dev.strongroom.internal.codec.Representation;
import dev.strongroom.internal.text.Base32;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A principal with everything that is attached to it: policies, boundary, session, tags. */
public final class Identity {

  private record Kept(
      String principal,
      String uniqueId,
      Map<Layer, List<Policy>> attached,
      Map<String, List<String>> attributes,
      @Nullable Policy trust,
      Set<String> accessKeys,
      @Nullable IdentityDetails details) {}

  /** What stands for identities on disk, where none is under the policies of an organization. */
  public static final Representation<Identity, ?> REPRESENTATION =
      new Representation<>(Identity.class, Kept.class, Identity::kept, Identity::of);

  private static final String TAG = "aws:PrincipalTag/";

  /** About how many bytes an identity without attributes keeps: mostly its condition keys. */
  private static final long WEIGHT = 600;

  private final Principal principal;
  private final String uniqueId;
  private final Map<Layer, List<Policy>> attached;
  private final Map<String, List<String>> attributes;
  private final @Nullable Policy trust;
  private final Set<String> accessKeys;
  private final IdentityDetails details;
  private final Organization organization;
  private @Nullable RequestContext context; // made when it is first asked for

  private Identity(
      Principal principal,
      String uniqueId,
      Map<Layer, List<Policy>> attached,
      Map<String, List<String>> attributes,
      @Nullable Policy trust,
      Set<String> accessKeys,
      IdentityDetails details,
      Organization organization) {
    this.principal = principal;
    this.uniqueId = uniqueId;
    this.attached = attached;
    this.attributes = attributes;
    this.trust = trust;
    this.accessKeys = accessKeys;
    this.details = details;
    this.organization = organization;
  }

  private Kept kept() {
    return new Kept(
        principal.arn(),
        uniqueId,
        attached,
        attributes,
        trust,
        accessKeys,
        details.equals(IdentityDetails.NONE) ? null : details);
  }

  private static Identity of(Kept kept) {
    return new Identity(
        Principal.parse(kept.principal()),
        kept.uniqueId(),
        kept.attached(),
        kept.attributes(),
        kept.trust(),
        kept.accessKeys(),
        kept.details() == null ? IdentityDetails.NONE : kept.details(),
        Organization.NONE);
  }

  public static Identity of(Principal principal) {
    return new Identity(
        principal, "", Map.of(), Map.of(), null, Set.of(), IdentityDetails.NONE, Organization.NONE);
  }

  /** Returns the root user of an account, who may do everything that nothing denies. */
  public static Identity administrator(String account) {
    return of(Principal.administrator(account));
  }

  /** Returns this session with everything that is attached to its role, too. */
  public Identity within(Identity role) {
    var all = new EnumMap<Layer, List<Policy>>(Layer.class);
    all.putAll(role.attached);
    attached.forEach(
        (layer, own) ->
            all.merge(layer, own, (a, b) -> Stream.concat(a.stream(), b.stream()).toList()));
    var tags = new LinkedHashMap<>(role.attributes);
    tags.putAll(attributes);
    var id = uniqueId.isEmpty() ? role.uniqueId() : uniqueId;
    return new Identity(
        principal,
        id,
        all,
        Collections.unmodifiableMap(tags),
        trust,
        accessKeys,
        details,
        organization);
  }

  /** Returns this identity under the control policies of an organization. */
  public Identity in(Organization other) {
    return new Identity(
        principal, uniqueId, attached, attributes, trust, accessKeys, details, other);
  }

  /** Returns another principal with these policies, as if they were its own. */
  public Identity as(Principal other) {
    return new Identity(
        other, "", attached, Map.of(), null, Set.of(), IdentityDetails.NONE, organization);
  }

  /** Returns this identity with one more identity policy. */
  public Identity policy(Policy policy) {
    return plus(Layer.IDENTITY_POLICY, policy);
  }

  /** Returns this identity without an identity policy that equals this one. */
  public Identity withoutPolicy(Policy policy) {
    var policies = new ArrayList<>(policies(Layer.IDENTITY_POLICY));
    policies.remove(policy);
    return with(Layer.IDENTITY_POLICY, policies);
  }

  /** Returns this identity with another policy wherever this one is attached. */
  public Identity replacing(Policy before, Policy next) {
    var changed = this;
    for (var layer : attached.keySet()) {
      if (policies(layer).contains(before)) {
        changed =
            changed.with(
                layer, policies(layer).stream().map(p -> p.equals(before) ? next : p).toList());
      }
    }
    return changed;
  }

  /** Returns this identity with another permissions boundary. */
  public Identity boundary(Policy boundary) {
    return with(Layer.PERMISSIONS_BOUNDARY, List.of(boundary));
  }

  /**
   * Returns this identity with one more session policy. What any of them allows, the session may do
   * if its role may.
   *
   * @throws dev.strongroom.iam.MalformedPolicyException if it names a resource by an incomplete ARN
   */
  public Identity sessionPolicy(Policy policy) {
    return plus(Layer.SESSION_POLICY, policy);
  }

  /** Returns this identity with a principal tag, {@code aws:PrincipalTag/<key>} in policies. */
  public Identity tag(String key, String value) {
    return attribute(TAG + key, value);
  }

  /** Returns this identity with the ID that IAM gave it ({@code AIDA...}, {@code AROA...}). */
  public Identity uniqueId(String id) {
    return new Identity(
        principal, id, attached, attributes, trust, accessKeys, details, organization);
  }

  /** Returns this identity with other details. */
  public Identity with(IdentityDetails other) {
    return new Identity(
        principal, uniqueId, attached, attributes, trust, accessKeys, other, organization);
  }

  /** Returns this identity without a principal tag, whose key ignores case. */
  public Identity withoutTag(String key) {
    var fewer = new LinkedHashMap<>(attributes);
    fewer.keySet().removeIf((TAG + key)::equalsIgnoreCase);
    return new Identity(
        principal,
        uniqueId,
        attached,
        Collections.unmodifiableMap(fewer),
        trust,
        accessKeys,
        details,
        organization);
  }

  /** Returns the principal tags, by their keys in order. */
  public SortedMap<String, String> tags() {
    var tags = new TreeMap<String, String>();
    attributes.forEach(
        (key, values) -> {
          if (key.startsWith(TAG)) {
            tags.put(key.substring(TAG.length()), values.get(0));
          }
        });
    return tags;
  }

  /**
   * Returns this identity with a condition key that each of its requests carries, such as {@code
   * aws:PrincipalOrgID}; a value of the request itself takes precedence.
   */
  public Identity attribute(String key, String... values) {
    var more = new LinkedHashMap<>(attributes);
    more.put(key, List.of(values));
    return new Identity(
        principal,
        uniqueId,
        attached,
        Collections.unmodifiableMap(more),
        trust,
        accessKeys,
        details,
        organization);
  }

  /** Returns this role with another trust policy. */
  public Identity trust(Policy policy) {
    if (principal.type() != Principal.Type.ROLE) {
      throw new IllegalArgumentException("Only a role has a trust policy: " + principal);
    }
    policy.requireTrustPolicy();
    return new Identity(
        principal, uniqueId, attached, attributes, policy, accessKeys, details, organization);
  }

  /**
   * Returns the trust policy of this role. The default delegates to the role's account, as in a
   * role that AWS's console makes for "this account".
   */
  public Policy trust() {
    return trust != null
        ? trust
        : Policy.allow("sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity")
            .to("arn:" + principal.partition() + ":iam::" + principal.account() + ":root");
  }

  /** Returns this identity with one more access key ID by which requests name it. */
  public Identity accessKey(String id) {
    var more = new HashSet<>(accessKeys);
    more.add(id);
    return withAccessKeys(more);
  }

  /** Returns this identity without an access key ID. */
  public Identity withoutAccessKey(String id) {
    var fewer = new HashSet<>(accessKeys);
    fewer.remove(id);
    return withAccessKeys(fewer);
  }

  private Identity withAccessKeys(Set<String> ids) {
    return new Identity(
        principal, uniqueId, attached, attributes, trust, Set.copyOf(ids), details, organization);
  }

  public Set<String> accessKeys() {
    return accessKeys;
  }

  public Principal principal() {
    return principal;
  }

  public IdentityDetails details() {
    return details;
  }

  /**
   * Returns the ID that IAM gave this user or role; one that was made in code has an ID that is
   * derived from its ARN, so that each run has the same.
   */
  public String uniqueId() {
    if (!uniqueId.isEmpty()) {
      return uniqueId;
    }
    return switch (principal.type()) {
      case USER -> derived("AIDA");
      case ROLE, SESSION -> derived("AROA");
      default -> "";
    };
  }

  private String derived(String prefix) {
    return prefix + Base32.encode(Base32.sha256(principal.policyArn()), 17);
  }

  Organization organization() {
    return organization;
  }

  /** Returns the condition keys that the caller itself adds to each request. */
  public RequestContext context() {
    var known = context;
    if (known == null) { // two threads may both make it: either result serves
      known = contextOf(principal, uniqueId(), attributes);
      context = known;
    }
    return known;
  }

  /** Returns about how many bytes this identity keeps, apart from policies. */
  long weight() {
    long weight = WEIGHT;
    for (var attribute : attributes.entrySet()) {
      weight += 80 + attribute.getKey().length();
      for (var value : attribute.getValue()) {
        weight += 40 + value.length();
      }
    }
    return weight;
  }

  /** Returns the policies of a layer; empty if the layer is not one of an identity. */
  public List<Policy> policies(Layer layer) {
    return attached.getOrDefault(layer, List.of());
  }

  /** Adds the policies that are attached. */
  void addAttached(Collection<Policy> policies) {
    if (!attached.isEmpty()) {
      attached.values().forEach(policies::addAll);
    }
  }

  boolean hasBoundary() {
    return !policies(Layer.PERMISSIONS_BOUNDARY).isEmpty();
  }

  /** Returns whether this is a root user whom no policy of its own or of its account limits. */
  public boolean hasNoPolicies() {
    return attached.isEmpty()
        && organization.isEmpty()
        && principal.type() == Principal.Type.ACCOUNT;
  }

  private Identity plus(Layer layer, Policy policy) {
    var policies = new ArrayList<>(policies(layer));
    policies.add(policy);
    return with(layer, policies);
  }

  /** Returns this identity with other policies of a layer. */
  public Identity with(Layer layer, List<Policy> policies) {
    policies.forEach(Policy::requireNoPrincipals);
    if (layer == Layer.SESSION_POLICY) {
      policies.forEach(Policy::requireCompleteArns);
    }
    var changed = new EnumMap<Layer, List<Policy>>(Layer.class);
    changed.putAll(attached);
    changed.put(layer, List.copyOf(policies));
    return new Identity(
        principal, uniqueId, changed, attributes, trust, accessKeys, details, organization);
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
        context.with("aws:userid", uniqueId);
      }
      case ROLE, SESSION -> {
        context.with("aws:PrincipalType", "AssumedRole");
        context.with("aws:userid", uniqueId + ":" + name);
        context.with("aws:MultiFactorAuthPresent", false); // AssumeRole's credentials say no more
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
        && accessKeys.equals(that.accessKeys)
        && details.equals(that.details)
        && organization.equals(that.organization);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        principal, uniqueId, attached, attributes, trust, accessKeys, details, organization);
  }

  @Override
  public String toString() {
    return principal.toString();
  }
}

package dev.strongroom.internal.engine;

import static dev.strongroom.api.ErrorCode.EXPIRED_TOKEN;
import static dev.strongroom.api.ErrorCode.UNRECOGNIZED_CLIENT;
import static dev.strongroom.internal.iam.Principal.Type.ROLE;
import static dev.strongroom.internal.iam.Principal.Type.SESSION;

import dev.strongroom.api.Caller;
import dev.strongroom.api.ServiceError;
import dev.strongroom.iam.Layer;
import dev.strongroom.internal.collection.SortedTree;
import dev.strongroom.internal.iam.Group;
import dev.strongroom.internal.iam.Identity;
import dev.strongroom.internal.iam.ManagedPolicy;
import dev.strongroom.internal.iam.Organization;
import dev.strongroom.internal.iam.Policy;
import dev.strongroom.internal.iam.Principal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The users, roles, sessions and policies that exist at one moment: immutable, compared by value.
 *
 * @param identities users, roles and sessions by ARN
 * @param organization the control policies of accounts
 * @param endpoints the policies of VPC endpoints, by their IDs
 * @param managedPolicies the managed policies of accounts by ARN; each has its ARN as its name
 * @param sessions the sessions of temporary credentials
 * @param groups groups of users by ARN
 */
public record IamState(
    SortedTree<String, Identity> identities,
    Organization organization,
    Map<String, Policy> endpoints,
    SortedTree<String, ManagedPolicy> managedPolicies,
    Sessions sessions,
    SortedTree<String, Group> groups) {

  public static final IamState EMPTY =
      new IamState(
          SortedTree.empty(),
          Organization.NONE,
          Map.of(),
          SortedTree.empty(),
          Sessions.NONE,
          SortedTree.empty());

  /** Returns this state with a user, role or session changed, or made if there was none. */
  public IamState withIdentity(Principal principal, UnaryOperator<Identity> change) {
    var before = identities.get(principal.arn());
    var after = change.apply(before == null ? Identity.of(principal) : before);
    return with(identities.with(principal.arn(), after));
  }

  private IamState with(SortedTree<String, Identity> next) {
    return new IamState(next, organization, endpoints, managedPolicies, sessions, groups);
  }

  /** Returns this state without a user, role or session. */
  public IamState without(Principal principal) {
    return with(identities.without(principal.arn()));
  }

  /** Returns this state without the policy of a VPC endpoint. */
  public IamState withoutEndpoint(String id) {
    var remaining = new HashMap<>(endpoints);
    remaining.remove(id);
    return new IamState(
        identities, organization, Map.copyOf(remaining), managedPolicies, sessions, groups);
  }

  /** Returns this state with a group, in place of an earlier one with its ARN. */
  public IamState with(Group group) {
    var next = groups.with(group.arn(), group);
    return new IamState(identities, organization, endpoints, managedPolicies, sessions, next);
  }

  /** Returns this state without a group. */
  public IamState without(Group group) {
    var next = groups.without(group.arn());
    return new IamState(identities, organization, endpoints, managedPolicies, sessions, next);
  }

  /** Returns this state without a managed policy that is attached to nobody. */
  public IamState withoutManagedPolicy(String arn) {
    return new IamState(
        identities, organization, endpoints, managedPolicies.without(arn), sessions, groups);
  }

  /** Returns this state with other control policies. */
  public IamState with(Organization next) {
    return new IamState(identities, next, endpoints, managedPolicies, sessions, groups);
  }

  /** Returns this state with the policy of a VPC endpoint. */
  public IamState withEndpoint(String id, Policy policy) {
    policy.requirePrincipals();
    return new IamState(
        identities, organization, with(endpoints, id, policy), managedPolicies, sessions, groups);
  }

  /**
   * Returns this state with a managed policy, in place of an earlier one with this ARN, also where
   * that is attached and in the sessions that it limits.
   */
  public IamState withManagedPolicy(String arn, Policy policy) {
    policy.requireNoPrincipals();
    var next = policy.named(arn);
    var before = managedPolicies.get(arn);
    return with(arn, before == null ? ManagedPolicy.of(next) : before.with(next));
  }

  /** Returns this state with a managed policy as {@link #withManagedPolicy} does. */
  public IamState with(String arn, ManagedPolicy next) {
    var before = managedPolicies.get(arn);
    var all = managedPolicies.with(arn, next);
    var changed = identities;
    var changedSessions = sessions;
    if (before != null && !before.policy().equals(next.policy())) {
      for (var entry : identities) {
        var replaced = entry.getValue().replacing(before.policy(), next.policy());
        changed = changed.with(entry.getKey(), replaced);
      }
      for (var entry : sessions.byAccessKeyId()) {
        var replaced = entry.getValue().replacing(before.policy(), next.policy());
        changedSessions = changedSessions.with(entry.getKey(), replaced);
      }
    }
    return new IamState(changed, organization, endpoints, all, changedSessions, groups);
  }

  /**
   * Returns the document of a managed policy that may be attached in an account: of that account,
   * or of AWS; null if there is none.
   */
  public @Nullable Policy attachable(String arn, String account) {
    var managed = arn.contains(":iam::" + account + ":") ? managedPolicies.get(arn) : null;
    return managed == null ? AwsManagedPolicies.document(arn) : managed.policy();
  }

  /** Returns this state with other sessions. */
  public IamState with(Sessions next) {
    return new IamState(identities, organization, endpoints, managedPolicies, next, groups);
  }

  /** Returns this state with other session policies of the caller who uses this access key. */
  IamState withSessionPolicies(
      Principal principal, List<String> accessKeyIds, List<Policy> policies) {
    for (var accessKeyId : accessKeyIds) {
      var session = sessions.get(accessKeyId);
      if (session != null) {
        return with(sessions.with(accessKeyId, session.with(policies)));
      }
    }
    return withIdentity(principal, identity -> identity.with(Layer.SESSION_POLICY, policies));
  }

  /**
   * Returns the caller that an access key ID names (CAL-1): 12 digits name the administrator of
   * that account; an ID that nobody owns, or none, names the default caller.
   *
   * @throws ServiceError if the ID is that of a session that has ended
   */
  public Caller caller(@Nullable String accessKeyId, Caller byDefault, Instant now) {
    if (accessKeyId == null) {
      return byDefault;
    }
    if (isAccountId(accessKeyId)) {
      return Caller.administrator(accessKeyId, byDefault.region());
    }
    var principal = withAccessKey(accessKeyId, now);
    if (principal == null) {
      return byDefault;
    }
    var caller = new Caller(principal.account(), byDefault.region(), principal.arn(), Map.of());
    return principal.type() == SESSION ? caller.with(Caller.ACCESS_KEY_ID, accessKeyId) : caller;
  }

  private static boolean isAccountId(String text) {
    return text.length() == 12 && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /**
   * Returns the principal that owns an access key ID; null if nobody does.
   *
   * @throws ServiceError if the ID is that of a session that has ended, or of an access key that is
   *     inactive or deleted
   */
  public @Nullable Principal withAccessKey(String id, Instant now) {
    requireNotEnded(id, now);
    var session = sessions.get(id);
    if (session != null) {
      return session.identity().principal();
    }
    boolean isInactive = false;
    for (var entry : identities) { // of every request over HTTP
      var identity = entry.getValue();
      if (identity.accessKeys().contains(id)) {
        return identity.principal();
      }
      isInactive |= identity.details().accessKeys().containsKey(id);
    }
    if (isInactive || AccessKeys.isOfAUser(id)) { // IAMAPI-12
      throw UNRECOGNIZED_CLIENT.error("The security token included in the request is invalid.");
    }
    return null;
  }

  private void requireNotEnded(String accessKeyId, Instant now) {
    if (sessions.hasEnded(accessKeyId, now)) {
      throw EXPIRED_TOKEN.error("The security token included in the request is expired");
    }
  }

  /** Returns the role with this ARN; null if there is none. */
  public @Nullable Identity role(String arn) {
    var role = identities.get(arn);
    return role == null || role.principal().type() != ROLE ? null : role;
  }

  /**
   * Returns the caller with everything that is attached to it; a session has what its role has,
   * too.
   *
   * @throws ServiceError if the caller is a session that has ended
   */
  public Identity identity(Caller caller, Instant now) {
    var accessKeyId = caller.values(Caller.ACCESS_KEY_ID);
    for (var id : accessKeyId) {
      requireNotEnded(id, now);
    }
    return identity(caller.principalArn(), accessKeyId);
  }

  Identity identity(String principalArn, List<String> accessKeyId) {
    var session = accessKeyId.isEmpty() ? null : sessions.get(accessKeyId.get(0));
    var identity = session == null ? known(principalArn) : session.identity();
    var role = identity.principal().type() == SESSION ? roleOf(identity.principal()) : null;
    identity = role == null ? identity : identity.within(role);
    identity = inGroups(identity);
    return organization.isEmpty() ? identity : identity.in(organization);
  }

  /** Returns a user with the policies of its groups before its own. */
  private Identity inGroups(Identity user) {
    if (user.details().groups().isEmpty()) {
      return user;
    }
    var policies =
        Stream.concat(
            user.details().groups().stream()
                .map(groups::get)
                .filter(Objects::nonNull)
                .flatMap(group -> group.named().stream()),
            user.policies(Layer.IDENTITY_POLICY).stream());
    return user.with(Layer.IDENTITY_POLICY, policies.toList());
  }

  /**
   * Returns this state with other policies of a layer, each where it is stored: with the identity,
   * with one of its groups, or as a managed policy.
   */
  IamState withPolicies(Principal principal, Layer layer, List<Policy> policies) {
    var next = this;
    var own = new ArrayList<>(policies);
    for (var arn : known(principal.arn()).details().groups()) {
      var group = groups.get(arn);
      if (group != null && layer == Layer.IDENTITY_POLICY) {
        var ofGroup = own.stream().filter(p -> p.name().startsWith(group.prefix())).toList();
        own.removeAll(ofGroup);
        next = next.with(group.with(ofGroup.stream().map(group::unnamed).toList()));
      }
    }
    for (var policy : own) {
      var managed = managedPolicies.get(policy.name());
      if (managed != null && !managed.policy().equals(policy)) {
        next = next.withManagedPolicy(policy.name(), policy);
      }
    }
    return next.withIdentity(principal, identity -> identity.with(layer, own));
  }

  private Identity known(String principalArn) {
    var identity = identities.get(principalArn);
    return identity == null ? Identity.of(Principal.parse(principalArn)) : identity;
  }

  /** Returns the role of a session, whose ARN has the role's name without its path. */
  private @Nullable Identity roleOf(Principal session) {
    var role = role(session.policyArn());
    return role != null
        ? role
        : all()
            .filter(identity -> identity.principal().type() == ROLE)
            .filter(identity -> identity.principal().hasSession(session))
            .findFirst()
            .orElse(null);
  }

  private Stream<Identity> all() {
    return StreamSupport.stream(identities.spliterator(), false).map(Map.Entry::getValue);
  }

  /** Returns the policy of the VPC endpoint that a caller comes through; null if there is none. */
  public @Nullable Policy endpointPolicy(Caller caller) {
    var ids = caller.values(Caller.SOURCE_VPCE);
    return ids.isEmpty() ? null : endpoints.get(ids.get(0));
  }

  /**
   * Returns whether a policy may name this principal (POL-4): in an account whose users or roles
   * the emulator knows, only these exist; of other accounts it knows nothing.
   */
  public boolean mayExist(String principal) {
    if (!principal.contains(":iam::") && !principal.contains(":sts::")) {
      return true;
    }
    Principal parsed;
    try {
      parsed = Principal.parse(principal);
    } catch (IllegalArgumentException noPrincipal) {
      return false;
    }
    return switch (parsed.type()) {
      case USER, ROLE -> identities.get(principal) != null || knowsNobodyIn(parsed.account());
      case SESSION -> roleOf(parsed) != null || knowsNobodyIn(parsed.account());
      default -> true;
    };
  }

  private boolean knowsNobodyIn(String accountId) {
    return all().noneMatch(identity -> identity.principal().account().equals(accountId));
  }

  private static Map<String, Policy> with(Map<String, Policy> map, String key, Policy policy) {
    var next = new HashMap<>(map);
    next.put(key, policy);
    return Map.copyOf(next);
  }
}

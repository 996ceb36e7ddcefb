package dev.strongroom.internal.engine;

import static dev.strongroom.api.ErrorCode.EXPIRED_TOKEN;
import static dev.strongroom.internal.iam.Principal.Type.ROLE;
import static dev.strongroom.internal.iam.Principal.Type.SESSION;

import dev.strongroom.api.Caller;
import dev.strongroom.api.ServiceError;
import dev.strongroom.iam.Layer;
import dev.strongroom.internal.collection.SortedTree;
import dev.strongroom.internal.iam.Identity;
import dev.strongroom.internal.iam.Organization;
import dev.strongroom.internal.iam.Policy;
import dev.strongroom.internal.iam.Principal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
 * @param managedPolicies the managed policies by ARN; each has its ARN as its name
 * @param sessions the sessions of temporary credentials
 */
public record IamState(
    SortedTree<String, Identity> identities,
    Organization organization,
    Map<String, Policy> endpoints,
    SortedTree<String, Policy> managedPolicies,
    Sessions sessions) {

  public static final IamState EMPTY =
      new IamState(
          SortedTree.empty(), Organization.NONE, Map.of(), SortedTree.empty(), Sessions.NONE);

  /** Returns this state with a user, role or session changed, or made if there was none. */
  public IamState withIdentity(Principal principal, UnaryOperator<Identity> change) {
    var before = identities.get(principal.arn());
    var after = change.apply(before == null ? Identity.of(principal) : before);
    return new IamState(
        identities.with(principal.arn(), after),
        organization,
        endpoints,
        managedPolicies,
        sessions);
  }

  /** Returns this state without a user, role or session. */
  public IamState without(Principal principal) {
    return new IamState(
        identities.without(principal.arn()), organization, endpoints, managedPolicies, sessions);
  }

  /** Returns this state without the policy of a VPC endpoint. */
  public IamState withoutEndpoint(String id) {
    var remaining = new HashMap<>(endpoints);
    remaining.remove(id);
    return new IamState(identities, organization, Map.copyOf(remaining), managedPolicies, sessions);
  }

  /** Returns this state with other control policies. */
  public IamState with(Organization next) {
    return new IamState(identities, next, endpoints, managedPolicies, sessions);
  }

  /** Returns this state with the policy of a VPC endpoint. */
  public IamState withEndpoint(String id, Policy policy) {
    policy.requirePrincipals();
    return new IamState(
        identities, organization, with(endpoints, id, policy), managedPolicies, sessions);
  }

  /**
   * Returns this state with a managed policy, in place of an earlier one with this ARN, also where
   * that is attached and in the sessions that it limits.
   */
  public IamState withManagedPolicy(String arn, Policy policy) {
    policy.requireNoPrincipals();
    var next = policy.named(arn);
    var before = managedPolicies.get(arn);
    var all = managedPolicies.with(arn, next);
    var changed = identities;
    var changedSessions = sessions;
    if (before != null) {
      for (var entry : identities) {
        changed = changed.with(entry.getKey(), entry.getValue().replacing(before, next));
      }
      for (var entry : sessions.byAccessKeyId()) {
        changedSessions =
            changedSessions.with(entry.getKey(), entry.getValue().replacing(before, next));
      }
    }
    return new IamState(changed, organization, endpoints, all, changedSessions);
  }

  /** Returns this state with other sessions. */
  public IamState with(Sessions next) {
    return new IamState(identities, organization, endpoints, managedPolicies, next);
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
   * @throws ServiceError if the ID is that of a session that has ended
   */
  public @Nullable Principal withAccessKey(String id, Instant now) {
    requireNotEnded(id, now);
    var session = sessions.get(id);
    if (session != null) {
      return session.identity().principal();
    }
    return all()
        .filter(identity -> identity.accessKeys().contains(id))
        .map(Identity::principal)
        .findFirst()
        .orElse(null);
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
    accessKeyId.forEach(id -> requireNotEnded(id, now));
    return identity(caller.principalArn(), accessKeyId);
  }

  Identity identity(String principalArn, List<String> accessKeyId) {
    var session = accessKeyId.isEmpty() ? null : sessions.get(accessKeyId.get(0));
    var identity = session == null ? known(principalArn) : session.identity();
    var role = identity.principal().type() == SESSION ? roleOf(identity.principal()) : null;
    identity = role == null ? identity : identity.within(role);
    return organization.equals(Organization.NONE) ? identity : identity.in(organization);
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

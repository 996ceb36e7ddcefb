package dev.strongroom.internal.engine;

import static dev.strongroom.api.ErrorCode.EXPIRED_TOKEN;
import static dev.strongroom.internal.iam.Principal.Type.ROLE;
import static dev.strongroom.internal.iam.Principal.Type.SESSION;

import dev.strongroom.api.Caller;
import dev.strongroom.api.ServiceError;
import dev.strongroom.iam.Layer;
import dev.strongroom.internal.iam.Identity;
import dev.strongroom.internal.iam.Policy;
import dev.strongroom.internal.iam.Principal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The users, roles, sessions and policies that exist at one moment: immutable, compared by value.
 *
 * @param identities users, roles and sessions by ARN
 * @param controls the service control policies of an account, by its ID
 * @param endpoints the policies of VPC endpoints, by their IDs
 * @param sessions the sessions of temporary credentials, by their access key IDs
 */
public record IamState(
    Map<String, Identity> identities,
    Map<String, List<Policy>> controls,
    Map<String, Policy> endpoints,
    Map<String, Session> sessions) {

  public static final IamState EMPTY = new IamState(Map.of(), Map.of(), Map.of(), Map.of());

  /** A session of a role; two may have the same name, and so the same ARN. */
  public record Session(Identity identity, Instant expiration) {}

  /** Returns this state with a user, role or session changed, or made if there was none. */
  public IamState withIdentity(Principal principal, UnaryOperator<Identity> change) {
    var before = identities.get(principal.arn());
    var after = change.apply(before == null ? Identity.of(principal) : before);
    return new IamState(with(identities, principal.arn(), after), controls, endpoints, sessions);
  }

  /** Returns this state with other service control policies of an account. */
  public IamState withControls(String accountId, List<Policy> policies) {
    policies.forEach(Policy::requireNoPrincipals);
    return new IamState(
        identities, with(controls, accountId, List.copyOf(policies)), endpoints, sessions);
  }

  /** Returns this state with the policy of a VPC endpoint. */
  public IamState withEndpoint(String id, Policy policy) {
    Policy.requirePrincipals(policy);
    return new IamState(identities, controls, with(endpoints, id, policy), sessions);
  }

  /** Returns this state with temporary credentials for a session. */
  public IamState withSession(String accessKeyId, Session session) {
    return new IamState(identities, controls, endpoints, with(sessions, accessKeyId, session));
  }

  /** Returns this state with the session policies of whoever uses one of these access keys. */
  IamState withSessionPolicies(
      Principal principal, List<String> accessKeyIds, List<Policy> policies) {
    for (var accessKeyId : accessKeyIds) {
      var session = sessions.get(accessKeyId);
      if (session != null) {
        var identity = session.identity().with(Layer.SESSION_POLICY, policies);
        return withSession(accessKeyId, new Session(identity, session.expiration()));
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
    var session = sessions.get(id);
    if (session != null) {
      if (!now.isBefore(session.expiration())) {
        throw EXPIRED_TOKEN.error("The security token included in the request is expired");
      }
      return session.identity().principal();
    }
    for (var identity : identities.values()) {
      if (identity.accessKeys().contains(id)) {
        return identity.principal();
      }
    }
    return null;
  }

  /** Returns the role with this ARN; null if there is none. */
  public @Nullable Identity role(String arn) {
    var role = identities.get(arn);
    return role == null || role.principal().type() != ROLE ? null : role;
  }

  /**
   * Returns the caller with all that is attached to it; a session without policies has its role's.
   */
  public Identity identity(Caller caller) {
    return identity(caller.principalArn(), caller.accountId(), caller.values(Caller.ACCESS_KEY_ID));
  }

  Identity identity(String principalArn, String accountId, List<String> accessKeyId) {
    var session = accessKeyId.isEmpty() ? null : sessions.get(accessKeyId.get(0));
    var identity = session == null ? known(principalArn) : withinRole(session.identity());
    for (var control : controls.getOrDefault(accountId, List.of())) {
      identity = identity.scp(control);
    }
    return identity;
  }

  private Identity known(String principalArn) {
    var identity = identities.get(principalArn);
    if (identity == null) {
      identity = Identity.of(Principal.parse(principalArn));
    }
    return withinRole(identity);
  }

  private Identity withinRole(Identity identity) {
    var principal = identity.principal();
    var role = principal.type() == SESSION ? identities.get(principal.policyArn()) : null;
    return role == null ? identity : identity.within(role);
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
      case USER, ROLE, SESSION ->
          identities.containsKey(parsed.policyArn())
              || identities.values().stream()
                  .noneMatch(known -> known.principal().account().equals(parsed.account()));
      default -> true;
    };
  }

  private static <K, V> Map<K, V> with(Map<K, V> map, K key, V value) {
    var next = new HashMap<>(map);
    next.put(key, value);
    return Map.copyOf(next);
  }
}

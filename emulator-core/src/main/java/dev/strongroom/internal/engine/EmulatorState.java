package dev.strongroom.internal.engine;

import static dev.strongroom.api.ErrorCode.EXPIRED_TOKEN;
import static dev.strongroom.iam.Principal.Type.ROLE;
import static dev.strongroom.iam.Principal.Type.SESSION;

import dev.strongroom.api.Caller;
import dev.strongroom.api.GetSecretValue;
import dev.strongroom.api.ServiceError;
import dev.strongroom.audit.StoredValue;
import dev.strongroom.iam.Access;
import dev.strongroom.iam.AccessRequest;
import dev.strongroom.iam.Decision;
import dev.strongroom.iam.Identity;
import dev.strongroom.iam.Layer;
import dev.strongroom.iam.PolicyDocument;
import dev.strongroom.iam.Principal;
import dev.strongroom.iam.Resource;
import dev.strongroom.internal.service.kms.Envelope;
import dev.strongroom.internal.service.kms.Key;
import dev.strongroom.internal.service.kms.RegionKeys;
import dev.strongroom.internal.service.kms.Sealed;
import dev.strongroom.internal.service.secretsmanager.RegionSecrets;
import dev.strongroom.internal.service.secretsmanager.ResourcePolicy;
import dev.strongroom.internal.service.secretsmanager.Secret;
import dev.strongroom.internal.service.secretsmanager.SecretId;
import dev.strongroom.time.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Everything the emulated service knows at one moment: immutable, compared by value.
 *
 * @param identities users, roles and sessions by ARN
 * @param controls the service control policies of an account, by its id
 * @param endpoints the policies of VPC endpoints, by their ids
 * @param sessions what temporary credentials stand for, by their access key ids
 */
public record EmulatorState(
    Map<AccountRegion, RegionSecrets> places,
    Map<AccountRegion, RegionKeys> keys,
    Map<String, Identity> identities,
    Map<String, List<PolicyDocument>> controls,
    Map<String, PolicyDocument> endpoints,
    Map<String, Session> sessions) {

  public static final EmulatorState EMPTY =
      new EmulatorState(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of());

  /** A session of a role; two may have the same name, and so the same ARN. */
  public record Session(Identity identity, Instant expiration) {}

  RegionSecrets secrets(AccountRegion place) {
    return places.getOrDefault(place, RegionSecrets.NONE);
  }

  /** Secrets of all accounts and Regions that are gone but still held, in the order of going. */
  List<Secret> expired(Instant now) {
    var expired = new ArrayList<Secret>(0);
    for (var secrets : places.values()) {
      expired.addAll(secrets.expired(now));
    }
    expired.sort( // a map's order is different in each run
        Comparator.comparing(Secret::goneAt, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(secret -> secret.arn().toString()));
    return expired;
  }

  /** When the next secret is gone; null if none is marked for deletion. */
  @Nullable Instant nextExpiry() {
    return places.values().stream()
        .map(RegionSecrets::nextExpiry)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  EmulatorState purged(Instant now) {
    var next = new HashMap<>(places);
    next.replaceAll((place, secrets) -> secrets.purged(now));
    return new EmulatorState(Map.copyOf(next), keys, identities, controls, endpoints, sessions);
  }

  EmulatorState with(AccountRegion place, RegionSecrets secrets) {
    return new EmulatorState(
        with(places, place, secrets), keys, identities, controls, endpoints, sessions);
  }

  RegionKeys keys(AccountRegion place) {
    return keys.getOrDefault(place, RegionKeys.NONE);
  }

  EmulatorState with(AccountRegion place, RegionKeys next) {
    return new EmulatorState(
        places, with(keys, place, next), identities, controls, endpoints, sessions);
  }

  /** The same world with a user, role or session changed, or made if there was none. */
  public EmulatorState withIdentity(Principal principal, UnaryOperator<Identity> change) {
    var before = identities.get(principal.arn());
    var after = change.apply(before == null ? Identity.of(principal) : before);
    return new EmulatorState(
        places, keys, with(identities, principal.arn(), after), controls, endpoints, sessions);
  }

  /**
   * Whose access key id this is; null if nobody was given it.
   *
   * @throws ServiceError if it is that of a session that has ended
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

  /** The same world with other service control policies of an account. */
  public EmulatorState withControls(String accountId, List<PolicyDocument> policies) {
    policies.forEach(PolicyDocument::requireNoPrincipals);
    return new EmulatorState(
        places,
        keys,
        identities,
        with(controls, accountId, List.copyOf(policies)),
        endpoints,
        sessions);
  }

  /** The same world with the policy of a VPC endpoint. */
  public EmulatorState withEndpoint(String id, PolicyDocument policy) {
    PolicyDocument.requirePrincipals(policy);
    return new EmulatorState(
        places, keys, identities, controls, with(endpoints, id, policy), sessions);
  }

  /** The same world with temporary credentials for a session. */
  EmulatorState withSession(String accessKeyId, Session session) {
    return new EmulatorState(
        places, keys, identities, controls, endpoints, with(sessions, accessKeyId, session));
  }

  /** The role of that ARN; null if there is none. */
  @Nullable Identity role(String arn) {
    var role = identities.get(arn);
    return role == null || role.principal().type() != ROLE ? null : role;
  }

  /** The same world after a read; a primary is told when its replicas are read (TS-3, REP-2). */
  EmulatorState accessed(AccountRegion place, GetSecretValue.Result read, Instant now) {
    var next = with(place, secrets(place).accessed(read, now));
    var secret = next.secrets(place).named(read.name());
    if (secret == null || !secret.isReplica()) {
      return next;
    }
    var primaryPlace =
        new AccountRegion(place.accountId(), Objects.requireNonNull(secret.primaryRegion()));
    var primary = next.secrets(primaryPlace).named(read.name());
    return primary == null
        ? next
        : next.with(
            primaryPlace,
            next.secrets(primaryPlace)
                .with(primary.copying(place.region(), copy -> copy.accessedOn(secret.accessed()))));
  }

  /** The caller with all that is attached to it; a session without policies has its role's. */
  Identity identity(Caller caller) {
    return identity(caller.principalArn(), caller.accountId(), caller.values(Caller.ACCESS_KEY_ID));
  }

  private Identity identity(String principalArn, String accountId, List<String> accessKeyId) {
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

  @Nullable PolicyDocument endpointPolicy(Caller caller) {
    var ids = caller.values(Caller.SOURCE_VPCE);
    return ids.isEmpty() ? null : endpoints.get(ids.get(0));
  }

  /**
   * Whether a policy may name this principal (POL-4): in an account with users or roles of which
   * the emulator knows, only these exist; of other accounts it knows nothing.
   */
  boolean mayExist(String principal) {
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

  /** The values of all versions that any key opens, in whatever state it is. */
  List<StoredValue> values(Ids ids) {
    var values = new ArrayList<StoredValue>();
    places.values().stream()
        .flatMap(RegionSecrets::all)
        .forEach(
            secret ->
                secret
                    .sealedValues()
                    .forEach((version, stored) -> reveal(secret, version, stored, ids, values)));
    return values;
  }

  private void reveal(
      Secret secret, String version, Sealed stored, Ids ids, List<StoredValue> values) {
    var arn = secret.arn().toString();
    var value = Envelope.reveal(this::key, Envelope.context(arn, version), stored, ids);
    if (value != null) {
      values.add(new StoredValue(arn, secret.name(), version, value));
    }
  }

  /** The same world with every repair of the refusing decisions where its policy lies. */
  public EmulatorState repaired(Access access) {
    var next = this;
    for (var decision : access.decisions()) {
      var asked = next.again(decision.request()); // an earlier repair may have helped
      for (var repair : Decision.of(asked).repairs()) {
        asked = repair.applyTo(asked);
        next = next.with(repair.layer(), asked);
      }
    }
    return next;
  }

  /** The same question, asked of this world. */
  private AccessRequest again(AccessRequest asked) {
    var principal = asked.caller().principal();
    var again =
        asked.by(
            identity(
                principal.arn(),
                principal.account(),
                asked.context().values(Caller.ACCESS_KEY_ID)));
    if (!asked.policies(Layer.ENDPOINT_POLICY).isEmpty()) {
      again = again.through(endpoints.get(asked.context().values(Caller.SOURCE_VPCE).get(0)));
    }
    var resource = asked.resource();
    if (resource.isKey()) {
      var key = key(resource.arn()); // null: the default key, which its first use would make
      return key == null
          ? again
          : again.guardedBy(Objects.requireNonNull(KeyResources.of(key).policy()));
    }
    if (resource.isRole()) {
      var role = role(resource.arn());
      return role == null ? again : again.guardedBy(role.trust());
    }
    var policy = resource.isSecret() ? secret(resource.arn()).policy() : null;
    return policy == null ? again : again.guardedBy(policy.document());
  }

  /** The same world with a layer's policies as they are in the request. */
  private EmulatorState with(Layer layer, AccessRequest asked) {
    var policies = asked.policies(layer);
    return switch (layer) {
      case SERVICE_CONTROL_POLICY -> withControls(asked.caller().principal().account(), policies);
      case ENDPOINT_POLICY ->
          withEndpoint(asked.context().values(Caller.SOURCE_VPCE).get(0), policies.get(0));
      case KEY_POLICY -> withKeyPolicy(asked.resource().arn(), policies.get(0));
      case RESOURCE_POLICY -> withResourcePolicy(asked.resource(), policies.get(0));
      case SESSION_POLICY -> withSessionPolicies(asked, policies);
      case IDENTITY_POLICY, PERMISSIONS_BOUNDARY -> // of a session: those of its role
          withIdentity(
              Principal.parse(asked.caller().principal().policyArn()),
              identity -> identity.with(layer, policies));
      default -> throw new IllegalStateException("No repair is made to " + layer);
    };
  }

  private EmulatorState withSessionPolicies(AccessRequest asked, List<PolicyDocument> policies) {
    for (var accessKeyId : asked.context().values(Caller.ACCESS_KEY_ID)) {
      var session = sessions.get(accessKeyId);
      if (session != null) {
        var identity = session.identity().with(Layer.SESSION_POLICY, policies);
        return withSession(accessKeyId, new Session(identity, session.expiration()));
      }
    }
    return withIdentity(
        asked.caller().principal(), identity -> identity.with(Layer.SESSION_POLICY, policies));
  }

  private EmulatorState withKeyPolicy(String arn, PolicyDocument policy) {
    var key = key(arn);
    if (key == null) {
      throw new IllegalStateException("There is no key " + arn + " whose policy could be repaired");
    }
    if (policy.isEmpty()) {
      throw new IllegalStateException(
          "The repair would leave the key " + arn + " without any statement: put another policy");
    }
    if (key.facts().awsManaged()) {
      throw new IllegalStateException(
          "Nobody can change the policy of the AWS managed key " + arn + ": use a customer key");
    }
    var place = new AccountRegion(key.arn().accountId(), key.arn().region());
    return with(place, keys(place).with(key.withPolicy(policy.toJson())));
  }

  private @Nullable Key key(String arn) {
    var parts = arn.split(":", 6);
    return keys(new AccountRegion(parts[4], parts[3]))
        .keys()
        .get(parts[5].substring("key/".length()));
  }

  private EmulatorState withResourcePolicy(Resource resource, PolicyDocument policy) {
    if (resource.isRole()) {
      var role = role(resource.arn());
      if (role == null) {
        throw new IllegalStateException(
            "There is no role "
                + resource
                + " whose trust policy could be repaired: make it with account(id).role(name)");
      }
      return withIdentity(role.principal(), identity -> identity.trust(policy));
    }
    if (!resource.isSecret()) {
      throw new IllegalStateException(
          "There is nothing at " + resource + " whose policy could be repaired");
    }
    var secret = secret(resource.arn());
    var place = new AccountRegion(secret.arn().accountId(), secret.arn().region());
    var next = policy.isEmpty() ? null : new ResourcePolicy(policy.toJson(), policy);
    return with(place, secrets(place).with(secret.with(draft -> draft.policy = next)));
  }

  private Secret secret(String arn) {
    var id = SecretId.parse(arn);
    var place = new AccountRegion(Objects.requireNonNull(id.accountId()), arn.split(":", 5)[3]);
    var secret = secrets(place).find(id, Instant.MIN);
    if (secret == null) {
      throw new IllegalStateException(
          "There is no secret " + arn + " whose policy could be repaired");
    }
    return secret;
  }

  private static <K, V> Map<K, V> with(Map<K, V> map, K key, V value) {
    var next = new HashMap<>(map);
    next.put(key, value);
    return Map.copyOf(next);
  }
}

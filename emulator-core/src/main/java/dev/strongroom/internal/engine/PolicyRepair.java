package dev.strongroom.internal.engine;

import dev.strongroom.api.Caller;
import dev.strongroom.iam.Access;
import dev.strongroom.iam.Layer;
import dev.strongroom.internal.iam.AccessDecision;
import dev.strongroom.internal.iam.AccessRequest;
import dev.strongroom.internal.iam.Policy;
import dev.strongroom.internal.iam.Principal;
import dev.strongroom.internal.iam.Resource;
import dev.strongroom.internal.service.kms.Key;
import dev.strongroom.internal.service.secretsmanager.ResourcePolicy;
import dev.strongroom.internal.service.secretsmanager.Secret;
import dev.strongroom.internal.service.secretsmanager.SecretId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Changes the policies that refuse a call, each where it is stored. */
final class PolicyRepair {

  private PolicyRepair() {}

  /** Returns the state with every repair of the refusing decisions made. */
  static EmulatorState repaired(EmulatorState state, Access access) {
    var next = state;
    for (var decision : access.decisions()) {
      if (decision instanceof AccessDecision refused) {
        var asked = again(next, refused.request()); // an earlier repair may have helped
        for (var change : AccessDecision.of(asked).changes()) {
          asked = change.applyTo(asked);
          next = with(next, change.layer(), asked);
        }
      }
    }
    return next;
  }

  /** The same question, asked of another state. */
  private static AccessRequest again(EmulatorState state, AccessRequest asked) {
    var iam = state.iam();
    var principal = asked.caller().principal();
    var again = asked.by(iam.identity(principal.arn(), principal.account(), accessKeyIds(asked)));
    if (!asked.policies(Layer.ENDPOINT_POLICY).isEmpty()) {
      again = again.through(iam.endpoints().get(endpointId(asked)));
    }
    var resource = asked.resource();
    if (resource.isKey()) {
      var key = key(state, resource.arn()); // null: the default key, which its first use would make
      return key == null
          ? again
          : again.guardedBy(Objects.requireNonNull(KeyResources.of(key).policy()));
    }
    if (resource.isRole()) {
      var role = iam.role(resource.arn());
      return role == null ? again : again.guardedBy(role.trust());
    }
    var policy = resource.isSecret() ? secret(state, resource.arn()).policy() : null;
    return policy == null ? again : again.guardedBy(policy.document());
  }

  /** The state with a layer's policies as they are in the request. */
  private static EmulatorState with(EmulatorState state, Layer layer, AccessRequest asked) {
    var policies = asked.policies(layer);
    var principal = asked.caller().principal();
    return switch (layer) {
      case KEY_POLICY -> withKeyPolicy(state, asked.resource().arn(), policies.get(0));
      case RESOURCE_POLICY -> withResourcePolicy(state, asked.resource(), policies.get(0));
      case SERVICE_CONTROL_POLICY ->
          state.with(state.iam().withControls(principal.account(), policies));
      case ENDPOINT_POLICY ->
          state.with(state.iam().withEndpoint(endpointId(asked), policies.get(0)));
      case SESSION_POLICY ->
          state.with(state.iam().withSessionPolicies(principal, accessKeyIds(asked), policies));
      case IDENTITY_POLICY, PERMISSIONS_BOUNDARY -> // of a session: those of its role
          state.with(
              state
                  .iam()
                  .withIdentity(
                      Principal.parse(principal.policyArn()),
                      identity -> identity.with(layer, policies)));
      default -> throw new IllegalStateException("No repair is made to " + layer);
    };
  }

  private static String endpointId(AccessRequest asked) {
    return asked.context().values(Caller.SOURCE_VPCE).get(0);
  }

  private static List<String> accessKeyIds(AccessRequest asked) {
    return asked.context().values(Caller.ACCESS_KEY_ID);
  }

  private static EmulatorState withKeyPolicy(EmulatorState state, String arn, Policy policy) {
    var key = key(state, arn);
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
    return state.with(place, state.keys(place).with(key.withPolicy(policy.toJson())));
  }

  private static @Nullable Key key(EmulatorState state, String arn) {
    var parts = arn.split(":", 6);
    return state
        .keys(new AccountRegion(parts[4], parts[3]))
        .named(parts[5].substring("key/".length()));
  }

  private static EmulatorState withResourcePolicy(
      EmulatorState state, Resource resource, Policy policy) {
    if (resource.isRole()) {
      var role = state.iam().role(resource.arn());
      if (role == null) {
        throw new IllegalStateException(
            "There is no role "
                + resource
                + " whose trust policy could be repaired: make it with account(id).role(name)");
      }
      return state.with(
          state.iam().withIdentity(role.principal(), identity -> identity.trust(policy)));
    }
    if (!resource.isSecret()) {
      throw new IllegalStateException(
          "There is nothing at " + resource + " whose policy could be repaired");
    }
    var secret = secret(state, resource.arn());
    var place = new AccountRegion(secret.arn().accountId(), secret.arn().region());
    var next = policy.isEmpty() ? null : new ResourcePolicy(policy.toJson(), policy);
    return state.with(place, state.secrets(place).with(secret.with(draft -> draft.policy = next)));
  }

  private static Secret secret(EmulatorState state, String arn) {
    var id = SecretId.parse(arn);
    var place = new AccountRegion(Objects.requireNonNull(id.accountId()), arn.split(":", 5)[3]);
    var secret = state.secrets(place).find(id, Instant.MIN);
    if (secret == null) {
      throw new IllegalStateException(
          "There is no secret " + arn + " whose policy could be repaired");
    }
    return secret;
  }
}

package dev.strongroom.internal.engine;

import dev.strongroom.api.Caller;
import dev.strongroom.iam.Access;
import dev.strongroom.iam.Layer;
import dev.strongroom.internal.iam.AccessDecision;
import dev.strongroom.internal.iam.AccessRequest;
import dev.strongroom.internal.iam.Policy;
import dev.strongroom.internal.iam.Principal;
import dev.strongroom.internal.iam.Resource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes the policies that refuse a call, each where it is stored. */
final class PolicyRepair {

  private PolicyRepair() {}

  /** Returns the state with every repair of the refusing decisions made. */
  static EmulatorState repaired(EmulatorState state, Access access, List<AwsService> services) {
    var next = state;
    for (var decision : access.decisions()) {
      if (decision instanceof AccessDecision refused) {
        var asked = again(next, refused.request(), services); // an earlier repair may have helped
        for (var change : AccessDecision.of(asked).changes()) {
          asked = change.applyTo(asked);
          next = with(next, change.layer(), asked, services);
        }
      }
    }
    return next;
  }

  /** The same question, asked of another state. */
  private static AccessRequest again(
      EmulatorState state, AccessRequest asked, List<AwsService> services) {
    var iam = state.iam();
    var principal = asked.caller().principal();
    var again = asked.by(iam.identity(principal.arn(), accessKeyIds(asked)));
    if (!asked.policies(Layer.ENDPOINT_POLICY).isEmpty()) {
      again = again.through(iam.endpoints().get(endpointId(asked)));
    }
    var resource = asked.resource();
    if (resource.isRole()) {
      var role = iam.role(resource.arn());
      return role == null ? again : again.guardedBy(role.trust());
    }
    var owner = owner(resource.arn(), services);
    var guarded = owner == null ? null : owner.guarded(state, resource.arn());
    return guarded == null || guarded.policy() == null ? again : again.guardedBy(guarded.policy());
  }

  /** The state with a layer's policies as they are in the request. */
  private static EmulatorState with(
      EmulatorState state, Layer layer, AccessRequest asked, List<AwsService> services) {
    var policies = asked.policies(layer);
    var principal = asked.caller().principal();
    return switch (layer) {
      case KEY_POLICY, RESOURCE_POLICY ->
          withResourcePolicy(state, asked.resource(), policies.get(0), services);
      case SERVICE_CONTROL_POLICY ->
          state.with(
              state
                  .iam()
                  .with(
                      state
                          .iam()
                          .organization()
                          .withServiceControls(principal.account(), asked.levels(layer))));
      case RESOURCE_CONTROL_POLICY ->
          state.with(
              state
                  .iam()
                  .with(state.iam().organization().withResourceControls(asked.owner(), policies)));
      case ENDPOINT_POLICY ->
          state.with(state.iam().withEndpoint(endpointId(asked), policies.get(0)));
      case SESSION_POLICY ->
          state.with(state.iam().withSessionPolicies(principal, accessKeyIds(asked), policies));
      case IDENTITY_POLICY, PERMISSIONS_BOUNDARY -> // of a session: those of its role
          state.with(
              state.iam().withPolicies(Principal.parse(principal.policyArn()), layer, policies));
      default -> throw new IllegalStateException("No repair is made to " + layer);
    };
  }

  private static String endpointId(AccessRequest asked) {
    return asked.context().values(Caller.SOURCE_VPCE).get(0);
  }

  private static List<String> accessKeyIds(AccessRequest asked) {
    return asked.context().values(Caller.ACCESS_KEY_ID);
  }

  private static EmulatorState withResourcePolicy(
      EmulatorState state, Resource resource, Policy policy, List<AwsService> services) {
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
    var owner = owner(resource.arn(), services);
    if (owner == null) {
      throw new IllegalStateException(
          "There is nothing at " + resource + " whose policy could be repaired");
    }
    return owner.withPolicy(state, resource.arn(), policy);
  }

  /** Returns the service that an ARN names; null if the emulator has no such service. */
  private static @Nullable AwsService owner(String arn, List<AwsService> services) {
    var parts = arn.split(":", 4);
    return services.stream()
        .filter(service -> parts.length == 4 && service.iamPrefix().equals(parts[2]))
        .findAny()
        .orElse(null);
  }
}

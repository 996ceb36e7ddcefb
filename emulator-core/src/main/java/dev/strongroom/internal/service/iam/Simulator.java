package dev.strongroom.internal.service.iam;

import static dev.strongroom.api.ErrorCode.INVALID_INPUT;

import dev.strongroom.api.Caller;
import dev.strongroom.iam.Layer;
import dev.strongroom.internal.engine.Call;
import dev.strongroom.internal.iam.ContextKeys;
import dev.strongroom.internal.iam.Identity;
import dev.strongroom.internal.iam.Organization;
import dev.strongroom.internal.iam.Policy;
import dev.strongroom.internal.iam.PolicyLevel;
import dev.strongroom.internal.iam.Principal;
import dev.strongroom.internal.service.iam.api.EvaluationResult;
import dev.strongroom.internal.service.iam.api.GetContextKeysForPrincipalPolicy;
import dev.strongroom.internal.service.iam.api.SimulateCustomPolicy;
import dev.strongroom.internal.service.iam.api.SimulatePrincipalPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The policy simulator. */
final class Simulator {

  private Simulator() {}

  static SimulatePrincipalPolicy.Result principal(
      Named source, SimulatePrincipalPolicy request, Call call) {
    var known = source(source, call);
    var identity = plus(known, Simulation.inputs(request.policyInputList()));
    if (request.permissionsBoundaryPolicyInputList() != null) {
      identity =
          identity.with(
              Layer.PERMISSIONS_BOUNDARY,
              Simulation.inputs(request.permissionsBoundaryPolicyInputList()));
    }
    boolean isUser = known.principal().type() == Principal.Type.USER && source.kind() == Kind.USER;
    requireCaller(request.resourcePolicy(), request.callerArn(), isUser);
    var resources = request.resourceArns();
    var results =
        new Simulation(
                as(request.callerArn(), identity),
                request.actionNames(),
                resources == null || resources.isEmpty() ? List.of("*") : resources,
                resources != null && !resources.isEmpty(),
                resourcePolicy(request.resourcePolicy()),
                owner(request.resourceOwner(), call),
                Objects.requireNonNullElse(request.contextEntries(), List.of()))
            .results();
    var page = page(results, request.maxItems(), request.marker(), call, request);
    return new SimulatePrincipalPolicy.Result(page.entries(), page.isTruncated(), page.marker());
  }

  static SimulateCustomPolicy.Result custom(
      Named nothing, SimulateCustomPolicy request, Call call) {
    var caller = call.caller();
    var nobody =
        Principal.parse(
            "arn:%s:iam::%s:user/simulated".formatted(caller.partition(), caller.accountId()));
    var identity = plus(Identity.of(nobody), Simulation.inputs(request.policyInputList()));
    if (request.permissionsBoundaryPolicyInputList() != null) {
      identity =
          identity.with(
              Layer.PERMISSIONS_BOUNDARY,
              Simulation.inputs(request.permissionsBoundaryPolicyInputList()));
    }
    requireCaller(request.resourcePolicy(), request.callerArn(), false);
    identity = as(request.callerArn(), identity);
    var levels = new ArrayList<PolicyLevel>();
    for (var level :
        Objects.requireNonNullElse(
            request.orderedOrganizationPolicyInputList(),
            List.<dev.strongroom.internal.service.iam.api.OrderedOrganizationPolicyType>of())) {
      levels.add(
          new PolicyLevel(
              "level " + (levels.size() + 1),
              Simulation.inputs(level.serviceControlPolicyInputList())));
    }
    var resources = request.resourceArns();
    var results =
        new Simulation(
                identity.in(
                    Organization.NONE.withServiceControls(identity.principal().account(), levels)),
                request.actionNames(),
                resources == null || resources.isEmpty() ? List.of("*") : resources,
                resources != null && !resources.isEmpty(),
                resourcePolicy(request.resourcePolicy()),
                owner(request.resourceOwner(), call),
                Objects.requireNonNullElse(request.contextEntries(), List.of()))
            .results();
    var page = page(results, request.maxItems(), request.marker(), call, request);
    return new SimulateCustomPolicy.Result(page.entries(), page.isTruncated(), page.marker());
  }

  static GetContextKeysForPrincipalPolicy.Result contextKeys(
      Named source, GetContextKeysForPrincipalPolicy request, Call call) {
    var identity = plus(source(source, call), Simulation.inputs(request.policyInputList()));
    var policies = new ArrayList<>(identity.policies(Layer.IDENTITY_POLICY));
    policies.addAll(identity.policies(Layer.PERMISSIONS_BOUNDARY));
    return new GetContextKeysForPrincipalPolicy.Result(ContextKeys.of(policies));
  }

  /** Returns who has the policies that a request names, under service control policies only. */
  private static Identity source(Named source, Call call) {
    if (source.kind() == Kind.GROUP) {
      var group = source.group(call);
      var member =
          Principal.parse(source.arn().replace(":group/", ":user/")); // a user who is in it only
      return Identity.of(member).with(Layer.IDENTITY_POLICY, group.named());
    }
    var known = source.identity(call);
    var caller =
        new Caller(known.principal().account(), call.caller().region(), source.arn(), Map.of());
    var identity = call.state().iam().identity(caller, call.now());
    var account = known.principal().account();
    var controls = call.state().iam().organization().serviceControls(account);
    return identity.in(Organization.NONE.withServiceControls(account, controls));
  }

  private static Identity plus(Identity identity, List<Policy> more) {
    var policies = new ArrayList<>(identity.policies(Layer.IDENTITY_POLICY));
    policies.addAll(more);
    return identity.with(Layer.IDENTITY_POLICY, policies);
  }

  /** Returns an identity as if its policies were those of this caller; null changes nothing. */
  private static Identity as(@Nullable String callerArn, Identity identity) {
    if (callerArn == null || callerArn.equals(identity.principal().arn())) {
      return identity;
    }
    Principal caller;
    try {
      caller = Principal.parse(callerArn);
    } catch (IllegalArgumentException noPrincipal) {
      caller = null;
    }
    if (caller == null || caller.type() != Principal.Type.USER) { // IAMAPI-27
      throw INVALID_INPUT.error("Invalid CallerArn: " + callerArn + " is not the ARN of a user.");
    }
    return identity.as(caller);
  }

  private static void requireCaller(
      @Nullable String resourcePolicy, @Nullable String callerArn, boolean isUser) {
    if (resourcePolicy != null && callerArn == null && !isUser) { // IAMAPI-27
      throw INVALID_INPUT.error(
          "A CallerArn is required when a ResourcePolicy is given and the policies are not those"
              + " of a user.");
    }
  }

  private static @Nullable Policy resourcePolicy(@Nullable String document) {
    return document == null ? null : Simulation.input(document, true);
  }

  /** Returns the account of an ARN such as that of its root user. */
  private static String owner(@Nullable String arn, Call call) {
    if (arn == null) {
      return call.caller().accountId();
    }
    try {
      return Principal.parse(arn).account();
    } catch (IllegalArgumentException noAccount) {
      throw INVALID_INPUT.error("Invalid ResourceOwner: " + arn);
    }
  }

  private static Pages<EvaluationResult> page(
      List<EvaluationResult> results,
      @Nullable Integer maxItems,
      @Nullable String marker,
      Call call,
      Record request) {
    var places = new java.util.IdentityHashMap<EvaluationResult, String>();
    results.forEach(result -> places.put(result, "%08d".formatted(places.size())));
    return Pages.of(
        call,
        maxItems,
        marker,
        results,
        result -> Objects.requireNonNull(places.get(result)),
        "simulation",
        request.getClass().getSimpleName(),
        results.size());
  }
}

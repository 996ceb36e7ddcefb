package dev.strongroom.internal.service.iam.api;

import dev.strongroom.api.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks what policies allow that are attached to nobody. */
public record SimulateCustomPolicy(
    List<String> policyInputList,
    @Nullable List<String> permissionsBoundaryPolicyInputList,
    @Nullable List<OrderedOrganizationPolicyType> orderedOrganizationPolicyInputList,
    List<String> actionNames,
    @Nullable List<String> resourceArns,
    @Nullable String resourcePolicy,
    @Nullable String resourceOwner,
    @Nullable String callerArn,
    @Nullable List<ContextEntry> contextEntries,
    @Nullable Integer maxItems,
    @Nullable String marker)
    implements Request<SimulateCustomPolicy.Result> {

  public SimulateCustomPolicy {
    policyInputList = policyInputList == null ? null : List.copyOf(policyInputList);
    permissionsBoundaryPolicyInputList =
        permissionsBoundaryPolicyInputList == null
            ? null
            : List.copyOf(permissionsBoundaryPolicyInputList);
    orderedOrganizationPolicyInputList =
        orderedOrganizationPolicyInputList == null
            ? null
            : List.copyOf(orderedOrganizationPolicyInputList);
    actionNames = actionNames == null ? null : List.copyOf(actionNames);
    resourceArns = resourceArns == null ? null : List.copyOf(resourceArns);
    contextEntries = contextEntries == null ? null : List.copyOf(contextEntries);
  }

  /** Returns a request with what is required. */
  public static SimulateCustomPolicy of(List<String> policyInputList, List<String> actionNames) {
    return new SimulateCustomPolicy(
        policyInputList, null, null, actionNames, null, null, null, null, null, null, null);
  }

  /** What SimulateCustomPolicy answers. */
  public record Result(
      @Nullable List<EvaluationResult> evaluationResults,
      @Nullable Boolean isTruncated,
      @Nullable String marker) {
    public Result {
      evaluationResults = evaluationResults == null ? null : List.copyOf(evaluationResults);
    }
  }
}

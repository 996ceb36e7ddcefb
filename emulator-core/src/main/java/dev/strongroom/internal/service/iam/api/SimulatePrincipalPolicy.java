package dev.strongroom.internal.service.iam.api;

import dev.strongroom.api.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks what the policies of a user, group or role allow. */
public record SimulatePrincipalPolicy(
    String policySourceArn,
    @Nullable List<String> policyInputList,
    @Nullable List<String> permissionsBoundaryPolicyInputList,
    List<String> actionNames,
    @Nullable List<String> resourceArns,
    @Nullable String resourcePolicy,
    @Nullable String resourceOwner,
    @Nullable String callerArn,
    @Nullable List<ContextEntry> contextEntries,
    @Nullable Integer maxItems,
    @Nullable String marker)
    implements Request<SimulatePrincipalPolicy.Result> {

  public SimulatePrincipalPolicy {
    policyInputList = policyInputList == null ? null : List.copyOf(policyInputList);
    permissionsBoundaryPolicyInputList =
        permissionsBoundaryPolicyInputList == null
            ? null
            : List.copyOf(permissionsBoundaryPolicyInputList);
    actionNames = actionNames == null ? null : List.copyOf(actionNames);
    resourceArns = resourceArns == null ? null : List.copyOf(resourceArns);
    contextEntries = contextEntries == null ? null : List.copyOf(contextEntries);
  }

  /** Returns a request with what is required. */
  public static SimulatePrincipalPolicy of(String policySourceArn, List<String> actionNames) {
    return new SimulatePrincipalPolicy(
        policySourceArn, null, null, actionNames, null, null, null, null, null, null, null);
  }

  /** What SimulatePrincipalPolicy answers. */
  public record Result(
      @Nullable List<EvaluationResult> evaluationResults,
      @Nullable Boolean isTruncated,
      @Nullable String marker) {
    public Result {
      evaluationResults = evaluationResults == null ? null : List.copyOf(evaluationResults);
    }
  }
}

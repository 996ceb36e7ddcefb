package dev.strongroom.internal.service.iam.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a simulation says of one action on one resource. */
public record EvaluationResult(
    String evalActionName,
    @Nullable String evalResourceName,
    String evalDecision,
    @Nullable List<Statement> matchedStatements,
    @Nullable List<String> missingContextValues,
    @Nullable OrganizationsDecisionDetail organizationsDecisionDetail,
    @Nullable PermissionsBoundaryDecisionDetail permissionsBoundaryDecisionDetail,
    @Nullable Map<String, String> evalDecisionDetails,
    @Nullable List<ResourceSpecificResult> resourceSpecificResults) {
  public EvaluationResult {
    matchedStatements = matchedStatements == null ? null : List.copyOf(matchedStatements);
    missingContextValues = missingContextValues == null ? null : List.copyOf(missingContextValues);
    resourceSpecificResults =
        resourceSpecificResults == null ? null : List.copyOf(resourceSpecificResults);
  }
}

package dev.strongroom.internal.service.iam.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a simulation says of one of several resources. */
public record ResourceSpecificResult(
    String evalResourceName,
    String evalResourceDecision,
    @Nullable List<Statement> matchedStatements,
    @Nullable List<String> missingContextValues,
    @Nullable Map<String, String> evalDecisionDetails,
    @Nullable PermissionsBoundaryDecisionDetail permissionsBoundaryDecisionDetail) {
  public ResourceSpecificResult {
    matchedStatements = matchedStatements == null ? null : List.copyOf(matchedStatements);
    missingContextValues = missingContextValues == null ? null : List.copyOf(missingContextValues);
  }
}

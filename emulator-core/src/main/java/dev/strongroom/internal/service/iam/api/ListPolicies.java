package dev.strongroom.internal.service.iam.api;

import dev.strongroom.api.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists managed policies. */
public record ListPolicies(
    @Nullable String scope,
    @Nullable Boolean onlyAttached,
    @Nullable String pathPrefix,
    @Nullable String policyUsageFilter,
    @Nullable String marker,
    @Nullable Integer maxItems)
    implements Request<ListPolicies.Result> {

  /** Returns a request with what is required. */
  public static ListPolicies of() {
    return new ListPolicies(null, null, null, null, null, null);
  }

  /** What ListPolicies answers. */
  public record Result(
      @Nullable List<Policy> policies, @Nullable Boolean isTruncated, @Nullable String marker) {
    public Result {
      policies = policies == null ? null : List.copyOf(policies);
    }
  }
}

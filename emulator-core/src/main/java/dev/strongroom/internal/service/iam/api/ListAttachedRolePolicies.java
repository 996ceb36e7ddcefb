package dev.strongroom.internal.service.iam.api;

import dev.strongroom.api.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the managed policies that are attached to a role. */
public record ListAttachedRolePolicies(
    String roleName,
    @Nullable String pathPrefix,
    @Nullable String marker,
    @Nullable Integer maxItems)
    implements Request<ListAttachedRolePolicies.Result> {

  /** Returns a request with what is required. */
  public static ListAttachedRolePolicies of(String roleName) {
    return new ListAttachedRolePolicies(roleName, null, null, null);
  }

  /** What ListAttachedRolePolicies answers. */
  public record Result(
      @Nullable List<AttachedPolicy> attachedPolicies,
      @Nullable Boolean isTruncated,
      @Nullable String marker) {
    public Result {
      attachedPolicies = attachedPolicies == null ? null : List.copyOf(attachedPolicies);
    }
  }
}

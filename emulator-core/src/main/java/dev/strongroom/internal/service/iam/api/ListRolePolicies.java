package dev.strongroom.internal.service.iam.api;

import dev.strongroom.api.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the names of the inline policies of a role. */
public record ListRolePolicies(String roleName, @Nullable String marker, @Nullable Integer maxItems)
    implements Request<ListRolePolicies.Result> {

  /** Returns a request with what is required. */
  public static ListRolePolicies of(String roleName) {
    return new ListRolePolicies(roleName, null, null);
  }

  /** What ListRolePolicies answers. */
  public record Result(
      List<String> policyNames, @Nullable Boolean isTruncated, @Nullable String marker) {
    public Result {
      policyNames = List.copyOf(policyNames);
    }
  }
}

package dev.strongroom.internal.service.iam.api;

import dev.strongroom.api.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the names of the inline policies of a user. */
public record ListUserPolicies(String userName, @Nullable String marker, @Nullable Integer maxItems)
    implements Request<ListUserPolicies.Result> {

  /** Returns a request with what is required. */
  public static ListUserPolicies of(String userName) {
    return new ListUserPolicies(userName, null, null);
  }

  /** What ListUserPolicies answers. */
  public record Result(
      List<String> policyNames, @Nullable Boolean isTruncated, @Nullable String marker) {
    public Result {
      policyNames = List.copyOf(policyNames);
    }
  }
}

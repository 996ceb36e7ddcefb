package dev.strongroom.internal.service.iam.api;

import dev.strongroom.api.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the managed policies that are attached to a user. */
public record ListAttachedUserPolicies(
    String userName,
    @Nullable String pathPrefix,
    @Nullable String marker,
    @Nullable Integer maxItems)
    implements Request<ListAttachedUserPolicies.Result> {

  /** Returns a request with what is required. */
  public static ListAttachedUserPolicies of(String userName) {
    return new ListAttachedUserPolicies(userName, null, null, null);
  }

  /** What ListAttachedUserPolicies answers. */
  public record Result(
      @Nullable List<AttachedPolicy> attachedPolicies,
      @Nullable Boolean isTruncated,
      @Nullable String marker) {
    public Result {
      attachedPolicies = attachedPolicies == null ? null : List.copyOf(attachedPolicies);
    }
  }
}

package dev.strongroom.internal.service.iam.api;

import dev.strongroom.api.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the versions of a managed policy, without their documents. */
public record ListPolicyVersions(
    String policyArn, @Nullable String marker, @Nullable Integer maxItems)
    implements Request<ListPolicyVersions.Result> {

  /** What ListPolicyVersions answers. */
  public record Result(
      List<PolicyVersion> versions, @Nullable Boolean isTruncated, @Nullable String marker) {}
}

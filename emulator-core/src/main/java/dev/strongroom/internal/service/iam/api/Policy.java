package dev.strongroom.internal.service.iam.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A managed policy as IAM describes it, without its document. */
public record Policy(
    @Nullable String policyName,
    @Nullable String policyId,
    @Nullable String arn,
    @Nullable String path,
    @Nullable String defaultVersionId,
    @Nullable Integer attachmentCount,
    @Nullable Integer permissionsBoundaryUsageCount,
    @Nullable Boolean isAttachable,
    @Nullable String description,
    @Nullable Instant createDate,
    @Nullable Instant updateDate,
    @Nullable List<Tag> tags) {
  public Policy {
    tags = tags == null ? null : List.copyOf(tags);
  }
}

package dev.strongroom.internal.service.iam.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A role as IAM describes it; operations differ in what they leave out. */
public record Role(
    String path,
    String roleName,
    String roleId,
    String arn,
    Instant createDate,
    @Nullable String assumeRolePolicyDocument,
    @Nullable String description,
    @Nullable Integer maxSessionDuration,
    @Nullable AttachedPermissionsBoundary permissionsBoundary,
    @Nullable List<Tag> tags,
    @Nullable RoleLastUsed roleLastUsed) {
  public Role {
    tags = tags == null ? null : List.copyOf(tags);
  }
}

package dev.strongroom.internal.service.iam.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A user as IAM describes it. */
public record User(
    String path,
    String userName,
    String userId,
    String arn,
    Instant createDate,
    @Nullable Instant passwordLastUsed,
    @Nullable AttachedPermissionsBoundary permissionsBoundary,
    @Nullable List<Tag> tags) {
  public User {
    tags = tags == null ? null : List.copyOf(tags);
  }
}

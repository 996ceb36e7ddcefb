package dev.strongroom.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells a secret's details, never its value. */
public record DescribeSecret(String secretId) implements Request<DescribeSecret.Result> {

  /** What DescribeSecret answers. */
  public record Result(
      String arn,
      String name,
      @Nullable String description,
      @Nullable String kmsKeyId,
      Instant lastChangedDate,
      @Nullable Instant lastAccessedDate,
      @Nullable Instant deletedDate,
      @Nullable List<Tag> tags,
      @Nullable Map<String, List<String>> versionIdsToStages,
      Instant createdDate) {

    public Result {
      tags = tags == null ? null : List.copyOf(tags);
    }
  }
}

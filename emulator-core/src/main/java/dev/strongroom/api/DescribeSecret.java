package dev.strongroom.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Describes a secret, never with its value. */
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
      Instant createdDate,
      @Nullable String type,
      @Nullable String owningService,
      @Nullable String primaryRegion,
      @Nullable Boolean rotationEnabled,
      @Nullable String rotationLambdaARN,
      @Nullable RotationRules rotationRules,
      @Nullable Instant lastRotatedDate,
      @Nullable Instant nextRotationDate,
      @Nullable List<ExternalSecretRotationMetadata> externalSecretRotationMetadata,
      @Nullable String externalSecretRotationRoleArn,
      @Nullable List<ReplicationStatus> replicationStatus) {

    public Result {
      tags = tags == null ? null : List.copyOf(tags);
      externalSecretRotationMetadata =
          externalSecretRotationMetadata == null
              ? null
              : List.copyOf(externalSecretRotationMetadata);
      replicationStatus = replicationStatus == null ? null : List.copyOf(replicationStatus);
    }
  }
}

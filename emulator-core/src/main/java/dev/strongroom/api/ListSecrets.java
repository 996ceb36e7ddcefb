package dev.strongroom.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists the caller's secrets in one Region, page by page. */
public record ListSecrets(
    @Nullable Boolean includePlannedDeletion,
    @Nullable Integer maxResults,
    @Nullable String nextToken,
    @Nullable List<Filter> filters,
    @Nullable String sortOrder,
    @Nullable String sortBy)
    implements Request<ListSecrets.Result> {

  public ListSecrets {
    filters = filters == null ? null : List.copyOf(filters);
  }

  /**
   * One secret of the list: what DescribeSecret returns, with {@code SecretVersionsToStages} for
   * the versions.
   */
  public record Entry(
      String arn,
      String name,
      @Nullable String description,
      @Nullable String kmsKeyId,
      Instant lastChangedDate,
      @Nullable Instant lastAccessedDate,
      @Nullable Instant deletedDate,
      @Nullable List<Tag> tags,
      @Nullable Map<String, List<String>> secretVersionsToStages,
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
      @Nullable String externalSecretRotationRoleArn) {

    public Entry {
      tags = tags == null ? null : List.copyOf(tags);
      externalSecretRotationMetadata =
          externalSecretRotationMetadata == null
              ? null
              : List.copyOf(externalSecretRotationMetadata);
    }
  }

  /** What ListSecrets answers. */
  public record Result(List<Entry> secretList, @Nullable String nextToken) {

    public Result {
      secretList = List.copyOf(secretList);
    }
  }
}

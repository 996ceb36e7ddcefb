package dev.strongroom.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the versions of a secret, page by page. */
public record ListSecretVersionIds(
    String secretId,
    @Nullable Integer maxResults,
    @Nullable String nextToken,
    @Nullable Boolean includeDeprecated)
    implements Request<ListSecretVersionIds.Result> {
  /** Lists the versions that have labels. */
  public static ListSecretVersionIds of(String secretId) {
    return new ListSecretVersionIds(secretId, null, null, null);
  }

  /** Returns this request with a limit of a page. */
  public ListSecretVersionIds withMaxResults(@Nullable Integer value) {
    return new ListSecretVersionIds(secretId, value, nextToken, includeDeprecated);
  }

  /** Returns this request with the token of the page before; null for the first page. */
  public ListSecretVersionIds withNextToken(@Nullable String value) {
    return new ListSecretVersionIds(secretId, maxResults, value, includeDeprecated);
  }

  /** Returns this request with or without versions that have no label. */
  public ListSecretVersionIds withIncludeDeprecated(@Nullable Boolean value) {
    return new ListSecretVersionIds(secretId, maxResults, nextToken, value);
  }

  /** One version of the list; without {@code versionStages} it is deprecated (VER-1). */
  public record Entry(
      String versionId,
      @Nullable List<String> versionStages,
      @Nullable Instant lastAccessedDate,
      Instant createdDate,
      List<String> kmsKeyIds) {

    public Entry {
      versionStages = versionStages == null ? null : List.copyOf(versionStages);
      kmsKeyIds = List.copyOf(kmsKeyIds);
    }
  }

  /** What ListSecretVersionIds answers. */
  public record Result(List<Entry> versions, @Nullable String nextToken, String arn, String name) {

    public Result {
      versions = List.copyOf(versions);
    }
  }
}

package dev.strongroom.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the current version of up to 20 secrets, named or found by filters. */
public record BatchGetSecretValue(
    @Nullable List<String> secretIdList,
    @Nullable List<Filter> filters,
    @Nullable Integer maxResults,
    @Nullable String nextToken)
    implements Request<BatchGetSecretValue.Result> {

  public BatchGetSecretValue {
    secretIdList = secretIdList == null ? null : List.copyOf(secretIdList);
    filters = filters == null ? null : List.copyOf(filters);
  }

  /** Reads secrets by name or ARN. */
  public static BatchGetSecretValue of(List<String> secretIds) {
    return new BatchGetSecretValue(secretIds, null, null, null);
  }

  /** Reads the secrets that match all filters. */
  public static BatchGetSecretValue matching(List<Filter> filters) {
    return new BatchGetSecretValue(null, filters, null, null);
  }

  /** Returns this request with a limit of a page. */
  public BatchGetSecretValue withMaxResults(@Nullable Integer value) {
    return new BatchGetSecretValue(secretIdList, filters, value, nextToken);
  }

  /** Returns this request with the token of the page before; null for the first page. */
  public BatchGetSecretValue withNextToken(@Nullable String value) {
    return new BatchGetSecretValue(secretIdList, filters, maxResults, value);
  }

  /** Why one of the secrets could not be read. */
  public record ApiError(String secretId, String errorCode, String message) {}

  /** What BatchGetSecretValue answers. */
  public record Result(
      List<GetSecretValue.Result> secretValues, @Nullable String nextToken, List<ApiError> errors) {

    public Result {
      secretValues = List.copyOf(secretValues);
      errors = List.copyOf(errors);
    }
  }
}

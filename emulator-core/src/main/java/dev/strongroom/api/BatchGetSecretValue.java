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

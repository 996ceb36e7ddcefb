package dev.strongroom.internal.service.ssm.api;

import dev.strongroom.api.Request;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists parameters without their values, page by page. */
public record DescribeParameters(
    @Nullable List<ParametersFilter> filters,
    @Nullable List<ParameterStringFilter> parameterFilters,
    @Nullable Integer maxResults,
    @Nullable String nextToken,
    @Nullable Boolean shared)
    implements Request<DescribeParameters.Result> {

  /** A condition in its older form. */
  public record ParametersFilter(String key, List<String> values) {}

  /** A parameter without its value. */
  public record ParameterMetadata(
      String name,
      String arn,
      String type,
      @Nullable String keyId,
      Instant lastModifiedDate,
      String lastModifiedUser,
      @Nullable String description,
      @Nullable String allowedPattern,
      long version,
      String tier,
      List<ParameterInlinePolicy> policies,
      String dataType) {}

  public record Result(List<ParameterMetadata> parameters, @Nullable String nextToken) {}
}

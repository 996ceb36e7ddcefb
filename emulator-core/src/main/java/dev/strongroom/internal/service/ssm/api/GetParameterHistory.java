package dev.strongroom.internal.service.ssm.api;

import dev.strongroom.api.Request;
import dev.strongroom.api.SecretValue;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the versions of a parameter, oldest first, page by page. */
public record GetParameterHistory(
    String name,
    @Nullable Boolean withDecryption,
    @Nullable Integer maxResults,
    @Nullable String nextToken)
    implements Request<GetParameterHistory.Result> {

  /** One version. */
  public record ParameterHistory(
      String name,
      String type,
      @Nullable String keyId,
      Instant lastModifiedDate,
      String lastModifiedUser,
      @Nullable String description,
      SecretValue value,
      @Nullable String allowedPattern,
      long version,
      List<String> labels,
      String tier,
      List<ParameterInlinePolicy> policies,
      String dataType) {}

  public record Result(List<ParameterHistory> parameters, @Nullable String nextToken) {}
}

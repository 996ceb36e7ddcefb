package dev.strongroom.internal.service.ssm.api;

import dev.strongroom.api.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the parameters below a path, page by page. */
public record GetParametersByPath(
    String path,
    @Nullable Boolean recursive,
    @Nullable List<ParameterStringFilter> parameterFilters,
    @Nullable Boolean withDecryption,
    @Nullable Integer maxResults,
    @Nullable String nextToken)
    implements Request<GetParametersByPath.Result> {

  public record Result(List<Parameter> parameters, @Nullable String nextToken) {}
}

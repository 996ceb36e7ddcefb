package dev.strongroom.internal.service.ssm.api;

import dev.strongroom.api.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads up to ten parameters, or secrets by their references. */
public record GetParameters(List<String> names, @Nullable Boolean withDecryption)
    implements Request<GetParameters.Result> {

  public record Result(List<Parameter> parameters, List<String> invalidParameters) {}
}

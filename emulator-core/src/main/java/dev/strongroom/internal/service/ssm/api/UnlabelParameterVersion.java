package dev.strongroom.internal.service.ssm.api;

import dev.strongroom.api.Request;
import java.util.List;

/** Removes labels from a version of a parameter. */
public record UnlabelParameterVersion(String name, Long parameterVersion, List<String> labels)
    implements Request<UnlabelParameterVersion.Result> {

  public record Result(List<String> removedLabels, List<String> invalidLabels) {}
}

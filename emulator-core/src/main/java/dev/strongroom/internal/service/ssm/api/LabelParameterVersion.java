package dev.strongroom.internal.service.ssm.api;

import dev.strongroom.api.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Attaches labels to a version of a parameter. */
public record LabelParameterVersion(
    String name, @Nullable Long parameterVersion, List<String> labels)
    implements Request<LabelParameterVersion.Result> {

  public record Result(List<String> invalidLabels, long parameterVersion) {}
}

package dev.strongroom.internal.service.ssm.api;

import dev.strongroom.api.Request;
import java.util.List;

/** Deletes up to ten parameters. */
public record DeleteParameters(List<String> names) implements Request<DeleteParameters.Result> {

  public record Result(List<String> deletedParameters, List<String> invalidParameters) {}
}

package dev.strongroom.internal.service.ssm.api;

import dev.strongroom.api.Request;
import org.jspecify.annotations.Nullable;

/** Reads one parameter, or a secret by its reference. */
public record GetParameter(String name, @Nullable Boolean withDecryption)
    implements Request<GetParameter.Result> {

  public record Result(Parameter parameter) {}
}

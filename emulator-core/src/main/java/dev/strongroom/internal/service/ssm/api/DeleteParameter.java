package dev.strongroom.internal.service.ssm.api;

import dev.strongroom.api.Request;

/** Deletes a parameter with all its versions. */
public record DeleteParameter(String name) implements Request<DeleteParameter.Result> {

  public record Result() {}
}

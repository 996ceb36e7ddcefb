package dev.strongroom.internal.service.iam.api;

import dev.strongroom.api.Request;

/** Describes a role, with its trust policy. */
public record GetRole(String roleName) implements Request<GetRole.Result> {

  /** What GetRole answers. */
  public record Result(Role role) {}
}

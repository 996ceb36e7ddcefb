package dev.strongroom.internal.service.iam.api;

import dev.strongroom.api.Request;

/** Deletes a user who has no policies, access keys or groups. */
public record DeleteUser(String userName) implements Request<DeleteUser.Result> {

  /** What DeleteUser answers. */
  public record Result() {}
}

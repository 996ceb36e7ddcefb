package dev.strongroom.internal.service.iam.api;

import dev.strongroom.api.Request;

/** Adds a user to a group. */
public record AddUserToGroup(String groupName, String userName)
    implements Request<AddUserToGroup.Result> {

  /** What AddUserToGroup answers. */
  public record Result() {}
}

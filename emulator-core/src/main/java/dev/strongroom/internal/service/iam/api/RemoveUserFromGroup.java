package dev.strongroom.internal.service.iam.api;

import dev.strongroom.api.Request;

/** Removes a user from a group. */
public record RemoveUserFromGroup(String groupName, String userName)
    implements Request<RemoveUserFromGroup.Result> {

  /** What RemoveUserFromGroup answers. */
  public record Result() {}
}

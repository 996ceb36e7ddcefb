package dev.strongroom.internal.service.iam.api;

import dev.strongroom.api.Request;

/** Deletes a group that has no users and no policies. */
public record DeleteGroup(String groupName) implements Request<DeleteGroup.Result> {

  /** What DeleteGroup answers. */
  public record Result() {}
}

package dev.strongroom.internal.service.iam.api;

import dev.strongroom.api.Request;
import org.jspecify.annotations.Nullable;

/** Creates a group of users. */
public record CreateGroup(@Nullable String path, String groupName)
    implements Request<CreateGroup.Result> {

  /** Returns a request with what is required. */
  public static CreateGroup of(String groupName) {
    return new CreateGroup(null, groupName);
  }

  /** What CreateGroup answers. */
  public record Result(Group group) {}
}

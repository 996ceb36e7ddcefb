package dev.strongroom.internal.service.iam.api;

import dev.strongroom.api.Request;
import java.util.List;

/** Adds tags to a user, or changes them. */
public record TagUser(String userName, List<Tag> tags) implements Request<TagUser.Result> {

  public TagUser {
    tags = tags == null ? null : List.copyOf(tags);
  }

  /** What TagUser answers. */
  public record Result() {}
}

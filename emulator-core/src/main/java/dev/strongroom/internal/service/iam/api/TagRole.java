package dev.strongroom.internal.service.iam.api;

import dev.strongroom.api.Request;
import java.util.List;

/** Adds tags to a role, or changes them. */
public record TagRole(String roleName, List<Tag> tags) implements Request<TagRole.Result> {

  public TagRole {
    tags = tags == null ? null : List.copyOf(tags);
  }

  /** What TagRole answers. */
  public record Result() {}
}

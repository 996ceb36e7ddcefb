package dev.strongroom.internal.service.iam.api;

import dev.strongroom.api.Request;
import java.util.List;

/** Removes tags from a role. */
public record UntagRole(String roleName, List<String> tagKeys)
    implements Request<UntagRole.Result> {

  public UntagRole {
    tagKeys = tagKeys == null ? null : List.copyOf(tagKeys);
  }

  /** What UntagRole answers. */
  public record Result() {}
}

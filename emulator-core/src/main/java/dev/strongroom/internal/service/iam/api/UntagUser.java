package dev.strongroom.internal.service.iam.api;

import dev.strongroom.api.Request;
import java.util.List;

/** Removes tags from a user. */
public record UntagUser(String userName, List<String> tagKeys)
    implements Request<UntagUser.Result> {

  public UntagUser {
    tagKeys = tagKeys == null ? null : List.copyOf(tagKeys);
  }

  /** What UntagUser answers. */
  public record Result() {}
}

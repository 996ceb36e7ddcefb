package dev.strongroom.internal.service.iam.api;

import dev.strongroom.api.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the tags of a user. */
public record ListUserTags(String userName, @Nullable String marker, @Nullable Integer maxItems)
    implements Request<ListUserTags.Result> {

  /** Returns a request with what is required. */
  public static ListUserTags of(String userName) {
    return new ListUserTags(userName, null, null);
  }

  /** What ListUserTags answers. */
  public record Result(List<Tag> tags, @Nullable Boolean isTruncated, @Nullable String marker) {
    public Result {
      tags = List.copyOf(tags);
    }
  }
}

package dev.strongroom.internal.service.iam.api;

import dev.strongroom.api.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the tags of a role. */
public record ListRoleTags(String roleName, @Nullable String marker, @Nullable Integer maxItems)
    implements Request<ListRoleTags.Result> {

  /** Returns a request with what is required. */
  public static ListRoleTags of(String roleName) {
    return new ListRoleTags(roleName, null, null);
  }

  /** What ListRoleTags answers. */
  public record Result(List<Tag> tags, @Nullable Boolean isTruncated, @Nullable String marker) {
    public Result {
      tags = List.copyOf(tags);
    }
  }
}

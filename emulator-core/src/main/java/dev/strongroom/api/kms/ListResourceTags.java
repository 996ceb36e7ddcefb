package dev.strongroom.api.kms;

import dev.strongroom.api.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists a key's tags, page by page. */
public record ListResourceTags(String keyId, @Nullable Integer limit, @Nullable String marker)
    implements Request<ListResourceTags.Result> {

  /** What ListResourceTags answers. */
  public record Result(List<Tag> tags, @Nullable String nextMarker, boolean truncated) {

    public Result {
      tags = List.copyOf(tags);
    }
  }
}

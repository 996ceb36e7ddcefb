package dev.strongroom.api.kms;

import dev.strongroom.api.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists a key's tags, page by page. */
public record ListResourceTags(String keyId, @Nullable Integer limit, @Nullable String marker)
    implements Request<ListResourceTags.Result> {

  /** Makes a request with the members that it must have. */
  public static ListResourceTags of(String keyId) {
    return new ListResourceTags(keyId, null, null);
  }

  /** Returns this request with a limit to the results of a page. */
  public ListResourceTags withLimit(@Nullable Integer value) {
    return new ListResourceTags(keyId, value, marker);
  }

  /** Returns this request with the marker of the next page. */
  public ListResourceTags withMarker(@Nullable String value) {
    return new ListResourceTags(keyId, limit, value);
  }

  /** What ListResourceTags answers. */
  public record Result(List<Tag> tags, @Nullable String nextMarker, boolean truncated) {

    public Result {
      tags = List.copyOf(tags);
    }
  }
}

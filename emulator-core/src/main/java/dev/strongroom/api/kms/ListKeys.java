package dev.strongroom.api.kms;

import dev.strongroom.api.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the keys of the caller's account and Region, page by page. */
public record ListKeys(@Nullable Integer limit, @Nullable String marker)
    implements Request<ListKeys.Result> {

  /** Lists all, in pages of the default size. */
  public static ListKeys all() {
    return new ListKeys(null, null);
  }

  /** Returns this request with a limit to the results of a page. */
  public ListKeys withLimit(@Nullable Integer value) {
    return new ListKeys(value, marker);
  }

  /** Returns this request with the marker of the next page. */
  public ListKeys withMarker(@Nullable String value) {
    return new ListKeys(limit, value);
  }

  /** One key of the list. */
  public record Entry(String keyId, String keyArn) {}

  /** What ListKeys answers. */
  public record Result(List<Entry> keys, @Nullable String nextMarker, boolean truncated) {

    public Result {
      keys = List.copyOf(keys);
    }
  }
}

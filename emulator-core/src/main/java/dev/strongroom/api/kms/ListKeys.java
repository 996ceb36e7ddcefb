package dev.strongroom.api.kms;

import dev.strongroom.api.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the keys of the caller's account and Region, page by page. */
public record ListKeys(@Nullable Integer limit, @Nullable String marker)
    implements Request<ListKeys.Result> {

  /** One key of the list. */
  public record Entry(String keyId, String keyArn) {}

  /** What ListKeys answers. */
  public record Result(List<Entry> keys, @Nullable String nextMarker, boolean truncated) {

    public Result {
      keys = List.copyOf(keys);
    }
  }
}

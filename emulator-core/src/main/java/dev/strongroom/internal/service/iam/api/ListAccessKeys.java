package dev.strongroom.internal.service.iam.api;

import dev.strongroom.api.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the access keys of a user. */
public record ListAccessKeys(
    @Nullable String userName, @Nullable String marker, @Nullable Integer maxItems)
    implements Request<ListAccessKeys.Result> {

  /** Returns a request with what is required. */
  public static ListAccessKeys of() {
    return new ListAccessKeys(null, null, null);
  }

  /** What ListAccessKeys answers. */
  public record Result(
      List<AccessKeyMetadata> accessKeyMetadata,
      @Nullable Boolean isTruncated,
      @Nullable String marker) {
    public Result {
      accessKeyMetadata = List.copyOf(accessKeyMetadata);
    }
  }
}

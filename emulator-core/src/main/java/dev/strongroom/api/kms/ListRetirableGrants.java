package dev.strongroom.api.kms;

import dev.strongroom.api.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the grants that a principal may retire, page by page. */
public record ListRetirableGrants(
    @Nullable Integer limit,
    @Nullable String marker,
    @Nullable String retiringPrincipal,
    @Nullable String retiringServicePrincipal)
    implements Request<ListRetirableGrants.Result> {

  /** What ListRetirableGrants answers. */
  public record Result(
      List<GrantListEntry> grants, @Nullable String nextMarker, boolean truncated) {

    public Result {
      grants = List.copyOf(grants);
    }
  }
}

package dev.strongroom.api.kms;

import dev.strongroom.api.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists a key's grants, page by page. */
public record ListGrants(
    @Nullable Integer limit,
    @Nullable String marker,
    String keyId,
    @Nullable String grantId,
    @Nullable String granteePrincipal,
    @Nullable String granteeServicePrincipal)
    implements Request<ListGrants.Result> {

  /** What ListGrants answers. */
  public record Result(
      List<GrantListEntry> grants, @Nullable String nextMarker, boolean truncated) {

    public Result {
      grants = List.copyOf(grants);
    }
  }
}

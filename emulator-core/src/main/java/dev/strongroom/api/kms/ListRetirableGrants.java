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

  /** Makes a request for the grants that a principal may retire. */
  public static ListRetirableGrants of(String retiringPrincipal) {
    return new ListRetirableGrants(null, null, retiringPrincipal, null);
  }

  /** Returns this request with a limit to the results of a page. */
  public ListRetirableGrants withLimit(@Nullable Integer value) {
    return new ListRetirableGrants(value, marker, retiringPrincipal, retiringServicePrincipal);
  }

  /** Returns this request with the marker of the next page. */
  public ListRetirableGrants withMarker(@Nullable String value) {
    return new ListRetirableGrants(limit, value, retiringPrincipal, retiringServicePrincipal);
  }

  /** Returns this request with a service that may retire the grant. */
  public ListRetirableGrants withRetiringServicePrincipal(@Nullable String value) {
    return new ListRetirableGrants(limit, marker, retiringPrincipal, value);
  }

  /** What ListRetirableGrants answers. */
  public record Result(
      List<GrantListEntry> grants, @Nullable String nextMarker, boolean truncated) {

    public Result {
      grants = List.copyOf(grants);
    }
  }
}

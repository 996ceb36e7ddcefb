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

  /** Makes a request with the members that it must have. */
  public static ListGrants of(String keyId) {
    return new ListGrants(null, null, keyId, null, null, null);
  }

  /** Returns this request with a limit to the results of a page. */
  public ListGrants withLimit(@Nullable Integer value) {
    return new ListGrants(value, marker, keyId, grantId, granteePrincipal, granteeServicePrincipal);
  }

  /** Returns this request with the marker of the next page. */
  public ListGrants withMarker(@Nullable String value) {
    return new ListGrants(limit, value, keyId, grantId, granteePrincipal, granteeServicePrincipal);
  }

  /** Returns this request with the ID of a grant. */
  public ListGrants withGrantId(@Nullable String value) {
    return new ListGrants(limit, marker, keyId, value, granteePrincipal, granteeServicePrincipal);
  }

  /** Returns this request with the principal whose grants are listed. */
  public ListGrants withGranteePrincipal(@Nullable String value) {
    return new ListGrants(limit, marker, keyId, grantId, value, granteeServicePrincipal);
  }

  /** Returns this request with a service that the grant is for. */
  public ListGrants withGranteeServicePrincipal(@Nullable String value) {
    return new ListGrants(limit, marker, keyId, grantId, granteePrincipal, value);
  }

  /** What ListGrants answers. */
  public record Result(
      List<GrantListEntry> grants, @Nullable String nextMarker, boolean truncated) {

    public Result {
      grants = List.copyOf(grants);
    }
  }
}

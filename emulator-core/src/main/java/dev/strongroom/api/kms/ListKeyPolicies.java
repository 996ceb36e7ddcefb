package dev.strongroom.api.kms;

import dev.strongroom.api.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the names of a key's policies, of which there is one. */
public record ListKeyPolicies(String keyId, @Nullable Integer limit, @Nullable String marker)
    implements Request<ListKeyPolicies.Result> {

  /** Makes a request with the members that it must have. */
  public static ListKeyPolicies of(String keyId) {
    return new ListKeyPolicies(keyId, null, null);
  }

  /** Returns this request with a limit to the results of a page. */
  public ListKeyPolicies withLimit(@Nullable Integer value) {
    return new ListKeyPolicies(keyId, value, marker);
  }

  /** Returns this request with the marker of the next page. */
  public ListKeyPolicies withMarker(@Nullable String value) {
    return new ListKeyPolicies(keyId, limit, value);
  }

  /** What ListKeyPolicies answers. */
  public record Result(List<String> policyNames, @Nullable String nextMarker, boolean truncated) {

    public Result {
      policyNames = List.copyOf(policyNames);
    }
  }
}

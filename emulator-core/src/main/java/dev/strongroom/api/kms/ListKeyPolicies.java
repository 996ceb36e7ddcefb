package dev.strongroom.api.kms;

import dev.strongroom.api.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the names of a key's policies, of which there is one. */
public record ListKeyPolicies(String keyId, @Nullable Integer limit, @Nullable String marker)
    implements Request<ListKeyPolicies.Result> {

  /** What ListKeyPolicies answers. */
  public record Result(List<String> policyNames, @Nullable String nextMarker, boolean truncated) {

    public Result {
      policyNames = List.copyOf(policyNames);
    }
  }
}

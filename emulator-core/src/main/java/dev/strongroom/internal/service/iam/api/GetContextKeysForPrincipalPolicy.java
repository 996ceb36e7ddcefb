package dev.strongroom.internal.service.iam.api;

import dev.strongroom.api.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the condition keys that the policies of a user, group or role ask for. */
public record GetContextKeysForPrincipalPolicy(
    String policySourceArn, @Nullable List<String> policyInputList)
    implements Request<GetContextKeysForPrincipalPolicy.Result> {

  public GetContextKeysForPrincipalPolicy {
    policyInputList = policyInputList == null ? null : List.copyOf(policyInputList);
  }

  /** Returns a request with what is required. */
  public static GetContextKeysForPrincipalPolicy of(String policySourceArn) {
    return new GetContextKeysForPrincipalPolicy(policySourceArn, null);
  }

  /** What GetContextKeysForPrincipalPolicy answers. */
  public record Result(@Nullable List<String> contextKeyNames) {
    public Result {
      contextKeyNames = contextKeyNames == null ? null : List.copyOf(contextKeyNames);
    }
  }
}

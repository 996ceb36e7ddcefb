package dev.strongroom.api.kms;

import dev.strongroom.api.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Allows a principal to use a key for some operations. */
public record CreateGrant(
    String keyId,
    @Nullable String granteePrincipal,
    @Nullable String retiringPrincipal,
    List<String> operations,
    @Nullable GrantConstraints constraints,
    @Nullable List<String> grantTokens,
    @Nullable String name,
    @Nullable Boolean dryRun,
    @Nullable String granteeServicePrincipal,
    @Nullable String retiringServicePrincipal)
    implements Request<CreateGrant.Result> {

  public CreateGrant {
    if (operations != null) { // VAL-4: the model refuses null
      operations = List.copyOf(operations);
    }
    grantTokens = grantTokens == null ? null : List.copyOf(grantTokens);
  }

  /** What CreateGrant answers. */
  public record Result(String grantToken, String grantId) {}
}

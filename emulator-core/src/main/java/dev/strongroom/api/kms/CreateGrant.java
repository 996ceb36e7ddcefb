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

  /** Makes a request to grant operations on a key to a principal. */
  public static CreateGrant of(String keyId, String granteePrincipal, List<String> operations) {
    return new CreateGrant(
        keyId, granteePrincipal, null, operations, null, null, null, null, null, null);
  }

  /** Returns this request with the principal who may retire the grant. */
  public CreateGrant withRetiringPrincipal(@Nullable String value) {
    return new CreateGrant(
        keyId,
        granteePrincipal,
        value,
        operations,
        constraints,
        grantTokens,
        name,
        dryRun,
        granteeServicePrincipal,
        retiringServicePrincipal);
  }

  /** Returns this request with constraints of the grant. */
  public CreateGrant withConstraints(@Nullable GrantConstraints value) {
    return new CreateGrant(
        keyId,
        granteePrincipal,
        retiringPrincipal,
        operations,
        value,
        grantTokens,
        name,
        dryRun,
        granteeServicePrincipal,
        retiringServicePrincipal);
  }

  /** Returns this request with grant tokens. */
  public CreateGrant withGrantTokens(@Nullable List<String> value) {
    return new CreateGrant(
        keyId,
        granteePrincipal,
        retiringPrincipal,
        operations,
        constraints,
        value,
        name,
        dryRun,
        granteeServicePrincipal,
        retiringServicePrincipal);
  }

  /** Returns this request with a name of the grant. */
  public CreateGrant withName(@Nullable String value) {
    return new CreateGrant(
        keyId,
        granteePrincipal,
        retiringPrincipal,
        operations,
        constraints,
        grantTokens,
        value,
        dryRun,
        granteeServicePrincipal,
        retiringServicePrincipal);
  }

  /** Returns this request with {@code DryRun}. */
  public CreateGrant withDryRun(@Nullable Boolean value) {
    return new CreateGrant(
        keyId,
        granteePrincipal,
        retiringPrincipal,
        operations,
        constraints,
        grantTokens,
        name,
        value,
        granteeServicePrincipal,
        retiringServicePrincipal);
  }

  /** Returns this request with a service that the grant is for. */
  public CreateGrant withGranteeServicePrincipal(@Nullable String value) {
    return new CreateGrant(
        keyId,
        granteePrincipal,
        retiringPrincipal,
        operations,
        constraints,
        grantTokens,
        name,
        dryRun,
        value,
        retiringServicePrincipal);
  }

  /** Returns this request with a service that may retire the grant. */
  public CreateGrant withRetiringServicePrincipal(@Nullable String value) {
    return new CreateGrant(
        keyId,
        granteePrincipal,
        retiringPrincipal,
        operations,
        constraints,
        grantTokens,
        name,
        dryRun,
        granteeServicePrincipal,
        value);
  }

  /** What CreateGrant answers. */
  public record Result(String grantToken, String grantId) {}
}

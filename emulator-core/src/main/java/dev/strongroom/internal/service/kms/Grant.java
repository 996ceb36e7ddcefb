package dev.strongroom.internal.service.kms;

import dev.strongroom.api.kms.GrantConstraints;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One principal's permission to use a key.
 *
 * @param effective from when on it needs no token
 * @param issuingAccount the ARN of the principal who made it, its account's root
 */
public record Grant(
    String id,
    @Nullable String name,
    Instant created,
    Instant effective,
    @Nullable String granteePrincipal,
    @Nullable String granteeServicePrincipal,
    @Nullable String retiringPrincipal,
    @Nullable String retiringServicePrincipal,
    String issuingAccount,
    List<String> operations,
    @Nullable GrantConstraints constraints) {

  /** Whether its permissions can be used without its token. */
  boolean isEffective(Instant now) {
    return !now.isBefore(effective);
  }

  /** Whether both came from equal requests, whenever these were made. */
  boolean sameAs(Grant other) {
    return equals(
        new Grant(
            id,
            other.name,
            created,
            effective,
            other.granteePrincipal,
            other.granteeServicePrincipal,
            other.retiringPrincipal,
            other.retiringServicePrincipal,
            other.issuingAccount,
            other.operations,
            other.constraints));
  }
}

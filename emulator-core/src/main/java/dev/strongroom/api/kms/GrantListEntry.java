package dev.strongroom.api.kms;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One grant of a list. */
public record GrantListEntry(
    String keyId,
    String grantId,
    @Nullable String name,
    Instant creationDate,
    @Nullable String granteePrincipal,
    @Nullable String retiringPrincipal,
    String issuingAccount,
    List<String> operations,
    @Nullable GrantConstraints constraints,
    @Nullable String granteeServicePrincipal,
    @Nullable String retiringServicePrincipal) {

  public GrantListEntry {
    operations = List.copyOf(operations);
  }
}

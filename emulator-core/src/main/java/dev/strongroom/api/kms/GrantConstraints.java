package dev.strongroom.api.kms;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which encryption contexts, and which resource of a service, a grant is good for (KMS-15). */
public record GrantConstraints(
    @Nullable Map<String, String> encryptionContextSubset,
    @Nullable Map<String, String> encryptionContextEquals,
    @Nullable String sourceArn) {

  public GrantConstraints {
    encryptionContextSubset =
        encryptionContextSubset == null ? null : Map.copyOf(encryptionContextSubset);
    encryptionContextEquals =
        encryptionContextEquals == null ? null : Map.copyOf(encryptionContextEquals);
  }
}

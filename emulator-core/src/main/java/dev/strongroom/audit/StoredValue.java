package dev.strongroom.audit;

import dev.strongroom.api.SecretValue;

/**
 * A secret value and the version that it was stored as; {@code toString} does not show the value.
 */
public record StoredValue(
    String secretArn, String secretName, String versionId, SecretValue value) {}

package dev.strongroom.audit;

import dev.strongroom.api.SecretValue;

/** A secret value and the version that it was stored as; printed, it doesn't tell the value. */
public record StoredValue(
    String secretArn, String secretName, String versionId, SecretValue value) {}

package dev.strongroom.internal.service.ssm.api;

import dev.strongroom.api.SecretValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A parameter with its value, or a secret as a parameter.
 *
 * @param value absent if the secret is binary
 * @param selector the version or label that was asked for, with its colon
 * @param sourceResult the answer of Secrets Manager, which holds the secret value
 */
public record Parameter(
    String name,
    String type,
    @Nullable SecretValue value,
    long version,
    @Nullable String selector,
    @Nullable SecretValue sourceResult,
    Instant lastModifiedDate,
    String arn,
    @Nullable String dataType) {}

package dev.strongroom.internal.service.iam.api;

import org.jspecify.annotations.Nullable;

/** A statement that decided a simulated request, by its place in the policy. */
public record Statement(
    @Nullable String sourcePolicyId,
    @Nullable String sourcePolicyType,
    @Nullable Position startPosition,
    @Nullable Position endPosition) {}

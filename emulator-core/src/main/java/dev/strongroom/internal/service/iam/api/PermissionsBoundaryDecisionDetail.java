package dev.strongroom.internal.service.iam.api;

import org.jspecify.annotations.Nullable;

/** Whether the permissions boundary allows a simulated request. */
public record PermissionsBoundaryDecisionDetail(@Nullable Boolean allowedByPermissionsBoundary) {}

package dev.strongroom.internal.service.iam.api;

import org.jspecify.annotations.Nullable;

/** The managed policy that limits a user or role. */
public record AttachedPermissionsBoundary(
    @Nullable String permissionsBoundaryType, @Nullable String permissionsBoundaryArn) {}

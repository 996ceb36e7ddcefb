package dev.strongroom.internal.service.iam.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a role was last used, which the emulator does not record. */
public record RoleLastUsed(@Nullable Instant lastUsedDate, @Nullable String region) {}

package dev.strongroom.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a replica is.
 *
 * @param status {@code InSync}, {@code InProgress} or {@code Failed}
 */
public record ReplicationStatus(
    String region,
    @Nullable String kmsKeyId,
    String status,
    @Nullable String statusMessage,
    @Nullable Instant lastAccessedDate) {}

package dev.strongroom.internal.iam;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An access key of a user, of which only an active one names its user.
 *
 * @param created null for one that code has given
 */
public record UserAccessKey(@Nullable Instant created, boolean active) {}

package dev.strongroom.internal.service.iam.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An access key without its secret. */
public record AccessKeyMetadata(
    @Nullable String userName,
    @Nullable String accessKeyId,
    @Nullable String status,
    @Nullable Instant createDate) {}

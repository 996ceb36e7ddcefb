package dev.strongroom.internal.service.iam.api;

import dev.strongroom.api.SecretValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A new access key, with the secret that no later answer has. */
public record AccessKey(
    String userName,
    String accessKeyId,
    String status,
    SecretValue secretAccessKey,
    @Nullable Instant createDate) {}

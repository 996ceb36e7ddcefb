package dev.strongroom.internal.service.iam.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A version of a managed policy; creating one answers without the document. */
public record PolicyVersion(
    @Nullable String document,
    @Nullable String versionId,
    @Nullable Boolean isDefaultVersion,
    @Nullable Instant createDate) {}

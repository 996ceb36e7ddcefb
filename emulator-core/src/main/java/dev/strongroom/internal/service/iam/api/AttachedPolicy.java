package dev.strongroom.internal.service.iam.api;

import org.jspecify.annotations.Nullable;

/** A managed policy that is attached to somebody. */
public record AttachedPolicy(@Nullable String policyName, @Nullable String policyArn) {}

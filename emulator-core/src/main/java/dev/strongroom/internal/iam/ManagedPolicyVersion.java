package dev.strongroom.internal.iam;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A version of a managed policy. */
public record ManagedPolicyVersion(int number, Policy policy, @Nullable Instant created) {}
